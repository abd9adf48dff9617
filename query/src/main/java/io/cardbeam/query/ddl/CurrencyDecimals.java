package io.cardbeam.query.ddl;

import java.util.Currency;
import java.util.stream.Collectors;

/** {@code amount_minor} in the currency's own unit, in SQL that every engine knows. */
public final class CurrencyDecimals {
  private static final String WHOLE = "1.000";
  private static final String HUNDREDTH = "0.010";
  private static final String THOUSANDTH = "0.001";

  private CurrencyDecimals() {}

  /**
   * The expression: exact, as a product of decimals of which the factor is the currency's (ISO
   * 4217).
   *
   * @param type decimal type of the result, of three decimals or more
   */
  public static String amount(String type) {
    return "CAST(amount_minor * " + unit("currency") + " AS " + type + ")";
  }

  /**
   * An expression of the size of a minor unit, a decimal of three places.
   *
   * @param currency expression of the currency's code
   */
  public static String unit(String currency) {
    return "CASE WHEN "
        + currency
        + " IN ("
        + codes(WHOLE)
        + ") THEN "
        + WHOLE
        + " WHEN "
        + currency
        + " IN ("
        + codes(THOUSANDTH)
        + ") THEN "
        + THOUSANDTH
        + " ELSE "
        + HUNDREDTH
        + " END";
  }

  /**
   * The same of a currency that is known.
   *
   * @param code of it; what is no code is taken for one of hundredths, as by the expression
   */
  public static String unitOf(String code) {
    return Currency.getAvailableCurrencies().stream()
        .filter(one -> one.getCurrencyCode().equals(code))
        .findFirst()
        .map(CurrencyDecimals::unitOf)
        .orElse(HUNDREDTH);
  }

  private static String unitOf(Currency currency) {
    return switch (currency.getDefaultFractionDigits()) {
      case 0 -> WHOLE;
      case 3 -> THOUSANDTH;
      default -> HUNDREDTH;
    };
  }

  private static String codes(String unit) {
    return Currency.getAvailableCurrencies().stream()
        .filter(one -> unitOf(one).equals(unit))
        .map(Currency::getCurrencyCode)
        .sorted()
        .collect(Collectors.joining("', '", "'", "'"));
  }
}
