package io.cardbeam.csv;

import io.cardbeam.money.MinorUnits;
import io.cardbeam.text.CardNumberMask;
import io.cardbeam.token.CardTokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is made of a file: its form, which column tells what, and its first rows as they are
 * understood. Holds no card number.
 *
 * @param form what it is written in
 * @param columns which column tells what
 * @param limit up to when rows are taken
 * @param rows the first rows, at most {@value #ROWS}
 * @param consequences what is not known, and what follows from that
 */
public record FilePreview(
    FileForm form,
    Columns columns,
    TimeLimit limit,
    List<Row> rows,
    List<Consequence> consequences) {
  /** How many rows are shown. */
  public static final int ROWS = 3;

  /**
   * A row as it is understood.
   *
   * @param number where it is in the file
   * @param values of each field that the file tells, in words
   * @param refused why it can't be taken, if so; values are then empty
   */
  public record Row(long number, Map<Field, String> values, Optional<String> refused) {}

  /**
   * Something that the file does not tell.
   *
   * @param missing what
   * @param follows what follows
   */
  public record Consequence(String missing, String follows) {}

  /**
   * Looks at a file.
   *
   * @throws BadRowException if its header lacks what is needed
   */
  public static FilePreview of(Path file, ColumnsFile told) throws IOException, BadRowException {
    try (RowSource source = RowFiles.open(file, told.options())) {
      Columns columns = Columns.of(source.header(), told);
      Forms forms = source.forms(columns);
      TimeLimit limit = source.timeLimit(columns, forms);
      CsvRowParser parser = new CsvRowParser(columns, CardTokenizer.withoutSecret(), forms, limit);
      List<Row> rows = new ArrayList<>();
      while (rows.size() < ROWS && source.next()) {
        rows.add(row(source, columns, parser));
      }
      return new FilePreview(source.form(), columns, limit, rows, consequences(columns));
    }
  }

  private static Row row(RowSource source, Columns columns, CsvRowParser parser) {
    try {
      List<String> cells = source.cells();
      CsvRow row = parser.parse(cells);
      Map<Field, String> values = new EnumMap<>(Field.class);
      for (Field field : Field.values()) {
        if (columns.has(field)) {
          values.put(field, value(field, row, columns.text(cells, field)));
        }
      }
      return new Row(source.number(), values, Optional.empty());
    } catch (BadRowException e) {
      return new Row(source.number(), Map.of(), Optional.of(e.reason() + " (" + e.code() + ")"));
    }
  }

  private static String value(Field field, CsvRow row, String text) {
    return switch (field) {
      case TIME, DATE, YEAR -> Instant.ofEpochMilli(row.eventTimeMillis()).toString();
      case CARD -> row.lastFour().isEmpty() ? CardNumberMask.mask(text) : "***" + row.lastFour();
      case MERCHANT -> row.merchantName();
      case CATEGORY, MCC -> row.category();
      case AMOUNT -> MinorUnits.decimal(row.amountMinor(), row.currency()) + " " + row.currency();
      case CHANNEL -> row.channel().name();
      case MERCHANT_LATITUDE -> known(row.merchantLatitude());
      case MERCHANT_LONGITUDE -> known(row.merchantLongitude());
      case MERCHANT_CITY -> known(row.merchantCity());
      case LATITUDE -> known(row.cardholder().getLatitude());
      case LONGITUDE -> known(row.cardholder().getLongitude());
      case CITY_POPULATION -> known(row.cardholder().getCityPopulation());
      case BIRTH_DATE -> known(row.cardholder().getBirthDate());
      default -> CardNumberMask.mask(text);
    };
  }

  private static String known(@Nullable Object value) {
    return Objects.toString(value, "");
  }

  private static List<Consequence> consequences(Columns columns) {
    List<Consequence> all = new ArrayList<>();
    add(
        all,
        columns.has(Field.TRANSACTION),
        "transaction number",
        "a hash of the row under the token key, and which of equal rows it is");
    add(
        all,
        columns.has(Field.TIME) || columns.has(Field.TIME_OF_DAY),
        "time of day",
        "every purchase is at 00:00 UTC; features of hours and pace tell nothing");
    add(all, columns.has(Field.CURRENCY), "currency", "every amount is in USD");
    add(
        all,
        columns.has(Field.CHANNEL),
        "channel",
        "categories that end in _net are online, others in person");
    add(
        all,
        columns.has(Field.MERCHANT_LATITUDE) && columns.has(Field.MERCHANT_LONGITUDE),
        "place of purchases",
        "features of travel and distance are missing");
    add(
        all,
        columns.has(Field.LATITUDE) && columns.has(Field.LONGITUDE),
        "place of the home",
        "the feature home_km is missing");
    String unknown =
        Field.cardholder().stream()
            .filter(field -> field != Field.COUNTRY && !columns.has(field))
            .map(Field::key)
            .collect(Collectors.joining(", "));
    boolean anybody =
        Field.cardholder().stream().anyMatch(field -> columns.column(field).isPresent());
    add(
        all,
        anybody,
        "cardholder",
        "the unknown member of customer and address; statements bear no name");
    add(all, unknown.isEmpty() || !anybody, "of the cardholder " + unknown, "empty in the star");
    add(
        all,
        columns.has(Field.LABEL),
        "label",
        "it can be decided, but not trained on, evaluated by or used with --chargebacks");
    return all;
  }

  private static void add(List<Consequence> all, boolean told, String missing, String follows) {
    if (!told) {
      all.add(new Consequence(missing, follows));
    }
  }
}
