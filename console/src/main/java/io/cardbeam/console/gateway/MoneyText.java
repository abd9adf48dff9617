package io.cardbeam.console.gateway;

import io.cardbeam.console.http.RefusedException;
import io.cardbeam.money.Currencies;
import io.cardbeam.money.Currency;
import io.cardbeam.money.MinorUnits;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/** Amounts as people write them, {@code 12.50}, to minor units. */
final class MoneyText {
  private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,15}(\\.[0-9]{1,4})?");

  private MoneyText() {}

  /**
   * Minor units of an amount: 1 to the currency's cap, nothing rounded.
   *
   * @param code of the currency, which says how many decimals there are
   * @throws RefusedException if either is wrong
   */
  static long minor(String amount, String code) throws RefusedException {
    Currency currency = currency(code);
    int digits = currency.digits();
    if (!DECIMAL.matcher(amount).matches()) {
      throw RefusedException.badField(
          "amount", "must be a decimal number as text, as in \"12.50\"");
    }
    BigDecimal minor = new BigDecimal(amount).movePointRight(digits).stripTrailingZeros();
    if (minor.scale() > 0) {
      throw RefusedException.badField("amount", "has more decimals than the currency's " + digits);
    }
    if (minor.signum() <= 0 || minor.compareTo(BigDecimal.valueOf(currency.maxAmountMinor())) > 0) {
      throw RefusedException.badField(
          "amount",
          "must be above 0 and at most "
              + MinorUnits.decimal(currency.maxAmountMinor(), code)
              + " "
              + code);
    }
    return minor.longValueExact();
  }

  private static Currency currency(String code) throws RefusedException {
    return Currencies.active(code)
        .orElseThrow(() -> RefusedException.badField("currency", Currencies.whyNotActive(code)));
  }
}
