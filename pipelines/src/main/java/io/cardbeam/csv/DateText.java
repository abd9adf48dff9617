package io.cardbeam.csv;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A date, with or without a time of day, cut into its numbers as it is written. Taken are years of
 * four digits first ({@code 2020-06-21}), two numbers and then a year ({@code 21/06/2020}, whose
 * order it does not know), and English months by name ({@code 21-Jun-2020}, {@code Jun 21, 2020});
 * with {@code -}, {@code /} or {@code .} between them. A time follows after blanks, a comma or
 * {@code T}: hours and minutes, seconds, a fraction, AM or PM, and a zone as {@code Z}, {@code
 * UTC}, {@code GMT} or an offset such as {@code -05:00}.
 *
 * <p>Written by hand: a file has millions. One object reads many texts, not by several threads at
 * once.
 */
final class DateText {
  private static final List<String> MONTHS =
      List.of(
          "january",
          "february",
          "march",
          "april",
          "may",
          "june",
          "july",
          "august",
          "september",
          "october",
          "november",
          "december");
  private static final int LEAST_MONTH_CHARS = 3;
  private static final int YEAR_DIGITS = 4;
  private static final int NANO_DIGITS = 9;
  private static final int MAX_OFFSET_MINUTES = 18 * 60;
  private static final String NO_DATE =
      "is not a date that is known, such as 2020-06-21 or 2020-06-21 12:14:25";

  private String text = "";
  private int at;
  private int digits;

  private int first;
  private int second;
  private int year;
  private int month;
  private int day;
  private boolean ordered;
  private boolean timed;
  private int secondOfDay;
  private int nano;
  private int offsetSeconds;
  private String flaw = "";

  /**
   * Cuts a text.
   *
   * @param date without blanks around it
   * @return whether it is a date of a known form; if not, {@link #flaw} says why
   */
  boolean read(String date) {
    begin(date, 0);
    return withFlaw(readDate() && readTime());
  }

  /**
   * Reads the time of day after a date of another form.
   *
   * @param from where the date ends
   * @return whether there is a time of day, and nothing else
   */
  boolean readTime(String dateAndTime, int from) {
    begin(dateAndTime, from);
    return withFlaw(readTime() && (timed || refuse("has no time of day")));
  }

  private void begin(String date, int from) {
    text = date;
    at = from;
    timed = false;
    secondOfDay = 0;
    nano = 0;
    offsetSeconds = 0;
    flaw = "";
  }

  private boolean withFlaw(boolean good) {
    flaw = !good && flaw.isEmpty() ? NO_DATE : flaw;
    return good;
  }

  /** What is wrong with the text that was not read, to follow its column's name. */
  String flaw() {
    return flaw;
  }

  /** Whether it is written which number is the day. */
  boolean isOrdered() {
    return ordered;
  }

  /** The first of the two numbers before the year, where that is not written. */
  int first() {
    return first;
  }

  /** The second of them. */
  int second() {
    return second;
  }

  /** Whether a time of day follows. */
  boolean isTimed() {
    return timed;
  }

  /** Seconds since midnight. */
  int secondOfDay() {
    return secondOfDay;
  }

  /** Milliseconds of the second; further decimals are cut off. */
  int milli() {
    return nano / 1_000_000;
  }

  /** How far its zone is ahead of UTC, seconds. */
  int offsetSeconds() {
    return offsetSeconds;
  }

  /** The date; empty if there is no such day. */
  Optional<LocalDate> date(DateOrder order) {
    boolean dayFirst = order == DateOrder.DAY_FIRST;
    int asMonth = ordered ? month : dayFirst ? second : first;
    int asDay = ordered ? day : dayFirst ? first : second;
    boolean exists =
        asMonth >= 1
            && asMonth <= 12
            && asDay >= 1
            && asDay <= (asDay <= 28 ? 28 : YearMonth.of(year, asMonth).lengthOfMonth());
    return exists ? Optional.of(LocalDate.of(year, asMonth, asDay)) : Optional.empty();
  }

  private boolean readDate() {
    if (at < text.length() && isLetter(text.charAt(at))) {
      return readNamedMonthFirst();
    }
    int number = number(YEAR_DIGITS);
    int numberDigits = digits;
    if (numberDigits == 0 || at == text.length()) {
      return refuse(
          NumberText.isDigits(text) ? "is a number, and no date that says its parts" : "");
    }
    char separator = text.charAt(at++);
    if (separator != '-' && separator != '/' && separator != '.' && separator != ' ') {
      return refuse(isDigit(separator) ? "is a number, and no date that says its parts" : "");
    }
    if (numberDigits == YEAR_DIGITS) {
      ordered = true;
      year = number;
      month = monthNumberOrName();
      boolean separated = at < text.length() && text.charAt(at++) == separator;
      day = number(2);
      return separated && digits > 0 && month >= 0 && separator != ' ';
    }
    if (numberDigits > 2) {
      return false;
    }
    boolean named = at < text.length() && isLetter(text.charAt(at));
    ordered = named;
    first = number;
    day = number;
    second = named ? 0 : number(2);
    if (!named && (digits == 0 || separator == ' ')) {
      return false;
    }
    month = named ? name() : second;
    boolean separated = at < text.length() && text.charAt(at++) == separator;
    return separated && month >= 0 && readYear();
  }

