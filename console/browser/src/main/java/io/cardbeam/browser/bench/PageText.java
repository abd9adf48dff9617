package io.cardbeam.browser.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.browser.bench.PageResult.InTime;
import io.cardbeam.browser.bench.PageResult.Sample;
import java.util.Locale;

/** Results as a table for people, and as JSON for machines. */
final class PageText {
  private static final String ROW = "%-16s  %-44s  %-20s %s%n";
  private static final double MEGABYTE = 1e6;
  private static final double SECOND_MILLIS = 1e3;
  private static final double PERCENT = 100;
  private static final int DECIMALS = 1_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  private PageText() {}

  static String table(PageResult result) {
    InTime inTime = result.inTime();
    StringBuilder table = new StringBuilder();
    table.append(
        text(
            "live page, %,.0f requests a second for %.0f s in %.1f frames a second%n",
            inTime.requestsPerSecond(), inTime.seconds(), inTime.framesPerSecond()));
    table.append(
        text(
            ROW,
            "first figures",
            text("drawn %.2f s after navigation", result.firstFiguresMillis() / SECOND_MILLIS),
            "",
            text("longest task while it starts: %s", task(result.longestAtStartMillis()))));
    table.append(
        text(
            ROW,
            "longest task",
            text("%s, %d of over 50 ms", task(inTime.longestTaskMillis()), inTime.longTasks()),
            text("at most %d ms", PageResult.MOST_TASK_MILLIS),
            holds(result.tasksHold())));
    table.append(
        text(
            ROW,
            "main thread",
            text(
                "busy %.1f %% of the time, %.1f %% in scripts",
                inTime.busy() * PERCENT, inTime.script() * PERCENT),
            text("at most %.0f %%", PageResult.MOST_BUSY * PERCENT),
            holds(result.busyHolds())));
    if (!result.heap().isEmpty()) {
      table.append(heap(result));
    }
    ColdStart cold = result.cold();
    table.append(
        text(
            ROW,
            "cold start",
            text(
                "form after %.2f s, figures after %.2f s",
                cold.formMillis() / SECOND_MILLIS, cold.figuresMillis() / SECOND_MILLIS),
            text("at most %.0f s", ColdStart.MOST_MILLIS / SECOND_MILLIS),
            holds(cold.holds())));
    return table.toString();
  }

  private static String heap(PageResult result) {
    Sample first = result.first();
    Sample last = result.last();
    return text(
            ROW,
            "heap",
            text(
                "first %.2f MB, last %.2f MB, line %+.1f %%",
                megabytes(first), megabytes(last), result.growth() * PERCENT),
            text("at most +%.0f %%", PageResult.MOST_GROWTH * PERCENT),
            holds(result.heapHolds()))
        + text(
            ROW,
            "",
            text("after %,d requests", last.requests()),
            "",
            text("nodes: first %,d, last %,d", first.held().nodes(), last.held().nodes()));
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private static String task(double millis) {
    return millis == 0 ? "under " + PageResult.LONG_MILLIS + " ms" : text("%.0f ms", millis);
  }

  private static String holds(boolean holds) {
    return holds ? "holds" : "DOES NOT HOLD";
  }

  private static double megabytes(Sample sample) {
    return sample.held().bytes() / MEGABYTE;
  }

  static String json(PageResult result) {
    ObjectNode root = JSON.createObjectNode();
    InTime inTime = result.inTime();
    root.put("rate", result.rate())
        .put("first_figures_ms", rounded(result.firstFiguresMillis()))
        .put("longest_task_at_start_ms", rounded(result.longestAtStartMillis()));
    root.putObject("in_time")
        .put("seconds", rounded(inTime.seconds()))
        .put("requests_per_second", rounded(inTime.requestsPerSecond()))
        .put("frames_per_second", rounded(inTime.framesPerSecond()))
        .put("long_tasks", inTime.longTasks())
        .put("longest_task_ms", rounded(inTime.longestTaskMillis()))
        .put("busy", rounded(inTime.busy()))
        .put("script", rounded(inTime.script()))
        .put("tasks_hold", result.tasksHold())
        .put("busy_holds", result.busyHolds());
    if (!result.heap().isEmpty()) {
      ObjectNode heap = root.putObject("heap");
      heap.put("bytes_per_request", result.bytesPerRequest())
          .put("growth", rounded(result.growth()))
          .put("holds", result.heapHolds());
      ArrayNode samples = heap.putArray("samples");
      for (Sample sample : result.heap()) {
        samples
            .addObject()
            .put("requests", sample.requests())
            .put("bytes", sample.held().bytes())
            .put("nodes", sample.held().nodes());
      }
    }
    root.putObject("cold_start")
        .put("form_ms", rounded(result.cold().formMillis()))
        .put("figures_ms", rounded(result.cold().figuresMillis()))
        .put("holds", result.cold().holds());
    return root.put("holds", result.holds()).toPrettyString() + "\n";
  }

  private static double rounded(double value) {
    return Math.round(value * DECIMALS) / (double) DECIMALS;
  }
}
