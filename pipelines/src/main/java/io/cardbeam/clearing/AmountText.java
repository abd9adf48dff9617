package io.cardbeam.clearing;

import java.math.BigDecimal;
import java.util.Currency;

/** Amounts as people read them in a reason: {@code 12.34 USD}. */
final class AmountText {
  private static final int USUAL_DIGITS = 2;

  private AmountText() {}

  static String of(long amountMinor, String currency) {
    return BigDecimal.valueOf(amountMinor, digits(currency)).toPlainString() + " " + currency;
  }

  private static int digits(String currency) {
    try {
      return Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
    } catch (IllegalArgumentException notIso4217) {
      return USUAL_DIGITS;
    }
  }
}
