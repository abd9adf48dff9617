package io.cardbeam.csv;

import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.Optional;

/**
 * How the dates of a column are read. Times without a zone are UTC.
 *
 * <p>Not safe for use by several threads at once.
 */
final class DateForm {
  private static final int MIN_YEAR = 1990;
  private static final int MAX_YEAR = 2100;
  private static final int MIN_BIRTH_YEAR = 1900;
  private static final int USUAL_CHARS = "2020-06-21 12:14:25".length();
  private static final int USUAL_DATE_CHARS = "2020-06-21".length();

  /** What is wrong with a date, to follow its column's name. */
  private static final String NO_SUCH_DAY = "is a day that does not exist";

  private final Optional<DateOrder> order;
  private final Optional<DateTimeFormatter> pattern;
  private final String patternText;
  private final DateText parts = new DateText();

  private DateForm(Optional<DateOrder> order, Optional<DateTimeFormatter> pattern, String text) {
    this.order = order;
    this.pattern = pattern;
    this.patternText = text;
  }

  /**
   * The forms that say their parts, and two numbers before a year in this order.
   *
   * @param order empty if nothing tells it; such a date is then refused, unless only one reading is
   *     a date
   */
  static DateForm of(Optional<DateOrder> order) {
    return new DateForm(order, Optional.empty(), "");
  }

  /**
   * One form only.
   *
   * @param pattern as {@link DateTimeFormatter} has it; {@code y} is a year without an era
   * @throws IllegalArgumentException if it is no pattern
   */
  static DateForm ofPattern(String pattern) {
    DateTimeFormatter formatter =
        DateTimeFormatter.ofPattern(yearsWithoutEra(pattern), Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);
    return new DateForm(Optional.empty(), Optional.of(formatter), pattern);
  }

