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
 * with {@code -}, {@code /} or {@code .} between them. A time of day follows after blanks, a comma
 * or {@code T}.
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
  private static final String NO_PARTS = "is a number, and no date that says its parts";
  private static final String NO_DATE =
      "is not a date that is known, such as 2020-06-21 or 2020-06-21 12:14:25";

  private final TextCursor cursor = new TextCursor();
  private final TimeOfDayText time = new TimeOfDayText(cursor);
  private int first;
  private int second;
  private int year;
  private int month;
  private int day;
  private boolean ordered;
  private String flaw = "";

  /**
   * Cuts a text.
   *
   * @param date without blanks around it
   * @return whether it is a date of a known form; if not, {@link #flaw} says why
   */
  boolean read(String date) {
    begin(date, 0);
    return withFlaw(readDate(date) && time.read());
  }

  /**
   * Reads the time of day after a date of another form.
   *
   * @param from where the date ends
   * @return whether there is a time of day, and nothing else
   */
  boolean readTime(String dateAndTime, int from) {
    begin(dateAndTime, from);
    return withFlaw(time.read() && (time.isThere() || refuse("has no time of day")));
  }

  private void begin(String date, int from) {
    cursor.begin(date, from);
    time.begin();
    flaw = "";
  }

  private boolean withFlaw(boolean good) {
    if (!good) {
      String known = flaw.isEmpty() ? time.flaw() : flaw;
      flaw = known.isEmpty() ? NO_DATE : known;
    }
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

  /** The time of day that follows, if one does. */
  TimeOfDayText time() {
    return time;
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

  private boolean readDate(String text) {
    if (cursor.isAtLetter()) {
      return readNamedMonthFirst();
    }
    int number = cursor.number(YEAR_DIGITS);
    int numberDigits = cursor.digits();
    if (numberDigits == 0 || cursor.atEnd()) {
      return refuse(NumberText.isDigits(text) ? NO_PARTS : "");
    }
    char separator = cursor.next();
    if (separator != '-' && separator != '/' && separator != '.' && separator != ' ') {
      return refuse(TextCursor.isDigit(separator) ? NO_PARTS : "");
    }
    if (numberDigits == YEAR_DIGITS) {
      ordered = true;
      year = number;
      month = monthNumberOrName();
      boolean separated = cursor.skip(separator);
      day = cursor.number(2);
      return separated && cursor.digits() > 0 && month >= 0 && separator != ' ';
    }
    if (numberDigits > 2) {
      return false;
    }
    boolean named = cursor.isAtLetter();
    ordered = named;
    first = number;
    day = number;
    second = named ? 0 : cursor.number(2);
    if (!named && (cursor.digits() == 0 || separator == ' ')) {
      return false;
    }
    month = named ? monthOfName() : second;
    return cursor.skip(separator) && month >= 0 && readYear();
  }

  private boolean readNamedMonthFirst() {
    ordered = true;
    month = monthOfName();
    cursor.skipBlanks();
    day = cursor.number(2);
    boolean dayThere = cursor.digits() > 0;
    boolean separated = cursor.skip(',') || cursor.skip(' ');
    cursor.skipBlanks();
    return dayThere && separated && month >= 0 && readYear();
  }

  private boolean readYear() {
    year = cursor.number(YEAR_DIGITS);
    return cursor.digits() == YEAR_DIGITS
        || refuse(
            cursor.digits() == 2 ? "has a year of two digits, which does not say its century" : "");
  }

  private boolean refuse(String why) {
    flaw = why;
    return false;
  }

  private int monthNumberOrName() {
    if (cursor.isAtLetter()) {
      return monthOfName();
    }
    int number = cursor.number(2);
    return cursor.digits() == 0 ? -1 : number;
  }

  /** The month of an English name or its first three letters or more; -1 if there is none. */
  private int monthOfName() {
    String name = cursor.letters().toLowerCase(Locale.ROOT);
    for (int i = 0; i < MONTHS.size() && name.length() >= LEAST_MONTH_CHARS; i++) {
      if (MONTHS.get(i).startsWith(name)) {
        return i + 1;
      }
    }
    return -1;
  }
}
