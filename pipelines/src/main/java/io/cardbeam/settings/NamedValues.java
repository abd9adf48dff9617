package io.cardbeam.settings;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Lines of {@code name = value}, of which every name that is wanted comes once; blank lines and
 * those that begin with # are skipped. Errors name the source and the line.
 */
public final class NamedValues {
  private final String source;
  private final List<String> names;
  private final Map<String, String> values = new LinkedHashMap<>();

  /**
   * No values yet.
   *
   * @param source where they stand, for errors
   * @param names that are wanted
   */
  public NamedValues(String source, List<String> names) {
    this.source = source;
    this.names = List.copyOf(names);
  }

  /**
   * The values of a text.
   *
   * @throws IllegalArgumentException if a line is of another form, or names what is not wanted or
   *     came before
   */
  public static NamedValues of(String source, List<String> names, String text) {
    return of(source, names, text, (name, value) -> {});
  }

  /**
   * The values of a text, looked at one by one.
   *
   * @param look gets each name and its value; an {@link IllegalArgumentException} of it is thrown
   *     with the line before its message
   * @throws IllegalArgumentException as {@link #of(String, List, String)}
   */
  public static NamedValues of(
      String source, List<String> names, String text, BiConsumer<String, String> look) {
    NamedValues values = new NamedValues(source, names);
    String[] lines = text.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      Optional<String> name = values.take(i + 1, lines[i]);
      try {
        name.ifPresent(known -> look.accept(known, values.text(known)));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(source + " line " + (i + 1) + ": " + e.getMessage(), e);
      }
    }
    return values;
  }

  /**
   * Takes a line.
   *
   * @param number of the line, from 1
   * @throws IllegalArgumentException as {@link #of}
   */
  public void line(int number, String text) {
    take(number, text);
  }

  /** Takes a line; gives its name, if it has one. */
  private Optional<String> take(int number, String text) {
    String line = text.strip();
    if (line.isEmpty() || line.startsWith("#")) {
      return Optional.empty();
    }
    String[] parts = line.split("=", 2);
    String name = parts[0].strip();
    if (parts.length < 2 || !names.contains(name)) {
      throw new IllegalArgumentException(
          source + " line " + number + ": not one of " + String.join(", ", names) + " = value");
    }
    if (values.put(name, parts[1].strip()) != null) {
      throw new IllegalArgumentException(source + " line " + number + ": " + name + " comes twice");
    }
    return Optional.of(name);
  }

  /**
   * A value.
   *
   * @throws IllegalArgumentException if it is missing
   */
  public String text(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException(source + ": " + name + " is missing");
    }
    return value;
  }

  /**
   * A value as a whole number.
   *
   * @throws IllegalArgumentException if it is missing, or none
   */
  public long whole(String name) {
    try {
      return Long.parseLong(text(name));
    } catch (NumberFormatException e) {
      throw notNumber(name, e);
    }
  }

  /**
   * A value as a floating-point number.
   *
   * @throws IllegalArgumentException if it is missing, or none
   */
  public double number(String name) {
    try {
      return Double.parseDouble(text(name));
    } catch (NumberFormatException e) {
      throw notNumber(name, e);
    }
  }

  /**
   * A value as an exact decimal.
   *
   * @throws IllegalArgumentException if it is missing, or none
   */
  public BigDecimal decimal(String name) {
    try {
      return new BigDecimal(text(name));
    } catch (NumberFormatException e) {
      throw notNumber(name, e);
    }
  }

  private IllegalArgumentException notNumber(String name, NumberFormatException cause) {
    return new IllegalArgumentException(
        source + ": " + name + " is not a number: " + text(name), cause);
  }
}
