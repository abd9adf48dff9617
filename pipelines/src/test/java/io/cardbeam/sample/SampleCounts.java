package io.cardbeam.sample;

import io.cardbeam.event.AddressCount;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Addresses, and counts of their cards. */
public final class SampleCounts {
  private SampleCounts() {}

  /** The hash of an address with this number. */
  public static String address(int number) {
    return String.format("address-%014d", number);
  }

  /** A count of the cards in an hour, in force from a time until the end of the next hour. */
  public static AddressCount count(String address, Instant hour, int cards, Instant from) {
    Instant start = hour.truncatedTo(ChronoUnit.HOURS);
    return new AddressCount(
        address, start, cards, from, start.plus(2, ChronoUnit.HOURS), from.minusSeconds(10));
  }
}
