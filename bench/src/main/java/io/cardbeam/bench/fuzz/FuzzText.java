package io.cardbeam.bench.fuzz;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/** A run's account as a table for people, and as JSON for machines. */
final class FuzzText {
  private static final String ROW = "%-18s %12s %14s %14s %10s %12s%n";

  private FuzzText() {}

  static String table(long seed, List<FuzzResult> results, Findings findings) {
    StringBuilder table = new StringBuilder();
    table.append(
        String.format(ROW, "input", "inputs", "events", "dead letters", "findings", "per second"));
    for (FuzzResult result : results) {
      table.append(
          String.format(
              ROW,
              result.target().words(),
              number(result.inputs()),
              number(result.taken().events()),
              number(result.taken().deadLetters()),
              number(result.findings()),
              number(Math.round(perSecond(result)))));
    }
    for (Findings.Kind kind : findings.kinds()) {
      table.append(
          String.format(
              Locale.ROOT,
              "%,d times %s%n  first: %s%n",
              kind.count(),
              kind.words(),
              kind.first()));
    }
    table.append(
        findings.count() == 0
            ? "nothing found: every input was read to its end, each record an event or a dead"
                + " letter\n"
            : "FOUND something: repeat one by ./cardbeam bench fuzz --repeat FILE\n");
    return table.append("seed ").append(seed).append('\n').toString();
  }

  static String json(long seed, List<FuzzResult> results, Findings findings) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("seed", seed);
    ArrayNode targets = root.putArray("targets");
    for (FuzzResult result : results) {
      targets
          .addObject()
          .put("target", result.target().code())
          .put("inputs", result.inputs())
          .put("events", result.taken().events())
          .put("dead_letters", result.taken().deadLetters())
          .put("findings", result.findings())
          .put("seconds", result.seconds());
    }
    ArrayNode kinds = root.putArray("findings");
    for (Findings.Kind kind : findings.kinds()) {
      kinds
          .addObject()
          .put("kind", kind.words())
          .put("count", kind.count())
          .put("first", kind.first().toString());
    }
    return root.toPrettyString() + "\n";
  }

  private static double perSecond(FuzzResult result) {
    return result.seconds() > 0 ? result.inputs() / result.seconds() : 0;
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
