package io.cardbeam.measure;

import static io.cardbeam.text.StableHash.GOLDEN_GAMMA;
import static io.cardbeam.text.StableHash.mixed;

/**
 * Draws that look random and are a function of their arguments: the mixing function of SplitMix64
 * (Steele, Lea and Flood, OOPSLA 2014) over a counter. So rounds can run in any order, on any
 * number of threads, and give the same.
 */
final class Draws {
  private Draws() {}

  /**
   * A whole number from 0 to {@code bound - 1}; uneven by less than bound / 2^32.
   *
   * @param bound above 0
   */
  static int below(int bound, long seed, long round, long place) {
    long ofSeed = mixed(seed + GOLDEN_GAMMA);
    long ofRound = mixed(ofSeed + round * GOLDEN_GAMMA);
    long mixed = mixed(ofRound + place * GOLDEN_GAMMA);
    return (int) (((mixed >>> 32) * bound) >>> 32);
  }
}
