package io.cardbeam.billing;

import io.cardbeam.wire.Event;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;

/** The day that a transaction is booked on: the UTC date of its event time. */
public final class PostingDate {
  private PostingDate() {}

  /** Posting date of a transaction. */
  public static LocalDate of(Event transaction) {
    return of(Instant.ofEpochMilli(transaction.eventTimeMillis()));
  }

  static LocalDate of(Instant eventTime) {
    return eventTime.atZone(ZoneOffset.UTC).toLocalDate();
  }

  /** Whether an event counts for a statement of this month: it lies in it or before it. */
  public static boolean isByEndOf(YearMonth month, Event event) {
    return !of(event).isAfter(month.atEndOfMonth());
  }
}
