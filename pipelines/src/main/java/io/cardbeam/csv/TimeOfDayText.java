package io.cardbeam.csv;

import java.util.Locale;

/**
 * A time of day as it is written after a date, cut into its numbers: hours and minutes, seconds, a
 * fraction, AM or PM, and a zone as {@code Z}, {@code UTC}, {@code GMT} or an offset such as {@code
 * -05:00}. One object reads many, not by several threads at once.
 */
final class TimeOfDayText {
  private static final int NANO_DIGITS = 9;
  private static final int MAX_OFFSET_MINUTES = 18 * 60;

  private final TextCursor cursor;
  private boolean there;
  private int secondOfDay;
  private int nano;
  private int offsetSeconds;
  private String flaw = "";

  /** Reads at this cursor. */
  TimeOfDayText(TextCursor cursor) {
    this.cursor = cursor;
  }

  /** Forgets the time that was read last. */
  void begin() {
    there = false;
    secondOfDay = 0;
    nano = 0;
    offsetSeconds = 0;
    flaw = "";
  }

  /** What is wrong with it, to follow its column's name; empty if it is of no known form. */
  String flaw() {
    return flaw;
  }

  /** Whether there is one. */
  boolean isThere() {
    return there;
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

  /**
   * Reads the rest of the text, which may be empty.
   *
   * @return whether it is a time of day and nothing else; if not, {@link #flaw} says why
   */
  boolean read() {
    if (cursor.atEnd()) {
      return true;
    }
    char c = cursor.next();
    if (c != 'T' && c != 't' && c != ' ' && c != ',') {
      return false;
    }
    cursor.skipBlanks();
    int hour = cursor.number(2);
    boolean wellFormed = cursor.digits() > 0 && cursor.skip(':');
    int minute = cursor.number(2);
    wellFormed &= cursor.digits() == 2;
    int seconds = 0;
    if (cursor.skip(':')) {
      seconds = cursor.number(2);
      wellFormed &= cursor.digits() == 2;
      if (cursor.skip('.') || cursor.skip(',')) {
        wellFormed &= readFraction();
      }
    }
    if (!wellFormed) {
      return false;
    }
    cursor.skipBlanks();
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
    there = true;
    secondOfDay = hour * 3600 + minute * 60 + seconds;
    return cursor.atEnd() || readZone();
  }

  private boolean readFraction() {
    nano = cursor.number(NANO_DIGITS);
    int decimals = cursor.digits();
    for (int i = decimals; i < NANO_DIGITS; i++) {
      nano *= 10;
    }
    while (!cursor.atEnd() && TextCursor.isDigit(cursor.peek())) {
      cursor.next();
    }
    return decimals > 0;
  }

  /** Takes AM and PM into account; -1 if there is no such hour. */
  private int hourOfDay(int hour) {
    boolean am = cursor.skip("AM");
    boolean pm = !am && cursor.skip("PM");
    if (!am && !pm) {
      return hour;
    }
    cursor.skipBlanks();
    return hour < 1 || hour > 12 ? -1 : hour % 12 + (pm ? 12 : 0);
  }

  private boolean readZone() {
    String zone = cursor.rest().toUpperCase(Locale.ROOT);
    if (zone.equals("Z") || zone.equals("UTC") || zone.equals("GMT")) {
      return true;
    }
    char sign = cursor.next();
    if (sign != '+' && sign != '-') {
      return refuse("has a zone that is no offset from UTC, such as Z, +00:00 or -05:00");
    }
    int hours = cursor.number(2);
    boolean wellFormed = cursor.digits() == 2;
    cursor.skip(':');
    int minutes = cursor.number(2);
    wellFormed &= (cursor.digits() == 2 || cursor.digits() == 0) && minutes < 60;
    int all = hours * 60 + minutes;
    if (!wellFormed || !cursor.atEnd() || all > MAX_OFFSET_MINUTES) {
      return refuse("has an offset from UTC that does not exist");
    }
    offsetSeconds = (sign == '-' ? -all : all) * 60;
    return true;
  }

  private boolean refuse(String why) {
    flaw = why;
    return false;
  }
}
