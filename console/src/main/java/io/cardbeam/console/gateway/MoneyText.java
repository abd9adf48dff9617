package io.cardbeam.console.gateway;

import io.cardbeam.console.http.RefusedException;
import io.cardbeam.wire.EventChecks;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.regex.Pattern;

/** Amounts as people write them, {@code 12.50}, to minor units. */
final class MoneyText {
  private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,4})?");

  private MoneyText() {}

  /**
   * Minor units of an amount: 1 to {@link EventChecks#MAX_AMOUNT_MINOR}, nothing rounded.
   *
   * @param currency ISO 4217 code, which says how many decimals there are
   * @throws RefusedException if either is wrong
   */
  static long minor(String amount, String currency) throws RefusedException {
    int digits = digits(currency);
    if (!DECIMAL.matcher(amount).matches()) {
      throw RefusedException.badField(
          "amount", "must be a decimal number as text, as in \"12.50\"");
    }
    BigDecimal minor = new BigDecimal(amount).movePointRight(digits).stripTrailingZeros();
    if (minor.scale() > 0) {
      throw RefusedException.badField("amount", "has more decimals than the currency's " + digits);
    }
    if (minor.signum() <= 0
        || minor.compareTo(BigDecimal.valueOf(EventChecks.MAX_AMOUNT_MINOR)) > 0) {
      throw RefusedException.badField(
          "amount",
          "must be above 0 and at most "
              + BigDecimal.valueOf(EventChecks.MAX_AMOUNT_MINOR, digits).toPlainString());
    }
    return minor.longValueExact();
  }

  private static int digits(String currency) throws RefusedException {
    try {
      int digits = Currency.getInstance(currency).getDefaultFractionDigits();
      if (digits >= 0) {
        return digits;
      }
    } catch (IllegalArgumentException notIso4217) {
      // Said below, as for gold and the like, which have no minor unit.
    }
    throw RefusedException.badField("currency", "must be an ISO 4217 code of money, as in \"USD\"");
  }
}
