package io.cardbeam.csv;

import io.cardbeam.settings.NamedValues;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which column of a file tells what, as a person says it: lines of {@code field = column name},
 * {@code field = "constant"} or {@code option = value}. A field that is not named is looked for by
 * the names of the known layouts; one with nothing after the = is not read.
 *
 * @param source where it stands, for errors
 * @param columns column of a field, empty text for a field that is not to be read
 * @param constants what a field is in every row
 * @param options what was said of forms
 * @param cardIds whether what tells cards apart are ids, not card numbers
 * @param hashed fields that go on as a hash, since they are numbers that could be taken for a
 *     card's
 */
public record ColumnsFile(
    String source,
    Map<Field, String> columns,
    Map<Field, String> constants,
    FormOptions options,
    boolean cardIds,
    Set<Field> hashed)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final String SEPARATOR = "separator";
  private static final String ENCODING = "encoding";
  private static final String DATE_FORMAT = "date-format";
  private static final String DECIMAL_SIGN = "decimal-sign";
  private static final String DAY_FIRST = "day-first";
  private static final String CARD_TYPE = "card-type";
  private static final String NUMERIC_IDS = "numeric-ids";
  private static final List<String> OPTIONS =
      List.of(SEPARATOR, ENCODING, DATE_FORMAT, DECIMAL_SIGN, DAY_FIRST, CARD_TYPE, NUMERIC_IDS);
  private static final Set<Field> MAY_BE_HASHED =
      Collections.unmodifiableSet(EnumSet.of(Field.MERCHANT, Field.TRANSACTION));

  /** Nothing was said: the file's own names tell. */
  public static final ColumnsFile NONE =
      new ColumnsFile("", Map.of(), Map.of(), FormOptions.NONE, false, Set.of());

  public ColumnsFile {
    columns = Map.copyOf(columns);
    constants = Map.copyOf(constants);
    hashed = Set.copyOf(hashed);
  }

  /** The names that may stand before an =: fields first, then options. */
  public static List<String> names() {
    List<String> names = new ArrayList<>();
    for (Field field : Field.values()) {
      names.add(field.key());
    }
    names.addAll(OPTIONS);
    return names;
  }

  /**
   * The columns that a text tells.
   *
   * @param source where it stands, for errors
   * @throws IllegalArgumentException with the line that is wrong, and how
   */
  public static ColumnsFile parse(String source, String text) {
    Map<Field, String> columns = new EnumMap<>(Field.class);
    Map<Field, String> constants = new EnumMap<>(Field.class);
    Options options = new Options();
    NamedValues.of(
        source,
        names(),
        text,
        (name, value) -> {
          Optional<Field> field = Field.ofKey(name);
          if (field.isEmpty()) {
            options.take(name, value);
          } else if (isQuoted(value)) {
            constants.put(field.get(), constant(field.get(), unquoted(value)));
          } else {
            columns.put(field.get(), value);
          }
        });
    return new ColumnsFile(
        source, columns, constants, options.forms(), options.cardIds, options.hashed);
  }

  private static boolean isQuoted(String value) {
    return value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
  }

  private static String unquoted(String value) {
    return isQuoted(value) ? value.substring(1, value.length() - 1) : value;
  }

  private static String constant(Field field, String text) {
    boolean good =
        switch (field) {
          case CURRENCY -> text.matches("[A-Z]{3}");
          case COUNTRY -> text.matches("[A-Z]{2}");
          case CARD, USER, TRANSACTION, TIME, LABEL -> false;
          default -> !text.isBlank();
        };
    if (!good) {
      throw new IllegalArgumentException(
          field.key()
              + " can't be \""
              + text
              + "\" in every row"
              + (field == Field.CURRENCY ? ": give an ISO 4217 code, for instance \"USD\"" : "")
              + (field == Field.COUNTRY ? ": give an ISO 3166-1 code, for instance \"US\"" : ""));
    }
    return text;
  }

  private static final class Options {
    private @Nullable Character separator;
    private @Nullable TextEncoding encoding;
    private @Nullable String dateFormat;
    private @Nullable Character decimalSign;
    private @Nullable Boolean dayFirst;
    private boolean cardIds;
    private final Set<Field> hashed = EnumSet.noneOf(Field.class);

    void take(String name, String value) {
      String plain = unquoted(value);
      switch (name) {
        case SEPARATOR -> separator = separator(plain);
        case ENCODING -> encoding = encoding(plain);
        case DATE_FORMAT -> dateFormat = dateFormat(plain);
        case DECIMAL_SIGN -> decimalSign = oneOf(name, plain, List.of(".", ",")).charAt(0);
        case DAY_FIRST -> dayFirst = oneOf(name, plain, List.of("yes", "no")).equals("yes");
        case CARD_TYPE -> cardIds = oneOf(name, plain, List.of("number", "id")).equals("id");
        default -> numericIds(plain);
      }
    }

    private void numericIds(String names) {
      for (String name : names.split(",", -1)) {
        Field field =
            Field.ofKey(name.strip())
                .filter(MAY_BE_HASHED::contains)
                .orElseThrow(
                    () ->
                        new IllegalArgumentException(
                            NUMERIC_IDS + " is merchant, transaction, or both with a comma"));
        hashed.add(field);
      }
    }

    FormOptions forms() {
      return new FormOptions(separator, encoding, dateFormat, decimalSign, dayFirst);
    }

    private static char separator(String value) {
      if (value.toLowerCase(Locale.ROOT).equals("tab")) {
        return '\t';
      }
      if (value.length() != 1
          || value.charAt(0) == '"'
          || Character.isLetterOrDigit(value.charAt(0))) {
        throw new IllegalArgumentException(SEPARATOR + " is one character, or tab");
      }
      return value.charAt(0);
    }

    private static @Nullable TextEncoding encoding(String value) {
      try {
        return TextEncoding.named(value).orElse(null);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            ENCODING + " '" + value + "' is not known; for instance UTF-8, UTF-16, windows-1252",
            e);
      }
    }

    private static String dateFormat(String value) {
      try {
        DateForm.ofPattern(value);
        return value;
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            DATE_FORMAT + " '" + value + "' is no pattern; for instance dd/MM/yyyy HH:mm", e);
      }
    }

    private static String oneOf(String name, String value, List<String> choices) {
      if (!choices.contains(value)) {
        throw new IllegalArgumentException(name + " is one of " + String.join(" ", choices));
      }
      return value;
    }
  }
}
