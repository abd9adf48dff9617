package io.cardbeam.command.weblog.report;

import io.cardbeam.weblog.HitColumn;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A hit as a report has it: texts of at most {@value ReportLimits#MAX_TEXT_CHARS} characters.
 *
 * @param second time, since 1970 UTC
 * @param line number of the line in its file, from 1
 * @param status of the answer, 0 for none
 * @param bytes length of the answer, -1 for none
 */
record ReportHit(long second, long line, int status, long bytes, Map<HitColumn, String> texts) {
  /**
   * Stands for a request as logged that is what its parts say, as most are; no request that is
   * logged can be so.
   */
  static final String FROM_PARTS = "\0";

  /** Shortens texts, and leaves requests out that follow from their parts. */
  static ReportHit of(
      long second, long line, int status, long bytes, Map<HitColumn, String> texts) {
    Map<HitColumn, String> shown = new EnumMap<>(HitColumn.class);
    texts.forEach((column, text) -> shown.put(column, shortened(text)));
    String raw = shown.get(HitColumn.RAW_REQUEST);
    if (raw != null && raw.equals(fromParts(shown))) {
      shown.put(HitColumn.RAW_REQUEST, FROM_PARTS);
    }
    return new ReportHit(second, line, status, bytes, shown);
  }

  private static String shortened(String text) {
    int most = ReportLimits.MAX_TEXT_CHARS;
    if (text.length() <= most) {
      return text;
    }
    boolean isHalf = Character.isHighSurrogate(text.charAt(most - 1));
    return text.substring(0, isHalf ? most - 1 : most) + "…";
  }

  private static @Nullable String fromParts(Map<HitColumn, String> texts) {
    String method = texts.get(HitColumn.METHOD);
    String path = texts.get(HitColumn.PATH);
    if (method == null || path == null) {
      return null;
    }
    String query = texts.get(HitColumn.QUERY);
    String protocol = texts.get(HitColumn.PROTOCOL);
    return method
        + " "
        + path
        + (query == null ? "" : "?" + query)
        + (protocol == null ? "" : " " + protocol);
  }

  /** A text; null if there is none. */
  @Nullable String text(HitColumn column) {
    return texts.get(column);
  }
}
