package io.cardbeam.report;

import java.util.Locale;

/** How a figure is written for people. */
public enum FigureFormat {
  /** A share from 0 to 1, as per cent with as many decimals as it needs to be told from 0 and 1. */
  PERCENT,
  /** A number of things, or of whole units of a currency. */
  WHOLE,
  /** Any number, to three or four digits. */
  DECIMAL,
  /** A calendar month, as the number of months since the year 0. */
  MONTH;

  private static final String NONE = "–";
  private static final double MILLION = 1e6;
  private static final int MONTHS_OF_YEAR = 12;

  /** The text; a dash for what is no number. */
  public String text(double value) {
    if (!Double.isFinite(value)) {
      return NONE;
    }
    return switch (this) {
      case PERCENT -> withoutZeros(value * 100, decimals(value)) + " %";
      case WHOLE -> String.format(Locale.ROOT, "%,.0f", value);
      case DECIMAL -> decimal(value);
      case MONTH -> month((long) Math.floor(value));
    };
  }

  /** The text as short as a mark on an axis should be: millions as 1.5 M. */
  String mark(double value) {
    return this == WHOLE && Math.abs(value) >= MILLION
        ? decimal(value / MILLION) + " M"
        : text(value);
  }

  private static int decimals(double share) {
    double size = Math.abs(share);
    double distance = Math.min(size == 0 ? 1 : size, size == 1 ? 1 : Math.abs(1 - size));
    return distance >= 0.1 ? 1 : distance >= 0.01 ? 2 : distance >= 0.001 ? 3 : 4;
  }

  private static String month(long months) {
    return String.format(
        Locale.ROOT,
        "%04d-%02d",
        Math.floorDiv(months, MONTHS_OF_YEAR),
        Math.floorMod(months, MONTHS_OF_YEAR) + 1);
  }

  private static String decimal(double value) {
    double size = Math.abs(value);
    if (size >= 1000) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    return withoutZeros(value, size >= 10 ? 1 : size >= 1 ? 2 : size >= 0.01 ? 4 : 6);
  }

  private static String withoutZeros(double value, int decimals) {
    String text = String.format(Locale.ROOT, "%,." + decimals + "f", value);
    int end = text.length();
    while (text.indexOf('.') >= 0 && text.charAt(end - 1) == '0') {
      end--;
    }
    return text.charAt(end - 1) == '.' ? text.substring(0, end - 1) : text.substring(0, end);
  }
}
