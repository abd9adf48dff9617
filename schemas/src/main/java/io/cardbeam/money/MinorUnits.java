package io.cardbeam.money;

import java.math.BigDecimal;

/** Minor units as the decimals that people read. */
public final class MinorUnits {
  private static final int USUAL_DIGITS = 2;

  private MinorUnits() {}

  /** An amount as decimal text, with the currency's own number of decimals. */
  public static String decimal(long amountMinor, String currency) {
    return BigDecimal.valueOf(amountMinor, digits(currency)).toPlainString();
  }

  /** Decimals of a currency by its ISO 4217 code; 2 for a code that is not active. */
  public static int digits(String currency) {
    return Currencies.active(currency).map(Currency::digits).orElse(USUAL_DIGITS);
  }
}
