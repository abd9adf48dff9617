package io.cardbeam.traffic;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * From when a transaction counts in the deciding profile: the first midnight UTC that is at least
 * {@link #LEAD} ahead. It lies ahead of the sending, so that it does not matter whether the
 * transaction or the card's next request is read first.
 */
public final class PostingCutOff {
  /** Least time between a transaction and the cut-off at which it counts. */
  public static final Duration LEAD = Duration.ofHours(2);

  private PostingCutOff() {}

  /** The cut-off for a transaction of this event time. */
  public static Instant after(Instant eventTime) {
    Instant earliest = eventTime.plus(LEAD);
    Instant midnight = earliest.truncatedTo(ChronoUnit.DAYS);
    return midnight.equals(earliest) ? midnight : midnight.plus(1, ChronoUnit.DAYS);
  }
}
