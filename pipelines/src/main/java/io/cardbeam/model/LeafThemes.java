package io.cardbeam.model;

import io.cardbeam.feature.Theme;
import java.io.Serializable;

/**
 * What the way to each leaf of an ensemble added by theme, as fixed-point numbers packed three to a
 * {@code long}: one addition sums three themes, and a leaf is {@value #WORDS} loads where floats
 * would be one a theme. The unit is the finest power of two in which no sum over the trees can
 * leave its {@value #BITS} bits, so that nothing ever carries over; a sum is right within half a
 * unit a tree (for 200 trees that add up to less than 32 log-odds: 0.003), and does not hang on an
 * order.
 */
final class LeafThemes implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int THEMES = Theme.values().length;
  private static final int BITS = 21;
  private static final int THEMES_A_WORD = 3;
  private static final int WORDS = 3;
  private static final int LARGEST = (1 << (BITS - 1)) - 1;

  private final long[] words;
  private final float unit;

  /**
   * @param themes log-odds that the way to each leaf added, leaf after leaf, by theme
   * @param leavesPerTree leaves of each tree
   */
  LeafThemes(float[] themes, int leavesPerTree) {
    int leaves = themes.length / THEMES;
    int exponent = exponent(largestSum(themes, leavesPerTree), leaves / leavesPerTree);
    unit = Math.scalb(1.0f, exponent);
    words = new long[leaves * WORDS];
    for (int leaf = 0; leaf < leaves; leaf++) {
      for (int theme = 0; theme < THEMES; theme++) {
        long fixed = Math.round(themes[leaf * THEMES + theme] / (double) unit);
        words[leaf * WORDS + theme / THEMES_A_WORD] += fixed << (theme % THEMES_A_WORD * BITS);
      }
    }
  }

  static {
    if (THEMES > WORDS * THEMES_A_WORD) {
      throw new AssertionError(THEMES + " themes do not fit " + WORDS + " words");
    }
  }

  /** The most that any theme can come to: each tree at its largest. */
  private static double largestSum(float[] themes, int leavesPerTree) {
    double largest = 0;
    for (int theme = 0; theme < THEMES; theme++) {
      double sum = 0;
      for (int tree = 0; tree < themes.length; tree += leavesPerTree * THEMES) {
        float most = 0;
        for (int i = tree + theme; i < tree + leavesPerTree * THEMES; i += THEMES) {
          most = Math.max(most, Math.abs(themes[i]));
        }
        sum += most;
      }
      largest = Math.max(largest, sum);
    }
    return largest;
  }

  /** Of the least power of two that keeps the largest sum, roundings included, within bounds. */
  private static int exponent(double largestSum, int trees) {
    return largestSum == 0 ? 0 : Math.getExponent(largestSum / (LARGEST - trees)) + 1;
  }

  /**
   * Sums themes over leaves.
   *
   * @param ends a leaf of each tree
   * @param sums gets log-odds by theme
   */
  void sum(int[] ends, float[] sums) {
    long first = 0;
    long second = 0;
    long third = 0;
    for (int end : ends) {
      int at = end * WORDS;
      first += words[at];
      second += words[at + 1];
      third += words[at + 2];
    }
    unpack(first, 0, sums);
    unpack(second, THEMES_A_WORD, sums);
    unpack(third, 2 * THEMES_A_WORD, sums);
  }

  /** A negative number in lower bits has borrowed from the ones above: it is taken off first. */
  private void unpack(long word, int from, float[] sums) {
    long rest = word;
    for (int theme = from; theme < Math.min(THEMES, from + THEMES_A_WORD); theme++) {
      long fixed = rest << (Long.SIZE - BITS) >> (Long.SIZE - BITS);
      sums[theme] = fixed * unit;
      rest = (rest - fixed) >> BITS;
    }
  }
}
