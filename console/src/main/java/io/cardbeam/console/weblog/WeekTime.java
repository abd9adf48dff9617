package io.cardbeam.console.weblog;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.console.http.Json;
import io.cardbeam.console.http.QueryParameters;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * One hour of a day of the week, or the whole day. The index has neither: a question names each
 * stretch of the range that is of it, at most one a week.
 *
 * @param hour 0 to 23; empty for the whole day
 */
record WeekTime(DayOfWeek day, OptionalInt hour) {
  static final Set<String> PARAMETERS = Set.of("weekday", "hour", "zone");

  private static final int DAYS = 7;
  private static final int LAST_HOUR = 23;
  private static final int MAX_ZONE_CHARS = 64;

  /** The one of a query, if it names one; what is wrong with it is noted there. */
  static Optional<WeekTime> of(QueryParameters query) {
    Optional<Integer> day = query.wholeNumber("weekday", 1, DAYS);
    Optional<Integer> hour = query.wholeNumber("hour", 0, LAST_HOUR);
    if (hour.isPresent()) {
      query.require("weekday");
    }
    return day.map(
        number ->
            new WeekTime(
                DayOfWeek.of(number), hour.map(OptionalInt::of).orElseGet(OptionalInt::empty)));
  }

  /** The zone of a query, UTC if it names none; what is wrong with it is noted there. */
  static ZoneId zone(QueryParameters query) {
    Optional<String> name = query.text("zone", MAX_ZONE_CHARS);
    if (name.isEmpty()) {
      return ZoneOffset.UTC;
    }
    if (ZoneId.getAvailableZoneIds().contains(name.get())) {
      return ZoneId.of(name.get());
    }
    query.problem("zone", "must be the name of a time zone as Europe/Vienna");
    return ZoneOffset.UTC;
  }

  /** Documents of it within a range. */
  ObjectNode query(WeblogRange range, ZoneId zone) {
    ObjectNode node = Json.object();
    ObjectNode either = node.putObject("bool").put("minimum_should_match", 1);
    ArrayNode stretches = either.putArray("should");
    LocalDate last = range.to().atZone(zone).toLocalDate();
    for (LocalDate date = range.from().atZone(zone).toLocalDate();
        !date.isAfter(last);
        date = date.plusDays(1)) {
      if (date.getDayOfWeek() == day) {
        add(stretches, date, zone);
      }
    }
    if (stretches.isEmpty()) {
      // To a server no alternative is no condition.
      stretches.addObject().putObject("match_none");
    }
    return node;
  }

  private void add(ArrayNode stretches, LocalDate date, ZoneId zone) {
    ZonedDateTime start = date.atStartOfDay(zone);
    ZonedDateTime end = date.plusDays(1).atStartOfDay(zone);
    if (hour.isPresent()) {
      start = date.atTime(hour.getAsInt(), 0).atZone(zone);
      end = start;
      // Where clocks are changed there is no such hour, or there are two.
      while (end.getHour() == hour.getAsInt()) {
        end = end.plusHours(1);
      }
    }
    if (start.isBefore(end)) {
      stretches.add(WeblogRange.between(start.toInstant(), end.toInstant()));
    }
  }
}
