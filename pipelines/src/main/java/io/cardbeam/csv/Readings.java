package io.cardbeam.csv;

import java.util.Optional;

/**
 * Counts what the values of a file tell of two ways to read them. Single values may be wrong, so
 * the way that nearly all tell wins, not the first.
 *
 * @param <W> the two ways
 */
final class Readings<W> {
  /** Values that tell the one way for each that tells the other, at least. */
  static final int NEARLY_ALL = 20;

  /** Values that outvote a single one. */
  static final int AGAINST_ONE = 4;

  private final W one;
  private final W other;
  private long ones;
  private long others;
  private long either;
  private String exampleOfOne = "";
  private String exampleOfOther = "";
  private String exampleOfEither = "";

  Readings(W one, W other) {
    this.one = one;
    this.other = other;
  }

  /** A value that can only be read this way. */
  void only(W way, String value) {
    if (way.equals(one)) {
      exampleOfOne = ones == 0 ? value : exampleOfOne;
      ones++;
    } else {
      exampleOfOther = others == 0 ? value : exampleOfOther;
      others++;
    }
  }

  /** A value that can be read in both ways, and means another thing in each. */
  void either(String value) {
    exampleOfEither = either == 0 ? value : exampleOfEither;
    either++;
  }

  /** The way, if the values tell one. */
  Optional<W> way() {
    if (isNearlyAll(ones, others)) {
      return Optional.of(one);
    }
    return isNearlyAll(others, ones) ? Optional.of(other) : Optional.empty();
  }

  private static boolean isNearlyAll(long values, long against) {
    boolean aStrayOne = against == 1 && values >= AGAINST_ONE;
    return values > 0 && (aStrayOne || against <= values / NEARLY_ALL);
  }

  /** Whether some values tell the one way and some the other, and neither is nearly all. */
  boolean isContradictory() {
    return ones > 0 && others > 0 && way().isEmpty();
  }

  /** How many values can be read in both ways. */
  long ambiguous() {
    return either;
  }

  /** The first value that can be read in both ways. */
  String exampleOfEither() {
    return exampleOfEither;
  }

  /** The first value that tells a way. */
  String exampleOf(W way) {
    return way.equals(one) ? exampleOfOne : exampleOfOther;
  }
}
