package io.cardbeam.local.parity;

import io.cardbeam.command.FigureTable;
import io.cardbeam.event.Outcome;
import io.cardbeam.pipeline.classify.ClassifyCounters;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A comparison for a terminal. */
final class ParityText {
  private ParityText() {}

  static void print(Parity parity, PrintWriter out) {
    new FigureTable(runs(parity.runs())).print(out);
    String first = parity.runs().get(0).name();
    new FigureTable(comparisons(first, parity)).print(out);
    new FigureTable(books(first, parity)).print(out);
    for (RunResult run : parity.runs()) {
      if (run.contradicting() > 0) {
        out.printf(
            Locale.ROOT,
            "%n%s: %,d decisions on requests that it had decided otherwise%n",
            run.name(),
            run.contradicting());
      }
    }
    parity
        .comparisons()
        .forEach(
            (name, comparison) -> comparison.earliest().forEach(d -> print(first, name, d, out)));
    parity.books().forEach((name, tables) -> tables.forEach(t -> print(name, t, out)));
    out.println();
    out.println(
        parity.holds()
            ? "All runs decided the same and made the same books."
            : "The runs did NOT decide the same or make the same books.");
    out.flush();
  }

  private static List<List<String>> runs(List<RunResult> runs) {
    List<List<String>> rows = new ArrayList<>();
    List<String> header = new ArrayList<>(List.of("run", "rows read", "decided"));
    Arrays.stream(Outcome.values()).map(ClassifyCounters::nameOf).forEach(header::add);
    header.addAll(List.of("repeated", "dead letters", "seconds", "adds up"));
    rows.add(header);
    for (RunResult run : runs) {
      List<String> row = new ArrayList<>(List.of(run.name()));
      row.add(shown(run.account().rows()));
      row.add(shown(run.decided()));
      run.outcomes().values().forEach(count -> row.add(shown(count)));
      row.add(shown(run.account().repeated()));
      row.add(shown(run.account().deadLetters()));
      row.add(String.format(Locale.ROOT, "%,.1f", run.seconds()));
      row.add(run.addsUp() ? "yes" : "NO");
      rows.add(row);
    }
    return rows;
  }

  private static List<List<String>> comparisons(String first, Parity parity) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("against " + first, "equal", "different", "missing", "extra"));
    parity
        .comparisons()
        .forEach(
            (name, c) ->
                rows.add(
                    List.of(
                        name,
                        shown(c.equal()),
                        shown(c.different()),
                        shown(c.missing()),
                        shown(c.extra()))));
    return rows;
  }

  /** A row for each table, with the rows that another run has and those that differ. */
  private static List<List<String>> books(String first, Parity parity) {
    List<List<String>> rows = new ArrayList<>();
    List<String> header = new ArrayList<>(List.of("rows equal to those of " + first));
    header.addAll(parity.books().keySet());
    rows.add(header);
    List<List<TableComparison>> runs = List.copyOf(parity.books().values());
    for (int table = 0; !runs.isEmpty() && table < runs.get(0).size(); table++) {
      List<String> row = new ArrayList<>(List.of(runs.get(0).get(table).table()));
      for (List<TableComparison> run : runs) {
        row.add(shown(run.get(table)));
      }
      rows.add(row);
    }
    return rows;
  }

  private static String shown(TableComparison table) {
    return table.isSame()
        ? shown(table.equal())
        : String.format(
            Locale.ROOT,
            "%,d, %,d missing, %,d extra",
            table.equal(),
            table.missing(),
            table.extra());
  }

  private static void print(String other, TableComparison table, PrintWriter out) {
    if (!table.isSame()) {
      out.printf("%n%s of %s differs (other is %s)%n", table.table(), other, other);
      table.examples().forEach(row -> out.printf("  %s%n", row));
    }
  }

  private static void print(String first, String other, Difference difference, PrintWriter out) {
    out.printf(
        "%nrequest %s of card %s at %s: %s%n",
        difference.decision().getRequestId(),
        difference.decision().getCardToken(),
        difference.decision().getEventTime(),
        switch (difference.kind()) {
          case MISSING -> "decided by " + first + ", not by " + other;
          case EXTRA -> "decided by " + other + ", not by " + first;
          case DIFFERENT ->
              "decided otherwise by "
                  + other
                  + (difference.inFeatures() ? ", on other features" : ", on the same features");
        });
    for (Difference.Field field : difference.fields()) {
      out.printf("  %s%n", field.name());
      out.printf("    %-8s %s%n", first, field.first());
      out.printf("    %-8s %s%n", other, field.other());
    }
  }

  private static String shown(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
