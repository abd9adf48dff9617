package io.cardbeam.browser.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.browser.bench.CubeResult.Kind;
import java.util.Locale;

/** What was measured of the cube, as a table or as JSON. */
final class CubeText {
  private CubeText() {}

  static String table(CubeResult result) {
    StringBuilder table = new StringBuilder(result.corner()).append(System.lineSeparator());
    table.append(
        String.format(
            "%-26s %9s %7s %17s %17s  %s%n",
            "", "questions", "cells", "answered, ms p99", "drawn, ms p99", ""));
    result.kinds().forEach(kind -> table.append(row(kind)));
    result.ofScreen().ifPresent(kind -> table.append(row(kind)));
    Kind all = result.all();
    table.append(row(all)).append("slowest: ").append(all.slowest());
    return table.append(System.lineSeparator()).toString();
  }

  private static String row(Kind kind) {
    return String.format(
        Locale.ROOT,
        "%-26s %9d %,7.0f %,9.1f %,7.1f %,9.1f %,7.1f  %s%n",
        kind.kind(),
        kind.questions(),
        kind.cells(),
        kind.answered(),
        kind.answeredP99(),
        kind.drawn(),
        kind.drawnP99(),
        kind.holds() ? "holds" : "DOES NOT HOLD");
  }

  static String json(CubeResult result) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("star", result.corner());
    ArrayNode kinds = root.putArray("kinds");
    for (Kind kind : result.kinds()) {
      kinds
          .addObject()
          .put("kind", kind.kind())
          .put("questions", kind.questions())
          .put("cells", kind.cells())
          .put("answered_ms", kind.answered())
          .put("answered_p99_ms", kind.answeredP99())
          .put("drawn_ms", kind.drawn())
          .put("drawn_p99_ms", kind.drawnP99())
          .put("slowest", kind.slowest())
          .put("holds", kind.holds());
    }
    return root.put("holds", result.holds()).toPrettyString() + System.lineSeparator();
  }
}
