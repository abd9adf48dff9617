package io.cardbeam.address;

/** How many cards asked from an address, as far as that is published. */
@FunctionalInterface
public interface AddressCards {
  /** Nothing is known of any address. */
  AddressCards NONE = (addressHash, eventTimeMillis) -> 0;

  /**
   * The most cards that asked from an address within one clock hour: that of the event time, or the
   * one before.
   *
   * @param addressHash as requests have it in {@code client_ip_hash}
   * @param eventTimeMillis milliseconds since 1970 UTC; counts in force at this time are looked at
   * @return 0 where none is in force; at most {@link DistinctCards#MAX}, for as many or more
   */
  int within(String addressHash, long eventTimeMillis);
}
