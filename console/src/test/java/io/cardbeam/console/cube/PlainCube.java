package io.cardbeam.console.cube;

import io.cardbeam.query.StarDatabase;
import io.cardbeam.query.cube.CubeFact;
import io.cardbeam.query.cube.Dimension;
import io.cardbeam.query.cube.Dimensions;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The cube as one would write it in SQL, without any haste: what it is compared with. */
final class PlainCube {
  private static final String DIMENSIONS =
      """
      JOIN dim_date USING (date_key) JOIN dim_time_of_day USING (time_of_day_key)
      JOIN dim_address USING (address_key) JOIN dim_customer USING (customer_key)
      JOIN dim_card USING (card_key) JOIN dim_merchant USING (merchant_key)
      JOIN dim_category USING (category_key)
      """;
  private static final Map<CubeFact, String> TABLES =
      Map.of(
          CubeFact.authorization,
          "fact_authorization f " + DIMENSIONS + " JOIN dim_outcome USING (outcome_key)",
          CubeFact.transaction,
          "fact_transaction f " + DIMENSIONS);

  private static final Map<String, String> COUNTED =
      Map.of(
          "approved", "outcome = 'APPROVED'",
          "referred", "outcome = 'REFERRED'",
          "declined", "outcome = 'DECLINED'",
          "purchases", "type = 'PURCHASE'",
          "refunds", "type = 'REFUND'",
          "chargebacks", "type = 'CHARGEBACK'",
          "chargebacks_rejected", "type = 'CHARGEBACK_REJECTED'",
          "payments", "type = 'PAYMENT'");

  private final StarDatabase star;

  PlainCube(StarDatabase star) {
    this.star = star;
  }

  /**
   * A question.
   *
   * @param where SQL of all conditions
   * @param measures of the one fact, by their names without it
   */
  record Question(
      CubeFact fact,
      List<String> rows,
      List<String> columns,
      List<String> measures,
      String where,
      boolean totals) {
    private List<String> dimensions() {
      return Stream.concat(rows.stream(), columns.stream()).toList();
    }
  }

  /** Values of a dimension, sorted as DuckDB does. */
  List<Object> values(Dimension dimension) throws Exception {
    CubeFact fact = dimension.facts().iterator().next();
    return star
        .rows(
            "SELECT DISTINCT %s AS value FROM %s WHERE value IS NOT NULL ORDER BY value"
                .formatted(dimension.expression(), TABLES.get(fact)),
            List.of())
        .stream()
        .map(row -> row.get(0))
        .toList();
  }

  /** Figures by the members of their cell, where "*" is a total over a dimension. */
  Map<String, List<Object>> ask(Question question) throws Exception {
    List<String> dimensions = question.dimensions();
    String columns = dimensions.stream().map(it -> it + ", ").collect(Collectors.joining());
    String level = dimensions.isEmpty() ? "0" : "GROUPING(" + String.join(", ", dimensions) + ")";
    String figures =
        question.measures().stream()
            .map(it -> sql(it, question.fact()))
            .collect(Collectors.joining(", "));
    String sql =
        "SELECT %s CAST(%s AS BIGINT), any_value(currency), count(*), %s FROM (SELECT %s, amount_minor, card_key, merchant_key FROM %s) WHERE %s%s"
            .formatted(
                columns,
                level,
                figures,
                Dimensions.byName().values().stream()
                    .filter(one -> one.facts().contains(question.fact()))
                    .map(one -> one.expression() + " AS " + one.name())
                    .collect(Collectors.joining(", ")),
                TABLES.get(question.fact()),
                question.where(),
                dimensions.isEmpty() ? "" : " GROUP BY " + sets(question));
    Map<String, List<Object>> cells = new TreeMap<>();
    for (List<Object> row : star.rows(sql, List.of())) {
      int width = dimensions.size();
      long totals = (Long) row.get(width);
      List<String> members =
          IntStream.range(0, width)
              .mapToObj(i -> (totals >> (width - 1 - i) & 1) == 1 ? "*" : "" + row.get(i))
              .toList();
      List<Object> told = new ArrayList<>();
      for (int i = 0; i < question.measures().size(); i++) {
        told.add(
            told(
                question.measures().get(i),
                row.get(width + 3 + i),
                (Long) row.get(width + 2),
                digits("" + row.get(width + 1))));
      }
      cells.put(members.toString(), told);
    }
    return cells;
  }

  private static String sets(Question question) {
    List<String> sets = new ArrayList<>();
    int rows = question.rows().size();
    for (int depth = question.totals() ? 0 : rows; depth <= rows; depth++) {
      List<String> down = question.rows().subList(0, depth);
      sets.add(set(Stream.concat(down.stream(), question.columns().stream())));
      if (question.totals() && !question.columns().isEmpty()) {
        sets.add(set(down.stream()));
      }
    }
    return "GROUPING SETS (" + String.join(", ", sets) + ")";
  }

  private static String set(Stream<String> names) {
    return names.collect(Collectors.joining(", ", "(", ")"));
  }

  private static String sql(String measure, CubeFact fact) {
    boolean cleared = fact == CubeFact.transaction;
    String fraud = cleared ? "fraud AND type = 'PURCHASE'" : "fraud";
    String bought = cleared ? "type = 'PURCHASE'" : "true";
    return switch (measure) {
      case "count" -> "count(*)";
      case "amount", "average" -> "CAST(sum(amount_minor) AS DECIMAL(38, 0))";
      case "largest" -> "max(amount_minor)";
      case "cards" -> "count(DISTINCT card_key)";
      case "merchants" -> "count(DISTINCT merchant_key) FILTER (merchant_key <> 0)";
      case "frauds" -> "count(*) FILTER (" + fraud + ")";
      case "fraud_amount" ->
          "CAST(coalesce(sum(amount_minor) FILTER (" + fraud + "), 0) AS DECIMAL(38, 0))";
      case "fraud_rate" ->
          "count(*) FILTER (%s) / nullif(count(*) FILTER (%s), 0)".formatted(fraud, bought);
      case "approval_rate" -> "count(*) FILTER (outcome = 'APPROVED') / nullif(count(*), 0)";
      case "alert_rate" -> "1 - count(*) FILTER (outcome = 'APPROVED') / nullif(count(*), 0)";
      default -> "count(*) FILTER (" + COUNTED.get(measure) + ")";
    };
  }

  /** Amounts in their currency. */
  private static @Nullable Object told(
      String measure, @Nullable Object value, long rows, int digits) {
    if (value == null) {
      return null;
    }
    return switch (measure) {
      case "amount", "largest", "fraud_amount" ->
          new BigDecimal(value.toString()).movePointLeft(digits).setScale(3);
      case "average" ->
          new BigDecimal(value.toString())
              .movePointLeft(digits)
              .divide(BigDecimal.valueOf(rows), 2, RoundingMode.HALF_UP);
      default -> value;
    };
  }

  /** By ISO 4217. */
  private static int digits(String currency) {
    return switch (currency) {
      case "JPY" -> 0;
      case "KWD" -> 3;
      default -> 2;
    };
  }
}
