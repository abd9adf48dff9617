package io.cardbeam.query.ddl;

import java.util.Currency;
import java.util.stream.Collectors;

/** {@code amount_minor} in the currency's own unit, in SQL that every engine knows. */
public final class CurrencyDecimals {
  private static final int MOST_DIGITS = 3;

  private CurrencyDecimals() {}

  /**
   * The expression: exact, as a product of decimals of which the factor is the currency's (ISO
   * 4217).
   *
   * @param type decimal type of the result, of three decimals or more
   */
  public static String amount(String type) {
    return "CAST(CASE "
        + factor(0, "1.000")
        + factor(MOST_DIGITS, "0.001")
        + "ELSE amount_minor * 0.010 END AS "
        + type
        + ")";
  }

  private static String factor(int digits, String factor) {
    String codes =
        Currency.getAvailableCurrencies().stream()
            .filter(currency -> currency.getDefaultFractionDigits() == digits)
            .map(Currency::getCurrencyCode)
            .sorted()
            .collect(Collectors.joining("', '", "'", "'"));
    return "WHEN currency IN (" + codes + ") THEN amount_minor * " + factor + " ";
  }
}
