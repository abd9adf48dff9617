package io.cardbeam.traffic;

import io.cardbeam.event.FraudFinding;
import io.cardbeam.wire.Event;
import java.io.Serializable;

/**
 * The part of an input that counts, by event time: {@code [from, until)}. What happened outside is
 * as if it had never been recorded, so that cards start without a past. A card itself is no part of
 * its past: its updates before the window hold.
 *
 * <p>Of a transaction its own time counts, as its request's is not told: one within the window on a
 * request before it stays. A purchase finds no hold to clear; a chargeback still tells of its
 * fraud.
 *
 * @param fromMillis first instant within, milliseconds since 1970 UTC
 * @param untilMillis first instant after it, above {@code fromMillis}
 */
public record InputWindow(long fromMillis, long untilMillis) implements Serializable {
  /** Everything. */
  public static final InputWindow ALL = new InputWindow(Long.MIN_VALUE, Long.MAX_VALUE);

  public InputWindow {
    if (fromMillis >= untilMillis) {
      throw new IllegalArgumentException(
          "a window from " + fromMillis + " until " + untilMillis + " ms holds nothing");
    }
  }

  /** Whether it ends at all: whoever named an end has said which dates can be. */
  public boolean hasEnd() {
    return untilMillis != ALL.untilMillis;
  }

  /** Whether an event counts: a finding by the time of its request, all others by their own. */
  public boolean holds(Event event) {
    return switch (event.type()) {
      case CARD_UPDATE -> event.eventTimeMillis() < untilMillis;
      case FRAUD_FINDING -> holds(event.body(FraudFinding.class).getRequestTime().toEpochMilli());
      default -> holds(event.eventTimeMillis());
    };
  }

  private boolean holds(long timeMillis) {
    return fromMillis <= timeMillis && timeMillis < untilMillis;
  }
}
