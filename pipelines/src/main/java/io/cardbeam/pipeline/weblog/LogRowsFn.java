package io.cardbeam.pipeline.weblog;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts rows for which there is no folder into the worker's log, as many as a log can bear. */
final class LogRowsFn extends DoFn<KV<String, byte[]>, Void> {
  /** Most rows of a worker's thread; the counters have them all. */
  static final int MOST_ROWS = 1_000;

  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(LogRowsFn.class);

  private transient int logged;

  @ProcessElement
  public void process(@Element KV<String, byte[]> element) {
    if (logged < MOST_ROWS) {
      LOG.warn(
          "{}: {}",
          LiveTables.table(element.getKey()),
          new String(element.getValue(), UTF_8).strip());
    } else if (logged == MOST_ROWS) {
      LOG.warn("more of these are counted only");
    }
    logged = Math.min(logged, MOST_ROWS) + 1;
  }
}
