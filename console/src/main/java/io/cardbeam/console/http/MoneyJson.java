package io.cardbeam.console.http;

import java.math.BigDecimal;
import java.util.Currency;

/** Amounts for people: decimal text, as JSON's own numbers are not exact. */
public final class MoneyJson {
  private static final int USUAL_DIGITS = 2;

  private MoneyJson() {}

  /** An amount in minor units as decimal text, with the currency's own number of decimals. */
  public static String decimal(long amountMinor, String currency) {
    return BigDecimal.valueOf(amountMinor, digits(currency)).toPlainString();
  }

  private static int digits(String currency) {
    try {
      return Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
    } catch (IllegalArgumentException notIso4217) {
      return USUAL_DIGITS;
    }
  }
}
