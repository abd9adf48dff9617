package io.cardbeam.bench.fault;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.local.DecisionsCheck;
import java.util.List;
import java.util.Locale;

/** Rounds as a table for people, and as JSON for machines. */
final class FaultsText {
  private static final String ROW = "%-26s %8s %7s %9s %9s %9s %8s %8s %9s %8s%n";

  private FaultsText() {}

  static String table(FaultsReport report) {
    List<Round> rounds = report.rounds();
    StringBuilder table = new StringBuilder();
    table.append(
        String.format(
            ROW,
            "",
            "",
            "per",
            "longest",
            "silence",
            "requests",
            "written",
            "contra-",
            "unlike",
            "waiting"));
    table.append(
        String.format(
            ROW,
            "fault",
            "requests",
            "second",
            "before, s",
            "after, s",
            "decided",
            "again",
            "dicting",
            "the model",
            "to book"));
    for (Round round : rounds) {
      DecisionsCheck d = round.decisions();
      table.append(
          String.format(
              ROW,
              round.fault().words(),
              number(round.requests()),
              number(Math.round(round.rate())),
              String.format(Locale.ROOT, "%.2f", round.silenceBefore()),
              String.format(Locale.ROOT, "%.2f", round.outage()),
              number(d.decided()),
              number(d.writtenAgain()),
              number(d.contradicting()),
              number(d.unlikeModel()),
              number(round.books().waiting())));
    }
    Round last = rounds.get(rounds.size() - 1);
    table.append(
        String.format(
            Locale.ROOT,
            "at the end %,d of %,d requests and %,d of %,d transactions are in the books; %,d of %,d"
                + " records that can't be read are dead letters%n",
            report.end().authorizations(),
            last.decisions().requests(),
            report.end().booked(),
            report.end().transactions(),
            last.deadLetters().letters(),
            last.deadLetters().sent()));
    table.append(
        report.holds()
            ? "every request has one decision, the model's; the books hold each event once\n"
            : "NOT everything is as it should be\n");
    return table.toString();
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  static String json(FaultsReport report) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    ArrayNode all = root.putArray("rounds");
    for (Round round : report.rounds()) {
      ObjectNode node = all.addObject();
      node.put("fault", round.fault().toString())
          .put("requests", round.requests())
          .put("requests_per_second", round.rate())
          .put("longest_silence_before_s", round.silenceBefore())
          .put("outage_s", round.outage());
      node.putObject("decisions")
          .put("requests", round.decisions().requests())
          .put("decided", round.decisions().decided())
          .put("written_again", round.decisions().writtenAgain())
          .put("contradicting", round.decisions().contradicting())
          .put("unlike_model", round.decisions().unlikeModel());
      node.putObject("books")
          .put("transactions", round.books().transactions())
          .put("booked", round.books().booked())
          .put("authorizations", round.books().authorizations());
      node.putObject("dead_letters")
          .put("unreadable", round.deadLetters().sent())
          .put("letters", round.deadLetters().letters());
      node.put("holds", round.holds());
    }
    root.putObject("end")
        .put("transactions", report.end().transactions())
        .put("booked", report.end().booked())
        .put("authorizations", report.end().authorizations());
    root.put("holds", report.holds());
    return root.toPrettyString() + "\n";
  }
}
