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
    return amount("amount_minor", "currency", type);
  }

  /**
   * The same of another amount.
   *
   * @param minor expression of the amount in minor units, a BIGINT
   * @param currency expression of its currency's code
   * @param type decimal type of the result, of three decimals or more
   */
  public static String amount(String minor, String currency, String type) {
    return "CAST(CASE "
        + scaled(minor, currency, 0, "1.000")
        + scaled(minor, currency, MOST_DIGITS, "0.001")
        + "ELSE "
        + minor
        + " * 0.010 END AS "
        + type
        + ")";
  }

  private static String scaled(String minor, String currency, int digits, String factor) {
    String codes =
        Currency.getAvailableCurrencies().stream()
            .filter(one -> one.getDefaultFractionDigits() == digits)
            .map(Currency::getCurrencyCode)
            .sorted()
            .collect(Collectors.joining("', '", "'", "'"));
    return "WHEN " + currency + " IN (" + codes + ") THEN " + minor + " * " + factor + " ";
  }
}
