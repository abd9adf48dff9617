package io.cardbeam.command.traffic;

import io.cardbeam.wire.Event;
import java.util.List;

/**
 * Where traffic stopped, so that the same traffic goes on there. A step after it may have been sent
 * already, never one before it left out.
 *
 * @param steps how many of the first steps are done with
 * @param reachedMillis event time of the last of them, milliseconds since 1970; {@link
 *     Long#MIN_VALUE} before the first
 * @param waiting what follows approved requests and was not due yet
 */
public record Bookmark(long steps, long reachedMillis, List<Event> waiting) {
  /** Before all traffic. */
  public static final Bookmark START = new Bookmark(0, Long.MIN_VALUE, List.of());

  public Bookmark {
    waiting = List.copyOf(waiting);
    if (steps < 0) {
      throw new IllegalArgumentException("steps must not be negative: " + steps);
    }
  }
}
