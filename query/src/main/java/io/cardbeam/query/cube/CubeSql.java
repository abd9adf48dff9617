package io.cardbeam.query.cube;

import io.cardbeam.star.StarTable;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The statement of a question: the fact, joined to the dimensions that it needs, grouped by sets of
 * them, so that subtotals and totals come from the rows themselves in one pass and not from other
 * cells, which rates and distinct counts could not.
 *
 * @param text with marks for the parameters
 * @param parameters in their order
 */
record CubeSql(String text, List<Object> parameters) {
  /** Column in which bit i tells that dimension i, from the left, is summed over. */
  static final String LEVEL = "level";

  static CubeSql of(CubeQuery query) {
    List<Dimension> dimensions = query.dimensions();
    List<String> columns = new ArrayList<>();
    for (int i = 0; i < dimensions.size(); i++) {
      columns.add(dimensions.get(i).expression() + " AS d" + i);
    }
    String expressions =
        dimensions.stream().map(Dimension::expression).collect(Collectors.joining(", "));
    columns.add((dimensions.isEmpty() ? "0" : "GROUPING(" + expressions + ")") + " AS " + LEVEL);
    query
        .measures()
        .forEach(
            it ->
                columns.add(
                    (it.kind() == Measure.Kind.COUNT
                            ? "CAST(" + it.expression(query.fact()) + " AS BIGINT)"
                            : it.expression(query.fact()))
                        + " AS "
                        + it.name()));
    List<Object> parameters = new ArrayList<>();
    String text =
        "SELECT "
            + String.join(", ", columns)
            + from(query)
            + where(query.conditions(), parameters)
            + (dimensions.isEmpty() ? "" : " GROUP BY " + sets(query))
            + order(dimensions);
    return new CubeSql(text, parameters);
  }

  /** Of all that it counts: how many currencies. */
  static CubeSql currencies(CubeQuery query) {
    List<Object> parameters = new ArrayList<>();
    return new CubeSql(
        "SELECT DISTINCT f.currency" + from(query) + where(query.conditions(), parameters),
        parameters);
  }

  private static String from(CubeQuery query) {
    Set<StarTable> joined = EnumSet.noneOf(StarTable.class);
    query.dimensions().forEach(one -> one.table().ifPresent(joined::add));
    query.conditions().forEach(one -> one.dimension().table().ifPresent(joined::add));
    if (query.measures().stream().anyMatch(Measure::needsOutcome)) {
      joined.add(StarTable.DIM_OUTCOME);
    }
    return " FROM "
        + query.fact().table().tableName()
        + " f"
        + joined.stream()
            .map(table -> " JOIN " + table.tableName() + " USING (" + table.keyColumn() + ")")
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
      texts.add(
          condition.dimension().expression() + " " + condition.operator().sql() + " " + marks);
    }
    return " WHERE " + String.join(" AND ", texts);
  }

  /** With totals: each beginning of the rows, with and without the columns. */
  private static String sets(CubeQuery query) {
    List<Dimension> rows = query.rows();
    List<Dimension> columns = query.columns();
    List<String> sets = new ArrayList<>();
    for (int depth = query.totals() ? 0 : rows.size(); depth <= rows.size(); depth++) {
      List<Dimension> down = rows.subList(0, depth);
      sets.add(set(down, columns));
      if (query.totals() && !columns.isEmpty()) {
        sets.add(set(down, List.of()));
      }
    }
    return "GROUPING SETS (" + String.join(", ", sets) + ")";
  }

  private static String set(List<Dimension> down, List<Dimension> across) {
    return Stream.concat(down.stream(), across.stream())
        .map(Dimension::expression)
        .collect(Collectors.joining(", ", "(", ")"));
  }

  /** A total stands before its parts. */
  private static String order(List<Dimension> dimensions) {
    if (dimensions.isEmpty()) {
      return "";
    }
    return IntStream.range(0, dimensions.size())
        .mapToObj(
            i -> {
              Dimension one = dimensions.get(i);
              String grouping = "GROUPING(" + one.expression() + ") DESC, ";
              Optional<String> by = one.sortBy();
              return grouping
                  + by.map(it -> "min(" + it + "), ").orElse("")
                  + "d"
                  + i
                  + " NULLS LAST";
            })
        .collect(Collectors.joining(", ", " ORDER BY ", ""));
  }
}
