package io.cardbeam.bench.gateway;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/** Results as a table for people, and as JSON for machines. */
final class GatewayText {
  private static final String ROW = "%8s  %-14s %9s %9s %9s %9s %9s%n";
  private static final ObjectMapper JSON = new ObjectMapper();

  private GatewayText() {}

  static String table(List<RateResult> results, double mostAdded) {
    StringBuilder table = new StringBuilder();
    table.append(
        String.format(
            ROW, "a second", "answers by", "requests", "p50 ms", "p99 ms", "p99.9 ms", "max ms"));
    for (RateResult result : results) {
      row(table, String.format(Locale.ROOT, "%.0f", result.rate()), "gateway", result.gateway());
      row(table, "", "stream alone", result.stream());
    }
    for (RateResult result : results) {
      table.append(
          String.format(
              Locale.ROOT,
              "at %.0f a second the gateway adds %.1f ms to p99 (at most %.0f), %,d answers by"
                  + " default, %,d failed: %s%n",
              result.rate(),
              result.added(),
              mostAdded,
              result.byDefault(),
              result.failed(),
              result.holds(mostAdded) ? "holds" : "DOES NOT HOLD"));
    }
    return table.toString();
  }

  private static void row(StringBuilder table, String rate, String by, Latency latency) {
    table.append(
        String.format(
            ROW,
            rate,
            by,
            String.format(Locale.ROOT, "%,d", latency.answers()),
            millis(latency.p50()),
            millis(latency.p99()),
            millis(latency.p999()),
            millis(latency.max())));
  }

  private static String millis(double millis) {
    return String.format(Locale.ROOT, "%,.1f", millis);
  }

  static String json(List<RateResult> results, double mostAdded) {
    ObjectNode root = JSON.createObjectNode();
    ArrayNode rates = root.putArray("rates");
    for (RateResult result : results) {
      ObjectNode rate = rates.addObject().put("rate", result.rate());
      put(rate.putObject("gateway"), result.gateway());
      put(rate.putObject("stream"), result.stream());
      rate.put("added_p99_ms", result.added())
          .put("by_default", result.byDefault())
          .put("failed", result.failed())
          .put("holds", result.holds(mostAdded));
    }
    root.put("holds", results.stream().allMatch(result -> result.holds(mostAdded)));
    return root.toPrettyString() + "\n";
  }

  private static void put(ObjectNode into, Latency latency) {
    into.put("answers", latency.answers())
        .put("p50_ms", latency.p50())
        .put("p99_ms", latency.p99())
        .put("p999_ms", latency.p999())
        .put("max_ms", latency.max());
  }
}
