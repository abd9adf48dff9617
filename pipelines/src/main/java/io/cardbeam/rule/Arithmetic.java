package io.cardbeam.rule;

/** CEL's operations on int, which fail rather than wrap. */
final class Arithmetic {
  private Arithmetic() {}

  static long add(long a, long b) {
    long sum = a + b;
    if (((a ^ sum) & (b ^ sum)) < 0) {
      throw RuleFailedException.OVERFLOW;
    }
    return sum;
  }

  static long subtract(long a, long b) {
    long difference = a - b;
    if (((a ^ b) & (a ^ difference)) < 0) {
      throw RuleFailedException.OVERFLOW;
    }
    return difference;
  }

  static long multiply(long a, long b) {
    long product = a * b;
    if (Math.multiplyHigh(a, b) != product >> (Long.SIZE - 1)) {
      throw RuleFailedException.OVERFLOW;
    }
    return product;
  }

  static long divide(long a, long b) {
    if (b == 0) {
      throw RuleFailedException.DIVISION_BY_ZERO;
    }
    if (a == Long.MIN_VALUE && b == -1) {
      throw RuleFailedException.OVERFLOW;
    }
    return a / b;
  }

  static long remainder(long a, long b) {
    if (b == 0) {
      throw RuleFailedException.DIVISION_BY_ZERO;
    }
    return a % b;
  }

  static long negate(long a) {
    if (a == Long.MIN_VALUE) {
      throw RuleFailedException.OVERFLOW;
    }
    return -a;
  }
}
