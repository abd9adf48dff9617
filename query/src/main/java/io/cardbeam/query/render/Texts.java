package io.cardbeam.query.render;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Values as text: numbers in plain digits, times in ISO 8601, and nothing for what is not known.
 */
final class Texts {
  private Texts() {}

  static String of(@Nullable Object value) {
    if (value == null) {
      return "";
    }
    return value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString();
  }
}
