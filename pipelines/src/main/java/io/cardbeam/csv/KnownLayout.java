package io.cardbeam.csv;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A layout that is known by itself: which columns tell what, by their names in small letters.
 *
 * @param name what people call it
 * @param names for each field the column that tells it
 * @param constants what holds for every row
 * @param hashed fields that are numbers without meaning, which go on as a hash: a number of 13 to
 *     19 digits can't be told from a card number
 */
record KnownLayout(
    String name, Map<Field, String> names, Map<Field, String> constants, Set<Field> hashed) {
  private static final KnownLayout TABFORMER =
      new KnownLayout(
          "TabFormer (IBM)",
          names(
              Map.entry(Field.USER, "user"),
              Map.entry(Field.CARD, "card"),
              Map.entry(Field.YEAR, "year"),
              Map.entry(Field.MONTH, "month"),
              Map.entry(Field.DAY, "day"),
              Map.entry(Field.TIME_OF_DAY, "time"),
              Map.entry(Field.AMOUNT, "amount"),
              Map.entry(Field.CHANNEL, "use chip"),
              Map.entry(Field.MERCHANT, "merchant name"),
              Map.entry(Field.MERCHANT_CITY, "merchant city"),
              Map.entry(Field.MERCHANT_STATE, "merchant state"),
              Map.entry(Field.MCC, "mcc"),
              Map.entry(Field.LABEL, "is fraud?")),
          Map.of(),
          EnumSet.of(Field.MERCHANT));

  private static final Map<Field, String> SPARKOV_NAMES =
      names(
          Map.entry(Field.TIME, "trans_date_trans_time"),
          Map.entry(Field.DATE, "trans_date"),
          Map.entry(Field.TIME_OF_DAY, "trans_time"),
          Map.entry(Field.CARD, "cc_num"),
          Map.entry(Field.MERCHANT, "merchant"),
          Map.entry(Field.CATEGORY, "category"),
          Map.entry(Field.AMOUNT, "amt"),
          Map.entry(Field.FIRST_NAME, "first"),
          Map.entry(Field.LAST_NAME, "last"),
          Map.entry(Field.GENDER, "gender"),
          Map.entry(Field.STREET, "street"),
          Map.entry(Field.CITY, "city"),
          Map.entry(Field.STATE, "state"),
          Map.entry(Field.POSTAL_CODE, "zip"),
          Map.entry(Field.LATITUDE, "lat"),
          Map.entry(Field.LONGITUDE, "long"),
          Map.entry(Field.CITY_POPULATION, "city_pop"),
          Map.entry(Field.JOB, "job"),
          Map.entry(Field.BIRTH_DATE, "dob"),
          Map.entry(Field.TRANSACTION, "trans_num"),
          Map.entry(Field.MERCHANT_LATITUDE, "merch_lat"),
          Map.entry(Field.MERCHANT_LONGITUDE, "merch_long"),
          Map.entry(Field.LABEL, "is_fraud"));

  private static final KnownLayout KAGGLE =
      new KnownLayout("Kaggle", SPARKOV_NAMES, Map.of(Field.COUNTRY, "US"), Set.of());

  private static final KnownLayout SPARKOV =
      new KnownLayout(
          "Sparkov_Data_Generation", SPARKOV_NAMES, Map.of(Field.COUNTRY, "US"), Set.of());

  /** The layout that has most of these columns; Kaggle's if none has any. */
  static KnownLayout nearest(List<String> header) {
    if (TABFORMER.found(header) > KAGGLE.found(header)) {
      return TABFORMER;
    }
    return header.contains(SPARKOV_NAMES.get(Field.DATE)) ? SPARKOV : KAGGLE;
  }

  private long found(List<String> header) {
    return names.values().stream().filter(header::contains).count();
  }

  @SafeVarargs
  @SuppressWarnings("varargs")
  private static Map<Field, String> names(Map.Entry<Field, String>... entries) {
    return new EnumMap<>(Map.ofEntries(entries));
  }
}
