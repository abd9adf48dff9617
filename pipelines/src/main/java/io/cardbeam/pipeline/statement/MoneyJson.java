package io.cardbeam.pipeline.statement;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Currency;

/**
 * An amount in JSON: minor units for machines beside the decimal for people, which is a string lest
 * a reader takes it for a binary fraction: {@code {"minor": 1234, "amount": "12.34"}}.
 */
final class MoneyJson {
  /** Decimals of a currency that ISO 4217 does not give any for, or that Java does not know. */
  private static final int USUAL_DECIMALS = 2;

  private final int decimals;

  MoneyJson(String currency) {
    decimals = decimalsOf(currency);
  }

  ObjectNode of(long minor) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("minor", minor)
        .put("amount", BigDecimal.valueOf(minor, decimals).toPlainString());
  }

  private static int decimalsOf(String currency) {
    return Currency.getAvailableCurrencies().stream()
        .filter(known -> known.getCurrencyCode().equals(currency))
        .mapToInt(Currency::getDefaultFractionDigits)
        .filter(digits -> digits >= 0)
        .findAny()
        .orElse(USUAL_DECIMALS);
  }
}
