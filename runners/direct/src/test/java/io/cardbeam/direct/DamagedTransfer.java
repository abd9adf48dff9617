package io.cardbeam.direct;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.event.LedgerTransfer;
import java.time.Instant;
import java.util.Arrays;

/** Transfers that differ from one in a field. */
final class DamagedTransfer {
  private DamagedTransfer() {}

  /** With another value of a field, which it has. */
  static LedgerTransfer changed(LedgerTransfer whole, String field) {
    LedgerTransfer other = LedgerTransfer.newBuilder(whole).build();
    Object value = whole.get(field);
    other.put(
        field,
        value instanceof Enum<?> symbol
            ? another(symbol)
            : value instanceof Long number
                ? (Object) (number + 1)
                : value instanceof Instant time
                    ? time.plusSeconds(60)
                    : field.equals("currency") ? "EUR" : reversed((String) value));
    return other;
  }

  /** The first other symbol of an enum. */
  private static Object another(Enum<?> symbol) {
    return Arrays.stream(symbol.getDeclaringClass().getEnumConstants())
        .filter(other -> !other.equals(symbol))
        .findFirst()
        .orElseThrow();
  }

  /** As long, and of the same characters. */
  private static String reversed(String text) {
    String other = new StringBuilder(text).reverse().toString();
    assertThat(other).isNotEqualTo(text);
    return other;
  }

  /** The same under an id that no transfer has. */
  static LedgerTransfer foreign(LedgerTransfer like) {
    return LedgerTransfer.newBuilder(like).setTransferId(reversed(like.getTransferId())).build();
  }
}
