package io.cardbeam.command.weblog;

import io.cardbeam.event.LogLine;
import java.io.IOException;
import java.util.function.Consumer;

/** Takes lines of logs, each log's in its order. */
interface LineSink {
  /** Longest part of a line that is sent: with the rest of its record less than 1 MiB. */
  int MAX_LINE_BYTES = 1_040_000;

  /**
   * Takes a line; may wait until there is room for it.
   *
   * @param after place behind the line
   * @param taken called with it, maybe by another thread, once the line can't be lost any more; in
   *     the order of the lines of a log
   * @throws IOException if the line, or one before, can't be taken
   */
  void line(LogLine line, ShippedPlace after, Consumer<ShippedPlace> taken) throws IOException;
}
