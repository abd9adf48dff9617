package io.cardbeam.console.cases;

import java.math.BigDecimal;

/**
 * One condition of a search.
 *
 * @param negated whether what meets it is left out
 * @param field what it is about
 * @param comparison how; {@link Comparison#IS} of what is no number
 * @param value of a text or choice
 * @param number of a number; of an age in minutes; 0 else
 */
record SearchTerm(
    boolean negated, SearchField field, Comparison comparison, String value, BigDecimal number) {
  /** How a number is compared. */
  enum Comparison {
    AT_LEAST(">="),
    AT_MOST("<="),
    ABOVE(">"),
    BELOW("<"),
    IS("=");

    private final String sign;

    Comparison(String sign) {
      this.sign = sign;
    }

    String sign() {
      return sign;
    }
  }
}
