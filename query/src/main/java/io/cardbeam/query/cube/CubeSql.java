package io.cardbeam.query.cube;

import io.cardbeam.star.StarTable;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The statement of a question: the fact, joined to the dimensions that it needs, grouped by sets of
 * them, so that subtotals and totals come from the rows themselves in one pass and not from other
 * cells, which rates and distinct counts could not.
 *
 * <p>Members of dimension tables are grouped, sorted and told by their numbers.
 *
 * @param text with marks for the parameters
 * @param parameters in their order
 */
record CubeSql(String text, List<Object> parameters) {
  /** Column in which bit i tells that dimension i, from the left, is summed over. */
  static final String LEVEL = "level";

  /**
   * Of a question.
   *
   * @param grain of the table that is counted
   * @param currency that all money of the star is in; empty if there are several
   * @param most cells that are told
   */
  static CubeSql of(CubeQuery query, FactGrain grain, Optional<String> currency, int most) {
    List<Object> parameters = new ArrayList<>();
    String text =
        "SELECT * FROM ("
            + cells(query, grain, currency, parameters)
            + " LIMIT "
            + most
            + ")"
            + order(query.dimensions().size());
    return new CubeSql(text, parameters);
  }

  /** Of all that it counts: how many currencies. */
  static CubeSql currencies(CubeQuery query, FactGrain grain) {
    List<Object> parameters = new ArrayList<>();
    return new CubeSql(
        "SELECT DISTINCT f.currency" + from(query, grain) + where(query.conditions(), parameters),
        parameters);
  }

  private static String cells(
      CubeQuery query, FactGrain grain, Optional<String> currency, List<Object> parameters) {
    List<Dimension> dimensions = query.dimensions();
    List<String> groups =
        IntStream.range(0, dimensions.size()).mapToObj(i -> group(query, i)).toList();
    List<String> columns = new ArrayList<>();
    for (int i = 0; i < groups.size(); i++) {
      columns.add(groups.get(i) + " AS d" + i);
    }
    columns.add(
        (groups.isEmpty() ? "0" : "GROUPING(" + String.join(", ", groups) + ")") + " AS " + LEVEL);
    for (Measure measure : query.measures()) {
      String expression = measure.expression(query.fact(), grain, currency);
      columns.add(
          (measure.kind() == Measure.Kind.COUNT ? "CAST(" + expression + " AS BIGINT)" : expression)
              + " AS "
              + measure.name());
    }
    return "SELECT "
        + String.join(", ", columns)
        + from(query, grain)
        + where(query.conditions(), parameters)
        + (groups.isEmpty() ? "" : " GROUP BY " + sets(query));
  }

  /** The number of a member, or a column of the fact. */
  private static String group(CubeQuery query, int dimension) {
    Dimension one = query.dimensions().get(dimension);
    return one.table()
        .map(table -> MemberTables.of(table) + "." + MemberTables.numberOf(one))
        .orElse(one.expression());
  }

  /** Tables of members that a question needs. */
  static Set<StarTable> tables(CubeQuery query) {
    Set<StarTable> joined = EnumSet.noneOf(StarTable.class);
    query.dimensions().forEach(one -> one.table().ifPresent(joined::add));
    query.conditions().forEach(one -> one.dimension().table().ifPresent(joined::add));
    if (query.measures().stream().anyMatch(Measure::needsOutcome)) {
      joined.add(StarTable.DIM_OUTCOME);
    }
    return joined;
  }

  private static String from(CubeQuery query, FactGrain grain) {
    return " FROM "
        + (grain == FactGrain.MONTH
            ? MonthlyFacts.of(query.fact())
            : query.fact().table().tableName())
        + " f"
        + tables(query).stream()
            .map(table -> " JOIN " + MemberTables.of(table) + " USING (" + table.keyColumn() + ")")
            .collect(Collectors.joining());
  }

  private static String where(List<Condition> conditions, List<Object> parameters) {
    if (conditions.isEmpty()) {
      return "";
    }
    List<String> texts = new ArrayList<>();
    for (Condition condition : conditions) {
      parameters.addAll(condition.values());
      String marks =
          switch (condition.operator()) {
            case IN ->
                condition.values().stream()
                    .map(value -> "?")
                    .collect(Collectors.joining(", ", "(", ")"));
            case BETWEEN -> "? AND ?";
            default -> "?";
          };
      texts.add(column(condition.dimension()) + " " + condition.operator().sql() + " " + marks);
    }
    return " WHERE " + String.join(" AND ", texts);
  }

  private static String column(Dimension dimension) {
    return dimension
        .table()
        .map(table -> MemberTables.of(table) + "." + dimension.name())
        .orElse(dimension.expression());
  }

  /** With totals: each beginning of the rows, with and without the columns. */
  private static String sets(CubeQuery query) {
    int rows = query.rows().size();
    int all = query.dimensions().size();
    List<String> sets = new ArrayList<>();
    for (int depth = query.totals() ? 0 : rows; depth <= rows; depth++) {
      sets.add(set(query, IntStream.concat(IntStream.range(0, depth), IntStream.range(rows, all))));
      if (query.totals() && all > rows) {
        sets.add(set(query, IntStream.range(0, depth)));
      }
    }
    return "GROUPING SETS (" + String.join(", ", sets) + ")";
  }

  private static String set(CubeQuery query, IntStream dimensions) {
    return dimensions.mapToObj(i -> group(query, i)).collect(Collectors.joining(", ", "(", ")"));
  }

  /** A total stands before its parts. */
  private static String order(int dimensions) {
    return dimensions == 0
        ? ""
        : IntStream.range(0, dimensions)
            .mapToObj(
                i -> LEVEL + " >> " + (dimensions - 1 - i) + " & 1 DESC, d" + i + " NULLS LAST")
            .collect(Collectors.joining(", ", " ORDER BY ", ""));
  }
}
