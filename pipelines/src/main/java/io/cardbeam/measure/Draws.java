package io.cardbeam.measure;

/**
 * Draws that look random and are a function of their arguments: the mixing function of SplitMix64
 * (Steele, Lea and Flood, OOPSLA 2014) over a counter. So rounds can run in any order, on any
 * number of threads, and give the same.
 */
final class Draws {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private Draws() {}

  /**
   * A whole number from 0 to {@code bound - 1}; uneven by less than bound / 2^32.
   *
   * @param bound above 0
   */
  static int below(int bound, long seed, long round, long place) {
    long mixed = mix(mix(mix(seed + GOLDEN) + round * GOLDEN) + place * GOLDEN);
    return (int) (((mixed >>> 32) * bound) >>> 32);
  }

  private static long mix(long value) {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
