package io.cardbeam.bench.warehouse;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.bench.warehouse.EngineResult.Build;
import java.util.List;
import java.util.Locale;

/** Figures of the engines and of the cube, as tables for people and as JSON for machines. */
final class WarehouseText {
  private static final double MEGA = 1e6;

  private WarehouseText() {}

  /** The ratios are to the first engine's median. */
  static String tables(long rows, List<EngineResult> results, List<CubeTimes> cube) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT, "star of %,d rows: medians of %d rounds%n", rows, rounds(results)));
    text.append(
        String.format(
            "%-20s %9s %15s %7s %8s %9s %9s  %s%n",
            "", "build, s", "from - to", "ratio", "CPU, s*", "peak, MB*", "tests, s", "same rows"));
    double first = results.get(0).median(Build::seconds);
    for (EngineResult result : results) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-20s %9.1f %15s %7.2f %8.1f %9s %9s  %s%n",
              result.engine().words(),
              result.median(Build::seconds),
              String.format(
                  Locale.ROOT,
                  "%.1f - %.1f",
                  result.least(Build::seconds),
                  result.most(Build::seconds)),
              result.median(Build::seconds) / first,
              result.median(Build::cpuSeconds),
              megabytes(result.median(Build::peakBytes)),
              result.engine().isCardbeam()
                  ? String.format(Locale.ROOT, "%.1f", result.median(Build::testSeconds))
                  : "",
              result.differences().isEmpty() ? "yes" : "NO: " + result.differences()));
    }
    text.append("* with the tests of the data, which only Cardbeam makes\n");
    if (!cube.isEmpty()) {
      text.append(System.lineSeparator()).append(table(cube));
    }
    return text.toString();
  }

  /** How long the cube takes. */
  private static String table(List<CubeTimes> cube) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format("%-42s %8s %11s %12s%n", "cube", "cells", "median, ms", "slowest, ms"));
    for (CubeTimes times : cube) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-42s %,8d %11.1f %12.1f%n",
              times.question(),
              times.cells(),
              times.medianMillis(),
              times.slowestMillis()));
    }
    return text.toString();
  }

  private static int rounds(List<EngineResult> results) {
    return results.get(0).builds().size();
  }

  private static String megabytes(double bytes) {
    return bytes == 0 ? "" : String.format(Locale.ROOT, "%,.0f", bytes / MEGA);
  }

  static String json(long rows, List<EngineResult> results, List<CubeTimes> cube) {
    ObjectNode all = new ObjectMapper().createObjectNode();
    all.put("rows", rows).put("rounds", rounds(results));
    double first = results.get(0).median(Build::seconds);
    ArrayNode engines = all.putArray("engines");
    for (EngineResult result : results) {
      ObjectNode engine =
          engines
              .addObject()
              .put("engine", result.engine().name())
              .put("seconds", result.median(Build::seconds))
              .put("ratio", result.median(Build::seconds) / first)
              .put("cpu_seconds", result.median(Build::cpuSeconds))
              .put("peak_bytes", (long) result.median(Build::peakBytes))
              .put("seconds_of_tests", result.median(Build::testSeconds));
      ArrayNode builds = engine.putArray("builds");
      result.builds().forEach(build -> builds.add(build.seconds()));
      ArrayNode differences = engine.putArray("differences");
      result.differences().forEach(differences::add);
    }
    add(cube, all.putArray("cube"));
    return all.toPrettyString() + System.lineSeparator();
  }

  private static void add(List<CubeTimes> cube, ArrayNode questions) {
    for (CubeTimes times : cube) {
      questions
          .addObject()
          .put("question", times.question())
          .put("cells", times.cells())
          .put("median_ms", times.medianMillis())
          .put("slowest_ms", times.slowestMillis());
    }
  }
}
