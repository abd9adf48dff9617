package io.cardbeam.document;

import io.cardbeam.money.MinorUnits;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Amounts, days and categories as a statement words them, in American English.
 *
 * @param currency ISO 4217 code of all amounts
 */
record Wording(String currency) {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("MMM d, yyyy", Locale.US);
  private static final DateTimeFormatter SHORT_DAY =
      DateTimeFormatter.ofPattern("MMM d", Locale.US);

  /** For instance {@code $1,234.56}, {@code −$5.00}, {@code EUR 12.00}. */
  String money(long minor) {
    NumberFormat format = NumberFormat.getNumberInstance(Locale.US);
    int digits = MinorUnits.digits(currency);
    format.setMinimumFractionDigits(digits);
    format.setMaximumFractionDigits(digits);
    String sign = minor < 0 ? "−" : "";
    String symbol = currency.equals("USD") ? "$" : currency + " ";
    return sign + symbol + format.format(BigDecimal.valueOf(minor, digits).abs());
  }

  /** For instance {@code Mar 5, 2020}. */
  static String day(LocalDate day) {
    return DAY.format(day);
  }

  /** For instance {@code Mar 5}. */
  static String shortDay(LocalDate day) {
    return SHORT_DAY.format(day);
  }

  /** For instance {@code Shopping, online} of {@code shopping_net}. */
  static String category(String category) {
    if (category.isEmpty()) {
      return "Other";
    }
    String base = category;
    String where = "";
    if (category.endsWith("_net")) {
      where = ", online";
    } else if (category.endsWith("_pos")) {
      where = ", in store";
    }
    if (!where.isEmpty()) {
      base = category.substring(0, category.length() - "_net".length());
    }
    String words = base.replace('_', ' ');
    return words.substring(0, 1).toUpperCase(Locale.US) + words.substring(1) + where;
  }

  /** For instance {@code 3 years}, {@code 14 months}. */
  static String duration(int months) {
    if (months >= 24) {
      return Math.round(months / 12.0) + " years";
    }
    return months == 1 ? "1 month" : months + " months";
  }
}
