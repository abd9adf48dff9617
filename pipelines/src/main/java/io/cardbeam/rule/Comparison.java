package io.cardbeam.rule;

/**
 * The relations of order, on doubles by IEEE 754 (whatever is compared with NaN is false) and
 * between int and double by their exact values.
 */
enum Comparison {
  LESS("_<_", "less"),
  LESS_EQUALS("_<=_", "less_equals"),
  GREATER("_>_", "greater"),
  GREATER_EQUALS("_>=_", "greater_equals");

  /** From here on every double is above every long. */
  private static final double TWO_TO_63 = 0x1p63;

  private final String function;
  private final String overload;

  Comparison(String function, String overload) {
    this.function = function;
    this.overload = overload;
  }

  /** The operator's name in CEL's syntax trees. */
  String function() {
    return function;
  }

  /** Start of the name of CEL's overloads, for instance {@code less_equals}. */
  String overload() {
    return overload;
  }

  /** Whether the relation holds between two things that compare so. */
  boolean holds(int order) {
    return switch (this) {
      case LESS -> order < 0;
      case LESS_EQUALS -> order <= 0;
      case GREATER -> order > 0;
      case GREATER_EQUALS -> order >= 0;
    };
  }

  boolean holds(double left, double right) {
    return switch (this) {
      case LESS -> left < right;
      case LESS_EQUALS -> left <= right;
      case GREATER -> left > right;
      case GREATER_EQUALS -> left >= right;
    };
  }

  boolean holds(double left, long right) {
    return !Double.isNaN(left) && holds(order(left, right));
  }

  boolean holds(long left, double right) {
    return !Double.isNaN(right) && holds(-order(right, left));
  }

  /** A long as a double may have another value, so whole parts are compared as longs. */
  private static int order(double left, long right) {
    if (left >= TWO_TO_63) {
      return 1;
    }
    if (left < -TWO_TO_63) {
      return -1;
    }
    long whole = (long) left;
    if (whole != right) {
      return Long.compare(whole, right);
    }
    double rest = left - whole;
    return rest > 0 ? 1 : rest < 0 ? -1 : 0;
  }
}
