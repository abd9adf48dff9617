package io.cardbeam.star;

import io.cardbeam.event.Outcome;
import io.cardbeam.table.DimDate;
import io.cardbeam.table.DimOutcome;
import io.cardbeam.table.DimTimeOfDay;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.time.temporal.IsoFields;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Members that do not come from events: days, minutes and answers. */
public final class FixedDimension {
  private static final List<String> PARTS_OF_DAY =
      List.of("Night", "Morning", "Afternoon", "Evening");
  private static final int HOURS_A_PART = 6;

  private FixedDimension() {}

  /** Every day of a year. */
  public static Stream<DimDate> daysOf(int year) {
    LocalDate first = LocalDate.of(year, 1, 1);
    return first.datesUntil(first.plusYears(1)).map(FixedDimension::day);
  }

  /** Every minute of a day. */
  public static List<DimTimeOfDay> minutesOfDay() {
    return IntStream.range(0, CalendarKey.MINUTES_A_DAY).mapToObj(FixedDimension::minute).toList();
  }

  /** Every answer to a request. */
  public static List<DimOutcome> outcomes() {
    return Arrays.stream(Outcome.values()).map(FixedDimension::outcome).toList();
  }

  private static DimDate day(LocalDate date) {
    int quarter = date.get(IsoFields.QUARTER_OF_YEAR);
    DayOfWeek weekday = date.getDayOfWeek();
    int key = CalendarKey.ofDate(date);
    return DimDate.newBuilder()
        .setDateKey(key)
        .setDate(date)
        .setYear(date.getYear())
        .setQuarter(quarter)
        .setYearQuarter(date.getYear() + "-Q" + quarter)
        .setMonth(date.getMonthValue())
        .setMonthName(date.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH))
        .setYearMonth(CalendarKey.monthOf(key))
        .setIsoWeek(date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR))
        .setDayOfMonth(date.getDayOfMonth())
        .setDayOfYear(date.getDayOfYear())
        .setWeekday(weekday.getValue())
        .setWeekdayName(weekday.getDisplayName(TextStyle.FULL, Locale.ENGLISH))
        .setIsWeekend(weekday.compareTo(DayOfWeek.FRIDAY) > 0)
        .build();
  }

  private static DimTimeOfDay minute(int minuteOfDay) {
    int hour = minuteOfDay / 60;
    int minute = minuteOfDay % 60;
    return DimTimeOfDay.newBuilder()
        .setTimeOfDayKey(minuteOfDay + 1)
        .setTimeOfDay(String.format(Locale.ROOT, "%02d:%02d", hour, minute))
        .setHour(hour)
        .setMinute(minute)
        .setPartOfDay(PARTS_OF_DAY.get(hour / HOURS_A_PART))
        .build();
  }

  private static DimOutcome outcome(Outcome outcome) {
    String meaning =
        switch (outcome) {
          case APPROVED -> "The purchase may go through.";
          case REFERRED -> "The cardholder has to confirm it first.";
          case DECLINED -> "The purchase may not go through.";
        };
    return new DimOutcome(SurrogateKey.ofOutcome(outcome.name()), outcome.name(), meaning);
  }
}
