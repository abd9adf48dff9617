package io.cardbeam.command.evaluation;

import io.cardbeam.command.FigureTable;
import io.cardbeam.measure.Figure;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** An evaluation for a terminal. */
final class EvaluationText {
  private final EvaluationRun run;
  private final PrintWriter out;

  EvaluationText(EvaluationRun run, PrintWriter out) {
    this.run = run;
    this.out = out;
  }

  void print() {
    EvaluationTables tables = new EvaluationTables(run);
    out.printf(
        "%,d requests of %,d cards, %,d of them fraud, from %s to %s%n",
        run.report().all().requests(),
        run.report().all().cards(),
        run.report().all().frauds(),
        run.firstTime(),
        run.lastTime());
    if (run.bootstrap().rounds() > 0) {
      out.printf(
          "[low, high]: 95 %% of %d drawings of the cards, seed %d%n",
          run.bootstrap().rounds(), run.bootstrap().seed());
    }
    if (run.synthetic()) {
      out.println(EvaluationRun.SYNTHETIC);
    }
    List<List<String>> figures = new ArrayList<>();
    for (Figure.Group group : Figure.Group.values()) {
      figures.add(List.of(group.words(), "", ""));
      for (List<String> row : tables.figures(run.report().all(), group)) {
        figures.add(List.of("  " + row.get(0), row.get(1), row.get(2)));
      }
    }
    new FigureTable(figures).print(out);
    new FigureTable(withHeaders(shortMonthHeaders(), tables.months(false))).print(out);
    new FigureTable(withHeaders(shortWhatIfHeaders(), tables.whatIf())).print(out);
    out.flush();
  }

  private static List<String> shortMonthHeaders() {
    return List.of(
        "By month",
        "requests",
        "frauds",
        "AP",
        "rec@.1%FP",
        "precision",
        "recall",
        "at first",
        "loss",
        "of policy",
        "at best F1",
        "alerts/day");
  }

  private static List<String> shortWhatIfHeaders() {
    return List.of(
        "What another setting would have cost",
        "referred",
        "declined",
        "stopped",
        "hindered",
        "loss",
        "at its costs");
  }

  private static List<List<String>> withHeaders(List<String> headers, List<List<String>> rows) {
    List<List<String>> all = new ArrayList<>();
    all.add(headers);
    all.addAll(rows);
    return all;
  }
}
