package io.cardbeam.query.cube;

import io.cardbeam.query.Column;
import io.cardbeam.query.QueryException;
import io.cardbeam.star.StarTable;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** All dimensions of the cube, with their hierarchies: time, place, merchant. */
public final class Dimensions {
  private static final Set<CubeFact> BOTH = EnumSet.allOf(CubeFact.class);
  private static final Set<CubeFact> REQUESTS = EnumSet.of(CubeFact.authorization);
  private static final Set<CubeFact> CLEARED = EnumSet.of(CubeFact.transaction);
  private static final Map<String, Dimension> ALL = all();

  /** Cards as such; nobody is shown a key. */
  static final Dimension CARD_KEY =
      of("card_key", "", StarTable.DIM_CARD, "card_key", Column.Type.INTEGER, "");

  /** Merchants as such, of which several may have one name. */
  static final Dimension MERCHANT_KEY =
      of("merchant_key", "", StarTable.DIM_MERCHANT, "merchant_key", Column.Type.INTEGER, "");

  private Dimensions() {}

  /** All of them by name, in the order in which they are listed. */
  public static Map<String, Dimension> byName() {
    return ALL;
  }

  /**
   * One of them.
   *
   * @throws QueryException if none is called so, or one of the facts does not have it
   */
  static Dimension of(String name, Set<CubeFact> facts) throws QueryException {
    Dimension dimension = ALL.get(name);
    if (dimension == null) {
      throw new QueryException(
          "no dimension is called " + name + "; there are " + String.join(", ", ALL.keySet()));
    }
    for (CubeFact fact : facts) {
      if (!dimension.facts().contains(fact)) {
        throw new QueryException(
            name + " is no dimension of " + fact + ", but of " + dimension.facts());
      }
    }
    return dimension;
  }

  /** The dimension that one rolls up to; empty at the top of a hierarchy. */
  static Optional<Dimension> coarser(Dimension dimension) {
    return ALL.values().stream()
        .filter(other -> other.finer().equals(Optional.of(dimension.name())))
        .findFirst();
  }

  /** Those of a table of the star, and its keys as far as they are counted. */
  static List<Dimension> of(StarTable table) {
    return numbered().filter(one -> one.table().equals(Optional.of(table))).toList();
  }

  /** The same of a fact. */
  static List<Dimension> of(CubeFact fact) {
    return numbered().filter(one -> one.facts().contains(fact)).toList();
  }

  private static Stream<Dimension> numbered() {
    return Stream.concat(ALL.values().stream(), Stream.of(CARD_KEY, MERCHANT_KEY));
  }

  /** Those of the same table; of a column of the fact, itself. */
  static List<Dimension> together(Dimension dimension) {
    return dimension.table().map(Dimensions::of).orElse(List.of(dimension));
  }

