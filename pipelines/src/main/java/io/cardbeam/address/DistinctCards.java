package io.cardbeam.address;

import io.cardbeam.text.StableHash;
import io.cardbeam.wire.AddressCountChecks;
import java.util.Arrays;

/**
 * The cards that asked from one address in one clock hour, told from each other by 64-bit hashes.
 * Immutable; at most {@value #MAX}, which then stands for as many or more.
 */
public final class DistinctCards {
  /** Most cards. */
  public static final int MAX = AddressCountChecks.MAX_CARDS;

  /** No card yet. */
  public static final DistinctCards NONE = new DistinctCards(new long[0]);

  private final long[] sorted;

  private DistinctCards(long[] sorted) {
    this.sorted = sorted;
  }

  /**
   * Cards that were taken apart before.
   *
   * @throws IllegalArgumentException if they are too many, not in order, or one is there twice
   */
  public static DistinctCards of(long[] hashes) {
    if (hashes.length > MAX) {
      throw new IllegalArgumentException(hashes.length + " cards, above " + MAX);
    }
    for (int i = 1; i < hashes.length; i++) {
      if (hashes[i - 1] >= hashes[i]) {
        throw new IllegalArgumentException("cards are not in order");
      }
    }
    return new DistinctCards(hashes.clone());
  }

  /** What a card is known by. */
  public static long hash(String cardToken) {
    return StableHash.of(cardToken);
  }

  /** These and one more; these if it is among them, or there is no room. */
  public DistinctCards plus(long hash) {
    int place = Arrays.binarySearch(sorted, hash);
    if (place >= 0 || sorted.length == MAX) {
      return this;
    }
    int at = -place - 1;
    long[] more = new long[sorted.length + 1];
    System.arraycopy(sorted, 0, more, 0, at);
    more[at] = hash;
    System.arraycopy(sorted, at, more, at + 1, sorted.length - at);
    return new DistinctCards(more);
  }

  /** How many. */
  public int size() {
    return sorted.length;
  }

  /** The hashes in order. */
  public long[] hashes() {
    return sorted.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DistinctCards cards && Arrays.equals(cards.sorted, sorted);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sorted);
  }
}
