package io.cardbeam.local.replay;

import io.cardbeam.command.Stopping;
import java.time.Duration;

/** Asks to stop when it was asked a number of times: so many records have then been sent. */
final class StopAfter implements Stopping {
  private final int records;
  private final boolean atTheFirstWait;
  private int questions;

  StopAfter(int records) {
    this(records, false);
  }

  private StopAfter(int records, boolean atTheFirstWait) {
    this.records = records;
    this.atTheFirstWait = atTheFirstWait;
  }

  /** Asks to stop when there is something to wait for. */
  static StopAfter atTheFirstWait() {
    return new StopAfter(Integer.MAX_VALUE, true);
  }

  static StopAfter never() {
    return new StopAfter(Integer.MAX_VALUE);
  }

  @Override
  public boolean isAsked() {
    return questions++ >= records;
  }

  /** Time flies: what is not due yet is asked for again at once. */
  @Override
  public boolean await(Duration atMost) {
    questions--;
    return atTheFirstWait;
  }

  @Override
  public void close() {
    // Nothing waits for it.
  }
}
