package io.cardbeam.weblog;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.YearMonth;
import java.util.Locale;

/**
 * A time as Apache's {@code %t} and nginx' {@code $time_local} write it, with its brackets: {@code
 * [29/Feb/2024:23:59:59 +0100]}.
 */
final class LogTime {
  /** Bytes from bracket to bracket. */
  static final int LENGTH = 28;

  private static final int MAX_HOUR = 23;
  private static final int MAX_MINUTE = 59;
  private static final int LEAP_SECOND = 60;
  private static final int MAX_ZONE_HOURS = 18;
  private static final int SECONDS_A_DAY = 86_400;
  private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";

  /** N is a digit, A a letter, S a sign; anything else stands for itself. */
  private static final byte[] FORM = "[NN/AAA/NNNN:NN:NN:NN SNNNN]".getBytes(US_ASCII);

  private LogTime() {}

  /** Whether these bytes have the form of a time; there may be no such time. */
  static boolean isAt(byte[] line, int from, int to) {
    if (to - from < LENGTH) {
      return false;
    }
    for (int i = 0; i < LENGTH; i++) {
      if (!fits(line[from + i], FORM[i])) {
        return false;
      }
    }
    return true;
  }

  private static boolean fits(byte is, byte form) {
    return switch (form) {
      case 'N' -> is >= '0' && is <= '9';
      case 'A' -> (is | 0x20) >= 'a' && (is | 0x20) <= 'z';
      case 'S' -> is == '+' || is == '-';
      default -> is == form;
    };
  }

  /**
   * Seconds since 1970 of a time found by {@link #isAt}. A leap second is the first second of the
   * next minute, as servers' clocks count it.
   *
   * @throws BadLineException if there is no such day, time of day or zone
   */
  static long seconds(byte[] line, int from) throws BadLineException {
    int hour = two(line, from + 13);
    int minute = two(line, from + 16);
    int second = two(line, from + 19);
    if (hour > MAX_HOUR || minute > MAX_MINUTE || second > LEAP_SECOND) {
      throw new BadLineException("there is no such time of day: " + text(line, from));
    }
    int zoneHours = two(line, from + 23);
    int zoneMinutes = two(line, from + 25);
    if (zoneHours > MAX_ZONE_HOURS || zoneMinutes > MAX_MINUTE) {
      throw new BadLineException("there is no such time zone: " + text(line, from));
    }
    long local = day(line, from) * SECONDS_A_DAY + (hour * 60L + minute) * 60 + second;
    int ahead = (zoneHours * 60 + zoneMinutes) * 60;
    return line[from + 22] == '-' ? local + ahead : local - ahead;
  }

  /** Days since 1970. */
  private static long day(byte[] line, int from) throws BadLineException {
    int day = two(line, from + 1);
    int year = two(line, from + 8) * 100 + two(line, from + 10);
    String name = new String(line, from + 4, 3, US_ASCII).toLowerCase(Locale.ROOT);
    int month = MONTHS.indexOf(name);
    if (month < 0 || month % 3 != 0) {
      throw new BadLineException("there is no such month: " + text(line, from));
    }
    YearMonth of = YearMonth.of(year, month / 3 + 1);
    if (day < 1 || day > of.lengthOfMonth()) {
      throw new BadLineException("there is no such day: " + text(line, from));
    }
    return of.atDay(day).toEpochDay();
  }

  private static int two(byte[] line, int at) {
    return (line[at] - '0') * 10 + line[at + 1] - '0';
  }

  private static String text(byte[] line, int from) {
    return new String(line, from + 1, LENGTH - 2, US_ASCII);
  }
}
