package io.cardbeam.console.gateway;

import io.cardbeam.console.http.JsonReader;
import io.cardbeam.money.Currencies;
import io.cardbeam.money.Currency;
import io.cardbeam.money.MinorUnits;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** Amounts as people write them, {@code 12.50}, to minor units. */
public final class MoneyText {
  private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,15}(\\.[0-9]{1,4})?");
  private static final int MAX_CHARS = 64;

  private MoneyText() {}

  /** The currency in {@code currency}, one that is active. */
  static Optional<Currency> currency(JsonReader fields) {
    return fields.text("currency", MAX_CHARS).flatMap(code -> active(fields, code));
  }

  /** The currency in {@code currency}, one that is active; left out it is the one given. */
  static Optional<Currency> currency(JsonReader fields, String otherwise) {
    return active(fields, fields.optionalText("currency", MAX_CHARS).orElse(otherwise));
  }

  /** The currency of a code; one that is not active is a problem of {@code currency}. */
  static Optional<Currency> active(JsonReader fields, String code) {
    Optional<Currency> active = Currencies.active(code);
    if (active.isEmpty()) {
      fields.problem("currency", Currencies.whyNotActive(code));
    }
    return active;
  }

  /** Minor units of the amount in {@code field}: 1 to the currency's cap, nothing rounded. */
  public static Optional<Long> minor(JsonReader fields, String field, Optional<Currency> currency) {
    return minor(fields, field, currency, 1);
  }

  /** The same from {@code least}, 0 or 1, on. */
  static Optional<Long> minor(
      JsonReader fields, String field, Optional<Currency> currency, int least) {
    Optional<String> amount =
        fields.code(field, DECIMAL, "a decimal number as text, as in \"12.50\"");
    if (amount.isEmpty() || currency.isEmpty()) {
      return Optional.empty();
    }
    int digits = currency.get().digits();
    long most = currency.get().maxAmountMinor();
    BigDecimal minor = new BigDecimal(amount.get()).movePointRight(digits).stripTrailingZeros();
    if (minor.scale() > 0) {
      fields.problem(field, "has more decimals than the currency's " + digits);
    } else if (minor.compareTo(BigDecimal.valueOf(least)) < 0
        || minor.compareTo(BigDecimal.valueOf(most)) > 0) {
      String code = currency.get().code();
      fields.problem(
          field,
          (least > 0 ? "must be above 0 and at most " : "must be at most ")
              + MinorUnits.decimal(most, code)
              + " "
              + code);
    } else {
      return Optional.of(minor.longValueExact());
    }
    return Optional.empty();
  }
}