  /** Strict reading of {@code y} wants an era, which nobody writes. */
  private static String yearsWithoutEra(String pattern) {
    StringBuilder years = new StringBuilder(pattern.length());
    boolean quoted = false;
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      quoted ^= c == '\'';
      years.append(c == 'y' && !quoted ? 'u' : c);
    }
    return years.toString();
  }

  /** The order of day and month, if one was given or found. */
  Optional<DateOrder> order() {
    return order;
  }

  /** The pattern; empty where there is none. */
  String pattern() {
    return patternText;
  }

  /**
   * Milliseconds since 1970 of a date with a time of day, years 1990 to 2100.
   *
   * @param text without blanks around it
   * @param column what reasons call it
   * @throws BadRowException code BAD_TIME
   */
  long millis(String text, String column) throws BadRowException {
    long usual = pattern.isEmpty() ? usualMillis(text) : -1;
    if (usual >= 0) {
      return usual;
    }
    if (text.isEmpty()) {
      throw new BadRowException("BAD_TIME", column + " is missing");
    }
    if (pattern.isPresent()) {
      return millisByPattern(text, column);
    }
    if (!parts.read(text)) {
      throw BadRowException.of("BAD_TIME", column, text, parts.flaw());
    }
    LocalDate date = date("BAD_TIME", text, column);
    requireYear(date.getYear(), column);
    if (!parts.time().isThere()) {
      throw BadRowException.of("BAD_TIME", column, text, "has no time of day");
    }
    return millis(date);
  }

  /**
   * A date of birth, not before 1900; a time of day after it is ignored.
   *
   * @param text without blanks around it
   * @param column what reasons call it
   * @throws BadRowException code BAD_BIRTH_DATE
   */
  LocalDate birthDate(String text, String column) throws BadRowException {
    if (!parts.read(text)) {
      throw BadRowException.of("BAD_BIRTH_DATE", column, text, parts.flaw());
    }
    LocalDate date = date("BAD_BIRTH_DATE", text, column);
    if (date.getYear() < MIN_BIRTH_YEAR || date.getYear() > MAX_YEAR) {
      throw BadRowException.of(
          "BAD_BIRTH_DATE", column, text, "is not in a year from 1900 to 2100");
    }
    return date;
  }

  /** yyyy-MM-dd HH:mm:ss, a blank or T between; -1 for whatever is not exactly so. */
  private static long usualMillis(String text) {
    if (text.length() != USUAL_CHARS
        || text.charAt(4) != '-'
        || text.charAt(7) != '-'
        || (text.charAt(10) != ' ' && text.charAt(10) != 'T')
        || text.charAt(13) != ':'
        || text.charAt(16) != ':') {
      return -1;
    }
    int year = number(text, 0, 4);
    int month = number(text, 5, 7);
    int day = number(text, 8, USUAL_DATE_CHARS);
    int hour = number(text, 11, 13);
    int minute = number(text, 14, 16);
    int second = number(text, 17, USUAL_CHARS);
    boolean exists =
        year >= MIN_YEAR
            && year <= MAX_YEAR
            && month >= 1
            && month <= 12
            && day >= 1
            && day <= 28
            && hour >= 0
            && hour <= 23
            && minute >= 0
            && minute <= 59
            && second >= 0
            && second <= 59;
    // Days from 29 on are rare enough for the longer way.
    return exists
        ? (LocalDate.of(year, month, day).toEpochDay() * 86_400
                + hour * 3600L
                + minute * 60L
                + second)
            * 1000
        : -1;
  }

  /** The number there, or -1 if it is none. */
  private static int number(String text, int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  private LocalDate date(String code, String text, String column) throws BadRowException {
    if (order.isPresent() || parts.isOrdered()) {
      DateOrder known = order.orElse(DateOrder.DAY_FIRST);
      return parts
          .date(known)
          .orElseThrow(() -> BadRowException.of(code, column, text, whyNoDate(known)));
    }
    Optional<LocalDate> dayFirst = parts.date(DateOrder.DAY_FIRST);
    Optional<LocalDate> monthFirst = parts.date(DateOrder.MONTH_FIRST);
    if (dayFirst.isPresent() && monthFirst.isPresent() && !dayFirst.equals(monthFirst)) {
      throw BadRowException.of(
          code,
          column,
          text,
          "can be "
              + dayFirst.get()
              + " or "
              + monthFirst.get()
              + ": "
              + FormsDetector.DATE_OPTION);
    }
    return dayFirst
        .or(() -> monthFirst)
        .orElseThrow(() -> BadRowException.of(code, column, text, NO_SUCH_DAY));
  }

  private String whyNoDate(DateOrder known) {
    return parts.date(known.other()).isEmpty()
        ? NO_SUCH_DAY
        : "has the " + known.other().words() + ", where the file has the " + known.words();
  }

  private long millisByPattern(String text, String column) throws BadRowException {
    ParsePosition end = new ParsePosition(0);
    try {
      TemporalAccessor parsed = pattern.orElseThrow().parse(text, end);
      if (parsed.isSupported(ChronoField.INSTANT_SECONDS)) {
        Instant instant = Instant.from(parsed);
        requireYear(instant.atOffset(ZoneOffset.UTC).getYear(), column);
        return atEnd(text, end) ? instant.toEpochMilli() : notAsPattern(text, column);
      }
      LocalDate date = parsed.query(TemporalQueries.localDate());
      LocalTime time = parsed.query(TemporalQueries.localTime());
      if (date == null) {
        return notAsPattern(text, column);
      }
      requireYear(date.getYear(), column);
      if (time != null) {
        return atEnd(text, end)
            ? date.atTime(time).toInstant(ZoneOffset.UTC).toEpochMilli()
            : notAsPattern(text, column);
      }
      // The pattern is of a date alone; a time of day in the usual form may follow.
      if (!parts.readTime(text, end.getIndex())) {
        throw BadRowException.of("BAD_TIME", column, text, parts.flaw());
      }
      return millis(date);
    } catch (DateTimeException e) {
      return notAsPattern(text, column);
    }
  }

  private static boolean atEnd(String text, ParsePosition position) {
    return position.getIndex() == text.length();
  }

  private long notAsPattern(String text, String column) throws BadRowException {
    throw BadRowException.of(
        "BAD_TIME", column, text, "is not as date-format " + patternText + " has it");
  }

  /** The time in {@link #parts} on a date. */
  private long millis(LocalDate date) {
    TimeOfDayText time = parts.time();
    long seconds = date.toEpochDay() * 86_400 + time.secondOfDay() - time.offsetSeconds();
    return seconds * 1000 + time.milli();
  }

  private static void requireYear(int year, String column) throws BadRowException {
    if (year < MIN_YEAR || year > MAX_YEAR) {
      throw new BadRowException(
          "BAD_TIME", column + ": year " + year + " is not " + MIN_YEAR + " to " + MAX_YEAR);
    }
  }
}
