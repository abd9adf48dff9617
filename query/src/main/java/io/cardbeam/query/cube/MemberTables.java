package io.cardbeam.query.cube;

import io.cardbeam.query.QueryException;
import io.cardbeam.query.StarDatabase;
import io.cardbeam.star.StarTable;
import java.io.IOException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The members of a star's dimensions, numbered in their order. They are kept in memory from the
 * first question that needs them, so that a question groups small numbers and not names, and opens
 * no file but the fact's. A build does not change, so neither do they.
 */
final class MemberTables {
  private final StarDatabase star;
  private final Set<StarTable> made = EnumSet.noneOf(StarTable.class);
  private final Map<Dimension, List<@Nullable Object>> names = new HashMap<>();

  MemberTables(StarDatabase star) {
    this.star = star;
  }

  /**
   * Name of the numbered form of a table: its key, and a column of each dimension and its number.
   */
  static String of(StarTable table) {
    return "member_" + table.tableName();
  }

  /** Column of a dimension's numbers. */
  static String numberOf(Dimension dimension) {
    return dimension.name() + "_no";
  }

  /** Makes sure that they are there. */
  void need(Set<StarTable> tables) throws QueryException, IOException {
    for (StarTable table : tables) {
      if (!made.contains(table)) {
        make(table);
        made.add(table);
      }
    }
  }

  private void make(StarTable table) throws QueryException, IOException {
    List<Dimension> dimensions =
        Dimensions.byName().values().stream()
            .filter(one -> one.table().equals(Optional.of(table)))
            .toList();
    star.keep(
        of(table),
        dimensions.stream()
            .map(MemberTables::columns)
            .collect(
                Collectors.joining(
                    "", "SELECT " + table.keyColumn(), " FROM " + table.tableName())));
  }

  /**
   * What a dimension's numbers stand for.
   *
   * @param dimension of a table that was needed before
   * @return by number less one; null is the member that is not known
   */
  List<@Nullable Object> names(Dimension dimension) throws QueryException, IOException {
    List<@Nullable Object> known = names.get(dimension);
    if (known == null) {
      known =
          star
              .rows(
                  "SELECT any_value(%2$s) FROM %3$s GROUP BY %1$s ORDER BY %1$s"
                      .formatted(
                          numberOf(dimension),
                          dimension.name(),
                          of(dimension.table().orElseThrow())),
                  List.of())
              .stream()
              .<@Nullable Object>map(row -> row.get(0))
              .toList();
      names.put(dimension, known);
    }
    return known;
  }

  private static String columns(Dimension dimension) {
    String order = dimension.sortBy().map(it -> it + ", ").orElse("") + dimension.expression();
    return ", %s AS %s, CAST(dense_rank() OVER (ORDER BY %s NULLS LAST) AS INTEGER) AS %s"
        .formatted(dimension.expression(), dimension.name(), order, numberOf(dimension));
  }
}
