package io.cardbeam.command.weblog.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * The page without hits.
 *
 * @param head up to where hits are put
 * @param tail the rest
 */
public record ReportTemplate(String head, String tail) {
  private static final String RESOURCE = "/io/cardbeam/console/report/report.html";
  private static final String BEGIN = "<script type=\"application/octet-stream\" id=\"hits\">";
  private static final String END = "</script>";

  /** The one of this build; empty if it was built without Node, or is the deployable jar. */
  public static Optional<ReportTemplate> find() throws IOException {
    try (InputStream found = ReportTemplate.class.getResourceAsStream(RESOURCE)) {
      return found == null
          ? Optional.empty()
          : Optional.of(of(new String(found.readAllBytes(), UTF_8)));
    }
  }

  /**
   * The template of a page.
   *
   * @throws IllegalArgumentException if the page does not have one place for hits
   */
  static ReportTemplate of(String page) {
    int place = page.indexOf(BEGIN + END);
    if (place < 0 || page.indexOf(BEGIN, place + 1) >= 0) {
      throw new IllegalArgumentException("a template has one place for hits");
    }
    int hits = place + BEGIN.length();
    return new ReportTemplate(page.substring(0, hits), page.substring(hits));
  }
}
