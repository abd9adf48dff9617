package io.cardbeam.command.weblog.report;

/**
 * What a report holds at most; of more hits it has the newest.
 *
 * @param hits most hits
 * @param chars most characters of all different texts together
 */
record ReportLimits(int hits, long chars) {
  /** Longest text of a field, characters: the page shows no longer ones. */
  static final int MAX_TEXT_CHARS = 2_000;

  /** What a browser opens within seconds. */
  static final ReportLimits USUAL = new ReportLimits(1_000_000, 1L << 26);
}
