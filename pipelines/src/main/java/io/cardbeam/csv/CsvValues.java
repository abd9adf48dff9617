package io.cardbeam.csv;

import io.cardbeam.text.CardNumberMask;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Fields to values, with a reason where they are none. Hand-written: a file has millions. */
final class CsvValues {
  /** Largest amount that is taken, cents: a million dollars; above it is a typing error. */
  static final long MAX_CENTS = 100_000_000;

  private static final int MIN_YEAR = 1990;
  private static final int MAX_YEAR = 2100;
  private static final int MIN_BIRTH_YEAR = 1900;

  private CsvValues() {}

  /** Cents of decimal dollars, for instance 12, 12.3 or 12.34. */
  static long cents(String field) throws BadRowException {
    String text = field.strip();
    if (text.isEmpty()) {
      throw new BadRowException("BAD_AMOUNT", "amount is missing");
    }
    if (text.charAt(0) == '-') {
      throw new BadRowException(
          "BAD_AMOUNT", "amount " + CardNumberMask.quoted(text) + " is negative");
    }
    int point = text.indexOf('.');
    String whole = point < 0 ? text : text.substring(0, point);
    String fraction = point < 0 ? "" : text.substring(point + 1);
    while (fraction.length() > 2 && fraction.endsWith("0")) {
      fraction = fraction.substring(0, fraction.length() - 1);
    }
    if (!isDigits(whole) || (point >= 0 && !isDigits(fraction))) {
      throw new BadRowException(
          "BAD_AMOUNT", "amount " + CardNumberMask.quoted(text) + " is not a number");
    }
    if (fraction.length() > 2) {
      throw new BadRowException(
          "BAD_AMOUNT", "amount " + CardNumberMask.quoted(text) + " has fractions of a cent");
    }
    if (whole.length() > 9) {
      throw new BadRowException("BAD_AMOUNT", "amount is above " + MAX_CENTS / 100);
    }
    long cents = Long.parseLong(whole) * 100 + Long.parseLong((fraction + "00").substring(0, 2));
    if (cents == 0) {
      throw new BadRowException("BAD_AMOUNT", "amount is 0");
    }
    if (cents > MAX_CENTS) {
      throw new BadRowException(
          "BAD_AMOUNT", "amount " + CardNumberMask.quoted(text) + " is above " + MAX_CENTS / 100);
    }
    return cents;
  }

  /** Seconds since 1970 of a UTC time as yyyy-MM-dd HH:mm:ss, years 1990 to 2100. */
  static long utcSeconds(String field) throws BadRowException {
    String text = field.strip();
    if (text.length() != 19 || (text.charAt(10) != ' ' && text.charAt(10) != 'T')) {
      throw badTime(text);
    }
    LocalDate date = date(text.substring(0, 10), "trans_date_trans_time");
    if (date.getYear() < MIN_YEAR || date.getYear() > MAX_YEAR) {
      throw new BadRowException("BAD_TIME", "year " + date.getYear() + " is not 1990 to 2100");
    }
    if (text.charAt(13) != ':' || text.charAt(16) != ':') {
      throw badTime(text);
    }
    try {
      return LocalDateTime.of(
              date,
              java.time.LocalTime.of(
                  number(text, 11, 13), number(text, 14, 16), number(text, 17, 19)))
          .toEpochSecond(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw badTime(text);
    }
  }

  private static BadRowException badTime(String text) {
    return new BadRowException(
        "BAD_TIME",
        "trans_date_trans_time " + CardNumberMask.quoted(text) + " is not yyyy-MM-dd HH:mm:ss");
  }

  /** A date as yyyy-MM-dd, not before 1900. */
  static LocalDate date(String text, String column) throws BadRowException {
    if (text.length() != 10 || text.charAt(4) != '-' || text.charAt(7) != '-') {
      throw badDate(text, column);
    }
    try {
      LocalDate date = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10));
      if (date.getYear() < MIN_BIRTH_YEAR) {
        throw badDate(text, column);
      }
      return date;
    } catch (DateTimeException e) {
      throw badDate(text, column);
    }
  }

  private static BadRowException badDate(String text, String column) {
    return new BadRowException(
        column.equals("dob") ? "BAD_BIRTH_DATE" : "BAD_TIME",
        column + " " + CardNumberMask.quoted(text) + " is not a date as yyyy-MM-dd");
  }

  /** Degrees from -limit to limit. */
  static double coordinate(String field, String column, double limit) throws BadRowException {
    String text = field.strip();
    if (text.isEmpty()) {
      throw new BadRowException("BAD_COORDINATE", column + " is missing");
    }
    double value;
    try {
      value = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new BadRowException(
          "BAD_COORDINATE", column + " " + CardNumberMask.quoted(text) + " is not a number");
    }
    if (!(value >= -limit && value <= limit)) {
      throw new BadRowException(
          "BAD_COORDINATE",
          column
              + " "
              + CardNumberMask.quoted(text)
              + " is not between -"
              + (int) limit
              + " and "
              + (int) limit);
    }
    return value;
  }

  /** Inhabitants; null where the field is empty. */
  static @Nullable Integer population(String field) throws BadRowException {
    String text = field.strip();
    if (text.isEmpty()) {
      return null;
    }
    if (!isDigits(text) || text.length() > 9) {
      throw new BadRowException(
          "BAD_NUMBER", "city_pop " + CardNumberMask.quoted(text) + " is not a whole number");
    }
    return Integer.valueOf(text);
  }

  /** Whether a label says fraud: 1, or 0 for genuine. */
  static boolean label(String field) throws BadRowException {
    String text = field.strip();
    if (text.equals("0") || text.equals("1")) {
      return text.equals("1");
    }
    throw new BadRowException(
        "BAD_LABEL",
        text.isEmpty()
            ? "is_fraud is missing"
            : "is_fraud " + CardNumberMask.quoted(text) + " is not 0 or 1");
  }

  private static int number(String text, int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        throw new DateTimeException("not a digit");
      }
      value = value * 10 + digit;
    }
    return value;
  }

  /** Whether a text is digits alone, and at least one. */
  static boolean isDigits(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return !text.isEmpty();
  }
}
