package io.cardbeam.billing;

/**
 * Charges on the statements that closed since the first of January: 12 CFR 1026.7(b)(6)(iii).
 *
 * @param feesMinor minor units, 0 or more
 * @param interestMinor minor units, 0 or more
 */
public record YearToDate(long feesMinor, long interestMinor) {
  static final YearToDate NOTHING = new YearToDate(0, 0);

  YearToDate plus(long fees, long interest) {
    return new YearToDate(Math.addExact(feesMinor, fees), Math.addExact(interestMinor, interest));
  }
}
