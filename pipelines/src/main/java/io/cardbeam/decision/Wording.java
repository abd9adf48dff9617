package io.cardbeam.decision;

import io.cardbeam.money.MinorUnits;

/**
 * A sentence in the making, with figures as people read them. Hand-written, and on one builder: a
 * reason is made for every decision.
 */
final class Wording {
  private static final int USUAL_LENGTH = 96;

  private final StringBuilder sentence = new StringBuilder(USUAL_LENGTH);

  /** Words as they are. */
  Wording text(String words) {
    sentence.append(words);
    return this;
  }

  /** A whole number. */
  Wording number(long number) {
    sentence.append(number);
    return this;
  }

  /** Minor units as decimal with their currency, for instance "$12.34" or "1200 JPY". */
  Wording money(long minor, String currency) {
    if (currency.equals("USD")) {
      sentence.append('$');
      hundredths(minor);
    } else {
      sentence.append(MinorUnits.decimal(minor, currency)).append(' ').append(currency);
    }
    return this;
  }

  private void hundredths(long hundredths) {
    long whole = sign(hundredths);
    long rest = whole % 100;
    sentence.append(whole / 100).append(rest < 10 ? ".0" : ".").append(rest);
  }

  /** Tenths with one decimal; what is above 0 and rounds to 0 is told as less than the least. */
  private void tenths(double tenths) {
    long whole = sign(Math.round(tenths));
    if (whole == 0 && tenths > 0) {
      sentence.append("less than 0.1");
      return;
    }
    sentence.append(whole / 10).append('.').append(whole % 10);
  }

  private long sign(long number) {
    if (number < 0) {
      sentence.append('-');
    }
    return Math.abs(number);
  }

  /** A ratio, for instance "0.8x", "14x" or "less than 0.1x". */
  Wording multiple(double ratio) {
    if (ratio < 10) {
      tenths(ratio * 10);
    } else {
      sentence.append(Math.round(ratio));
    }
    sentence.append('x');
    return this;
  }

  /** A number with one decimal, for instance "2.1". */
  Wording decimal(double number) {
    tenths(number * 10);
    return this;
  }

  /** A share from 0 to 1 as a percentage, for instance "0.4 %". */
  Wording percent(double share) {
    tenths(share * 1000);
    sentence.append(" %");
    return this;
  }

  /** A duration, for instance "40 min", "5 h" or "12 days". */
  Wording minutes(double minutes) {
    double hours = minutes / 60;
    if (minutes < 120) {
      sentence.append(Math.round(minutes)).append(" min");
    } else if (hours < 48) {
      sentence.append(Math.round(hours)).append(" h");
    } else {
      sentence.append(Math.round(hours / 24)).append(" days");
    }
    return this;
  }

  /** An hour of the day, for instance "03:00". */
  Wording hour(int hour) {
    sentence.append(hour < 10 ? "0" : "").append(hour).append(":00");
    return this;
  }

  /** A place in a row, for instance "4th". */
  Wording ordinal(int number) {
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
    sentence.append(number).append(ending);
    return this;
  }

  /** The sentence; the next one starts afresh. */
  String done() {
    String said = sentence.toString();
    sentence.setLength(0);
    return said;
  }
}