  private static Map<String, Dimension> all() {
    Map<String, Dimension> all = new LinkedHashMap<>();
    StarTable date = StarTable.DIM_DATE;
    add(all, of("year", "year (UTC)", date, "year", Column.Type.INTEGER, "quarter"));
    add(
        all,
        of("quarter", "for instance 2020-Q1", date, "year_quarter", Column.Type.TEXT, "month"));
    add(all, of("month", "for instance 2020-03", date, "year_month", Column.Type.TEXT, "date"));
    add(all, of("date", "for instance 2020-03-01", date, "date", Column.Type.DATE, "hour"));
    add(
        all,
        of("hour", "0 to 23 (UTC)", StarTable.DIM_TIME_OF_DAY, "hour", Column.Type.INTEGER, ""));
    add(
        all,
        sorted(
            of("weekday", "Monday to Sunday", date, "weekday_name", Column.Type.TEXT, ""),
            "dim_date.weekday"));
    add(
        all,
        of("weekend", "whether Saturday or Sunday", date, "is_weekend", Column.Type.BOOLEAN, ""));
    add(
        all,
        sorted(
            of(
                "part_of_day",
                "Night, Morning, Afternoon, Evening",
                StarTable.DIM_TIME_OF_DAY,
                "part_of_day",
                Column.Type.TEXT,
                ""),
            "dim_time_of_day.hour // 6"));
    StarTable address = StarTable.DIM_ADDRESS;
    add(
        all,
        of("country", "of the cardholder's home", address, "country", Column.Type.TEXT, "state"));
    add(all, of("state", "of the cardholder's home", address, "state", Column.Type.TEXT, "city"));
    add(
        all,
        of("city", "of the cardholder's home", address, "city", Column.Type.TEXT, "postal_code"));
    add(all, of("postal_code", "of the home", address, "postal_code", Column.Type.TEXT, ""));
    add(
        all,
        of(
            "category",
            "of the merchant",
            StarTable.DIM_CATEGORY,
            "category",
            Column.Type.TEXT,
            "merchant"));
    add(
        all,
        of("merchant", "its name", StarTable.DIM_MERCHANT, "merchant_name", Column.Type.TEXT, ""));
    add(
        all,
        of("card", "token of the card", StarTable.DIM_CARD, "card_token", Column.Type.TEXT, ""));
    add(
        all,
        of(
            "card_status",
            "ACTIVE, BLOCKED, CLOSED",
            StarTable.DIM_CARD,
            "status",
            Column.Type.TEXT,
            ""));
    StarTable customer = StarTable.DIM_CUSTOMER;
    add(all, of("gender", "as the source gives it", customer, "gender", Column.Type.TEXT, ""));
    add(all, of("job", "occupation", customer, "job", Column.Type.TEXT, ""));
    add(all, ofFact("currency", "ISO 4217 code", "currency", Column.Type.TEXT, BOTH));
    add(
        all,
        ofFact(
            "fraud", "whether it turned out to be fraud", "is_fraud", Column.Type.BOOLEAN, BOTH));
    add(
        all,
        new Dimension(
            "outcome",
            "APPROVED, REFERRED or DECLINED",
            Optional.of(StarTable.DIM_OUTCOME),
            "dim_outcome.outcome",
            Column.Type.TEXT,
            Optional.empty(),
            Optional.empty(),
            REQUESTS));
    add(
        all,
        ofFact("channel", "CARD_PRESENT, ONLINE, UNKNOWN", "channel", Column.Type.TEXT, REQUESTS));
    add(
        all,
        ofFact("merchant_state", "of the purchase", "merchant_state", Column.Type.TEXT, REQUESTS));
    add(
        all,
        ofFact("merchant_city", "of the purchase", "merchant_city", Column.Type.TEXT, REQUESTS));
    add(
        all,
        ofFact(
            "type",
            "PURCHASE, REFUND, CHARGEBACK, CHARGEBACK_UPHELD, CHARGEBACK_REJECTED, PAYMENT,"
                + " PAYMENT_RETURNED",
            "transaction_type",
            Column.Type.TEXT,
            CLEARED));
    return all;
  }

  private static void add(Map<String, Dimension> all, Dimension dimension) {
    all.put(dimension.name(), dimension);
  }

  private static Dimension of(
      String name, String meaning, StarTable table, String column, Column.Type type, String finer) {
    return new Dimension(
        name,
        meaning,
        Optional.of(table),
        table.tableName() + "." + column,
        type,
        Optional.empty(),
        finer.isEmpty() ? Optional.empty() : Optional.of(finer),
        BOTH);
  }

  private static Dimension ofFact(
      String name, String meaning, String column, Column.Type type, Set<CubeFact> facts) {
    return new Dimension(
        name,
        meaning,
        Optional.empty(),
        "f." + column,
        type,
        Optional.empty(),
        Optional.empty(),
        facts);
  }

  private static Dimension sorted(Dimension it, String by) {
    return new Dimension(
        it.name(),
        it.meaning(),
        it.table(),
        it.expression(),
        it.type(),
        Optional.of(by),
        it.finer(),
        it.facts());
  }
}
