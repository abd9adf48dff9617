package io.cardbeam.account;

/** Sums of amounts of which only matters that they are more than something else. */
final class Saturated {
  private Saturated() {}

  /** The sum of two numbers of 0 or more, at most {@link Long#MAX_VALUE}; in any order the same. */
  static long sum(long a, long b) {
    long sum = a + b;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }
}
