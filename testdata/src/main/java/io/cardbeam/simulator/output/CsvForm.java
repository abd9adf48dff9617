package io.cardbeam.simulator.output;

import de.siegmar.fastcsv.writer.QuoteStrategy;
import io.cardbeam.csv.Columns;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The three layouts in which card data of Kaggle's kind are handed about. */
public enum CsvForm {
  /** Kaggle's own: an unnamed index column, {@code fraud_} before each merchant. */
  KAGGLE(Optional.of(""), "fraud_"),
  /** The same without the index column. */
  PLAIN(Optional.empty(), "fraud_"),
  /** A column {@code id}, texts in quotes, merchants by their names. */
  ID(Optional.of("id"), "");

  private static final Set<String> NUMBERS =
      Set.of(
          "id",
          "amt",
          "zip",
          "lat",
          "long",
          "city_pop",
          "unix_time",
          "merch_lat",
          "merch_long",
          "is_fraud");

  // Optional of a String: immutable in fact.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Optional<String> indexColumn;

  private final String merchantPrefix;

  CsvForm(Optional<String> indexColumn, String merchantPrefix) {
    this.indexColumn = indexColumn;
    this.merchantPrefix = merchantPrefix;
  }

  /** The name on a command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Names of all columns. */
  public List<String> header() {
    List<String> names = new ArrayList<>();
    indexColumn.ifPresent(names::add);
    names.addAll(Columns.KAGGLE);
    return names;
  }

  boolean indexed() {
    return indexColumn.isPresent();
  }

  String merchantPrefix() {
    return merchantPrefix;
  }

  /** Which fields get quotes besides those that need them (RFC 4180). */
  QuoteStrategy quotes() {
    if (this != ID) {
      return new QuoteStrategy() {};
    }
    List<String> columns = header();
    return new QuoteStrategy() {
      @Override
      public boolean quoteValue(int lineNumber, int field, String value) {
        return lineNumber == 1 || !NUMBERS.contains(columns.get(field));
      }
    };
  }
}
