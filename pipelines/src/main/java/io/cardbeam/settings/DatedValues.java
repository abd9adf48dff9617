package io.cardbeam.settings;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * Versions of settings, each from a day on: a line {@code [YYYY-MM-DD]} with its first day, and
 * under it {@link NamedValues}.
 */
public final class DatedValues {
  private DatedValues() {}

  /**
   * The versions of a text, in its order.
   *
   * @param source where it stands, for errors
   * @param names that each version has
   * @param version makes one of its first day and its values; an {@link IllegalArgumentException}
   *     of it is thrown with source and day before its message
   * @throws IllegalArgumentException if a day is none or comes twice, or as {@link NamedValues}
   */
  public static <T> List<T> versions(
      String source,
      String text,
      List<String> names,
      BiFunction<LocalDate, NamedValues, T> version) {
    List<T> versions = new ArrayList<>();
    byDay(source, text, names)
        .forEach((day, values) -> versions.add(made(source, day, values, version)));
    return versions;
  }

  private static Map<LocalDate, NamedValues> byDay(String source, String text, List<String> names) {
    Map<LocalDate, NamedValues> byDay = new LinkedHashMap<>();
    NamedValues values = new NamedValues(source + ", before the first [YYYY-MM-DD]", List.of());
    String[] lines = text.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      String line = lines[i].strip();
      if (line.startsWith("[")) {
        LocalDate day = day(source, i + 1, line);
        values = new NamedValues(source + " " + line, names);
        if (byDay.put(day, values) != null) {
          throw new IllegalArgumentException(
              source + " line " + (i + 1) + ": " + line + " comes twice");
        }
      } else {
        values.line(i + 1, line);
      }
    }
    return byDay;
  }

  private static LocalDate day(String source, int number, String line) {
    try {
      return LocalDate.parse(line.substring(1, line.length() - 1));
    } catch (DateTimeException | StringIndexOutOfBoundsException e) {
      throw new IllegalArgumentException(
          source + " line " + number + ": " + line + " is not a day as [2020-03-01]", e);
    }
  }

  private static <T> T made(
      String source,
      LocalDate day,
      NamedValues values,
      BiFunction<LocalDate, NamedValues, T> version) {
    try {
      return version.apply(day, values);
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      throw new IllegalArgumentException(
          message.startsWith(source) ? message : source + " [" + day + "]: " + message, e);
    }
  }

  /**
   * Requires that versions have names of their own and follow one another.
   *
   * @param names of the versions, in their order
   * @param days their first days
   * @throws IllegalArgumentException that says which does not
   */
  public static void requireInOrder(List<String> names, List<LocalDate> days) {
    for (int i = 0; i < names.size(); i++) {
      if (names.indexOf(names.get(i)) < i) {
        throw new IllegalArgumentException("two versions are called " + names.get(i));
      }
      if (i > 0 && !days.get(i).isAfter(days.get(i - 1))) {
        throw new IllegalArgumentException(
            "version " + names.get(i) + " does not begin after the one before it");
      }
    }
  }

  /**
   * The version that holds on a day: the latest that begins on it or before, else the first.
   *
   * @param days first days of the versions, in order, one at least
   * @return its place, from 0
   */
  public static int holdsOn(LocalDate day, List<LocalDate> days) {
    int valid = 0;
    for (int i = 1; i < days.size(); i++) {
      valid = days.get(i).isAfter(day) ? valid : i;
    }
    return valid;
  }
}
