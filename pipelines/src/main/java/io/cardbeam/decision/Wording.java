package io.cardbeam.decision;

import io.cardbeam.money.MinorUnits;

/** Figures as a sentence shows them. Hand-written: a reason is made for every decision. */
final class Wording {
  private Wording() {}

  /** Minor units as decimal with their currency, for instance "$12.34" or "1200 JPY". */
  static String money(long minor, String currency) {
    return currency.equals("USD")
        ? "$" + hundredths(minor)
        : MinorUnits.decimal(minor, currency) + " " + currency;
  }

  private static String hundredths(long hundredths) {
    long rest = Math.abs(hundredths % 100);
    String sign = hundredths < 0 ? "-" : "";
    return sign + Math.abs(hundredths / 100) + (rest < 10 ? ".0" : ".") + rest;
  }

  private static String tenths(long tenths) {
    String sign = tenths < 0 ? "-" : "";
    return sign + Math.abs(tenths / 10) + "." + Math.abs(tenths % 10);
  }

  /** A ratio, for instance "0.8x" or "14x". */
  static String multiple(double ratio) {
    return ratio < 10 ? tenths(Math.round(ratio * 10)) + "x" : Math.round(ratio) + "x";
  }

  /** A number with one decimal, for instance "2.1". */
  static String decimal(double number) {
    return tenths(Math.round(number * 10));
  }

  /** A share from 0 to 1 as a percentage, for instance "0.4 %". */
  static String percent(double share) {
    return tenths(Math.round(share * 1000)) + " %";
  }

  /** A duration, for instance "40 min", "5 h" or "12 days". */
  static String minutes(double minutes) {
    double hours = minutes / 60;
    return minutes < 120
        ? Math.round(minutes) + " min"
        : hours < 48 ? Math.round(hours) + " h" : Math.round(hours / 24) + " days";
  }

  /** An hour of the day, for instance "03:00". */
  static String hour(int hour) {
    return (hour < 10 ? "0" : "") + hour + ":00";
  }

  /** A place in a row, for instance "4th". */
  static String ordinal(int number) {
    int tens = number % 100;
    String ending =
        tens >= 11 && tens <= 13
            ? "th"
            : switch (number % 10) {
              case 1 -> "st";
              case 2 -> "nd";
              case 3 -> "rd";
              default -> "th";
            };
    return number + ending;
  }
}
