package io.cardbeam.measure.drift;

import java.util.ArrayList;
import java.util.List;

/**
 * Population stability index of values against a reference: the sum over bins of (a - e) ln(a / e),
 * where e and a are the bin's shares of the reference and of the values (Siddiqi, Credit Risk
 * Scorecards, 2006, chapter 9). Bins are tenths of the reference, as far as its values can be told
 * apart, and one for missing values.
 */
public final class StabilityIndex {
  /** From here on a change is worth a look; the customary border. */
  public static final double CHANGED = 0.1;

  /** From here on values are of another kind than the reference; the customary border. */
  public static final double SHIFTED = 0.25;

  private static final int MOST_BINS = 10;

  /** Share in place of 0, for which the logarithm has no value. */
  private static final double LEAST_SHARE = 1e-4;

  private StabilityIndex() {}

  /** The index, 0 or more; NaN if either has no values. */
  public static double of(ValueCounts reference, ValueCounts values) {
    if (reference.total() == 0 || values.total() == 0) {
      return Double.NaN;
    }
    List<Integer> ends = tenths(reference);
    double index = term(reference.missing(), values.missing(), reference, values);
    int bin = 0;
    for (int end : ends) {
      long expected = 0;
      long actual = 0;
      for (; bin <= end; bin++) {
        expected += reference.count(bin);
        actual += values.count(bin);
      }
      index += term(expected, actual, reference, values);
    }
    return index;
  }

  private static double term(
      long expected, long actual, ValueCounts reference, ValueCounts values) {
    double e = Math.max(LEAST_SHARE, (double) expected / reference.total());
    double a = Math.max(LEAST_SHARE, (double) actual / values.total());
    return (a - e) * Math.log(a / e);
  }

  /** Last bins of the tenths; the last tenth ends with the last bin there can be. */
  private static List<Integer> tenths(ValueCounts reference) {
    long numbers = reference.total() - reference.missing();
    List<Integer> ends = new ArrayList<>();
    long passed = 0;
    int tenth = 1;
    for (int bin = 0; bin < ValueCounts.BINS && tenth < MOST_BINS; bin++) {
      passed += reference.count(bin);
      if (reference.count(bin) > 0 && passed * MOST_BINS >= numbers * tenth && passed < numbers) {
        ends.add(bin);
        tenth = (int) (passed * MOST_BINS / numbers) + 1;
      }
    }
    ends.add(ValueCounts.BINS - 1);
    return ends;
  }
}
