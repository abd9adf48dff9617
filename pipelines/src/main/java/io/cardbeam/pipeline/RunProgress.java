package io.cardbeam.pipeline;

import java.util.concurrent.atomic.LongAdder;

/**
 * How far bounded runs in this process have come, for a line on a terminal and to tell a run that
 * stands still: what a worker elsewhere does is not seen here. Runners' own counters are exact, but
 * a batch tells them only at its end.
 */
public final class RunProgress {
  private static final LongAdder READ = new LongAdder();
  private static final LongAdder DECIDED = new LongAdder();

  private RunProgress() {}

  /** A request was read. */
  public static void countRead() {
    READ.increment();
  }

  /** So many lines were read. */
  public static void countRead(long lines) {
    READ.add(lines);
  }

  /** A request was decided. */
  public static void countDecided() {
    DECIDED.increment();
  }

  /** Requests read in this process so far. */
  public static long read() {
    return READ.sum();
  }

  /** Requests decided in this process so far. */
  public static long decided() {
    return DECIDED.sum();
  }
}
