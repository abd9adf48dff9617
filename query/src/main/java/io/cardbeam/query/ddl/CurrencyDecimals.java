package io.cardbeam.query.ddl;

import io.cardbeam.money.Currencies;
import io.cardbeam.money.Currency;
import io.cardbeam.money.MinorUnits;
import java.math.BigDecimal;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** {@code amount_minor} in the currency's own unit, in SQL that every engine knows. */
public final class CurrencyDecimals {
  /** Decimals that an amount has in SQL: the most of any currency. */
  public static final int DECIMALS = 3;

  /** Decimals of a currency that is not among those with others. */
  private static final int USUAL_DIGITS = 2;

  private CurrencyDecimals() {}

  /**
   * The expression: exact, as a product of decimals of which the factor is the currency's (ISO
   * 4217).
   *
   * @param type decimal type of the result, of {@value #DECIMALS} decimals or more
   */
  public static String amount(String type) {
    return "CAST(amount_minor * " + unit("currency") + " AS " + type + ")";
  }

  /**
   * An expression of the size of a minor unit, a decimal of {@value #DECIMALS} places.
   *
   * @param currency expression of the currency's code
   */
  public static String unit(String currency) {
    return IntStream.rangeClosed(0, DECIMALS)
        .filter(digits -> digits != USUAL_DIGITS && !codes(digits).isEmpty())
        .mapToObj(
            digits -> " WHEN " + currency + " IN (" + codes(digits) + ") THEN " + unit(digits))
        .collect(Collectors.joining("", "CASE", " ELSE " + unit(USUAL_DIGITS) + " END"));
  }

  /**
   * The same of a currency that is known.
   *
   * @param code of it; what is no active code is taken for one of hundredths, as by the expression
   */
  public static String unitOf(String code) {
    return unit(MinorUnits.digits(code));
  }

  private static String unit(int digits) {
    return BigDecimal.ONE.movePointLeft(digits).setScale(DECIMALS).toPlainString();
  }

  private static String codes(int digits) {
    return Currencies.all().stream()
        .filter(one -> one.digits() == digits)
        .map(Currency::code)
        .sorted()
        .map(code -> "'" + code + "'")
        .collect(Collectors.joining(", "));
  }
}