  private boolean readNamedMonthFirst() {
    ordered = true;
    month = name();
    skipBlanks();
    day = number(2);
    boolean separated = digits > 0 && at < text.length() && (skip(',') || text.charAt(at) == ' ');
    skipBlanks();
    return separated && month >= 0 && readYear();
  }

  private boolean readYear() {
    year = number(YEAR_DIGITS);
    return digits == YEAR_DIGITS
        || refuse(digits == 2 ? "has a year of two digits, which does not say its century" : "");
  }

  private boolean readTime() {
    if (at == text.length()) {
      return true;
    }
    char c = text.charAt(at);
    if (c != 'T' && c != 't' && c != ' ' && c != ',') {
      return false;
    }
    at++;
    skipBlanks();
    int hour = number(2);
    boolean wellFormed = digits > 0 && skip(':');
    int minute = number(2);
    wellFormed &= digits == 2;
    int seconds = 0;
    if (skip(':')) {
      seconds = number(2);
      wellFormed &= digits == 2;
      if (skip('.') || skip(',')) {
        wellFormed &= readFraction();
      }
    }
    if (!wellFormed) {
      return false;
    }
    skipBlanks();
    hour = hourOfDay(hour);
    if (seconds == 60 && minute == 59) {
      return refuse("is a leap second, which has no place in Unix time; write :59");
    }
    if (hour == 24) {
      return refuse("is at 24:00, which is 00:00 of the next day; write that");
    }
    if (hour < 0 || hour > 23 || minute > 59 || seconds > 59) {
      return refuse("has no time of day that exists");
    }
    timed = true;
    secondOfDay = hour * 3600 + minute * 60 + seconds;
    return at == text.length() || readZone();
  }

  private boolean readFraction() {
    int decimals = 0;
    int value = 0;
    while (at < text.length() && isDigit(text.charAt(at))) {
      if (decimals < NANO_DIGITS) {
        value = value * 10 + (text.charAt(at) - '0');
        decimals++;
      }
      at++;
    }
    for (int i = decimals; i < NANO_DIGITS; i++) {
      value *= 10;
    }
    nano = value;
    return decimals > 0;
  }

  /** Takes AM and PM into account; -1 if there is no such hour. */
  private int hourOfDay(int hour) {
    boolean am = text.regionMatches(true, at, "AM", 0, 2);
    boolean pm = text.regionMatches(true, at, "PM", 0, 2);
    if (!am && !pm) {
      return hour;
    }
    at += 2;
    skipBlanks();
    return hour < 1 || hour > 12 ? -1 : hour % 12 + (pm ? 12 : 0);
  }

  private boolean readZone() {
    String zone = text.substring(at).toUpperCase(Locale.ROOT);
    if (zone.equals("Z") || zone.equals("UTC") || zone.equals("GMT")) {
      return true;
    }
    char sign = text.charAt(at++);
    if (sign != '+' && sign != '-') {
      return refuse("has a zone that is no offset from UTC, such as Z, +00:00 or -05:00");
    }
    int hours = number(2);
    boolean wellFormed = digits == 2;
    skip(':');
    int minutes = number(2);
    wellFormed &= (digits == 2 || digits == 0) && minutes < 60;
    int all = hours * 60 + minutes;
    if (!wellFormed || at != text.length() || all > MAX_OFFSET_MINUTES) {
      return refuse("has an offset from UTC that does not exist");
    }
    offsetSeconds = (sign == '-' ? -all : all) * 60;
    return true;
  }

  private boolean refuse(String why) {
    flaw = why;
    return false;
  }

  /** Reads at most so many digits; their count is in {@link #digits}. */
  private int number(int most) {
    int value = 0;
    int start = at;
    while (at < text.length() && at - start < most && isDigit(text.charAt(at))) {
      value = value * 10 + (text.charAt(at) - '0');
      at++;
    }
    digits = at - start;
    return value;
  }

  private int monthNumberOrName() {
    if (at < text.length() && isLetter(text.charAt(at))) {
      return name();
    }
    int number = number(2);
    return digits == 0 ? -1 : number;
  }

  /** The month of an English name or its first three letters or more; -1 if there is none. */
  private int name() {
    int start = at;
    while (at < text.length() && isLetter(text.charAt(at))) {
      at++;
    }
    String name = text.substring(start, at).toLowerCase(Locale.ROOT);
    for (int i = 0; i < MONTHS.size() && name.length() >= LEAST_MONTH_CHARS; i++) {
      if (MONTHS.get(i).startsWith(name)) {
        return i + 1;
      }
    }
    return -1;
  }

  private void skipBlanks() {
    while (skip(' ')) {
      // One after the other.
    }
  }

  private boolean skip(char c) {
    boolean there = at < text.length() && text.charAt(at) == c;
    at += there ? 1 : 0;
    return there;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
