package io.cardbeam.query.cube;

import io.cardbeam.query.QueryException;
import io.cardbeam.query.StarDatabase;
import io.cardbeam.star.StarTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The numbers of members: for each dimension a table of its members, and for each table of a star's
 * dimension one of the numbers by its keys. They are made when a question needs them first. A
 * number stays: members that come later are added behind the others.
 */
final class MemberTables {
  private static final String NEW_ROWS = "new_members";

  private final StarDatabase star;
  private final Map<Dimension, Members> members = new HashMap<>();

  MemberTables(StarDatabase star) {
    this.star = star;
  }

  /** SQL of the number of a row's member, of rows {@code f} beside the {@link #joined} tables. */
  static String number(Dimension dimension) {
    if (dimension.isFlag()) {
      return flagNumber(dimension);
    }
    return dimension.table().isPresent()
        ? of(dimension.table().get()) + "." + dimension.numberColumn()
        : codes(dimension) + ".no";
  }

  /** SQL of a flag's number: of all rows. */
  static String flagNumber(Dimension dimension) {
    return "(CAST(" + dimension.expression() + " AS INTEGER) + 1)";
  }

  /** The tables beside rows {@code f} of a fact with which {@link #number} is found. */
  static String joined(Collection<Dimension> dimensions) {
    Set<String> joins = new LinkedHashSet<>();
    for (Dimension one : dimensions) {
      if (one.table().isPresent()) {
        StarTable table = one.table().get();
        joins.add(" JOIN " + of(table) + " USING (" + table.keyColumn() + ")");
      } else if (!one.isFlag()) {
        joins.add(" JOIN " + codes(one) + " ON " + sameMember(one));
      }
    }
    return String.join("", joins);
  }

  private static String of(StarTable table) {
    return "member_" + table.tableName();
  }

  private static String codes(Dimension dimension) {
    return "code_" + dimension.name();
  }

  private static String sameMember(Dimension dimension) {
    return codes(dimension) + ".name IS NOT DISTINCT FROM " + dimension.expression();
  }

  /**
   * What a dimension's numbers stand for; numbers them when that is asked for first.
   *
   * @throws QueryException if the star can't be read
   */
  Members of(Dimension dimension) throws QueryException, IOException {
    if (dimension.isFlag()) {
      return Members.OF_FLAG;
    }
    if (!members.containsKey(dimension)) {
      make(dimension);
    }
    return Objects.requireNonNull(members.get(dimension));
  }

  /** Makes sure that they are numbered. */
  void need(Collection<Dimension> dimensions) throws QueryException, IOException {
    for (Dimension dimension : dimensions) {
      of(dimension);
    }
  }

  private void make(Dimension dimension) throws QueryException, IOException {
    List<Dimension> numbered = Dimensions.together(dimension);
    for (Dimension one : numbered) {
      star.execute(
          "CREATE TABLE %s AS SELECT %s AS name, %s AS sorted_by, 0 AS no FROM %s LIMIT 0"
              .formatted(
                  codes(one), one.expression(), sortedBy(one), rows(one, CubeFact::starTable)));
    }
    if (dimension.table().isPresent()) {
      StarTable table = dimension.table().get();
      star.execute(
          "CREATE TABLE %s AS SELECT %s%s FROM %s LIMIT 0"
              .formatted(
                  of(table),
                  table.keyColumn(),
                  numbered.stream()
                      .map(one -> ", 0 AS " + one.numberColumn())
                      .collect(Collectors.joining()),
                  CubeTables.all(table)));
      members.putAll(add(star, table));
    } else {
      members.put(dimension, add(star, dimension, rows(dimension, CubeFact::starTable)));
    }
  }

  /**
   * Numbers members that were added; all others have been numbered before.
   *
   * @param beside another way to the same star, in a transaction: until that is committed, nobody
   *     sees them
   * @param grown tables that members were added to
   * @return what all numbers of these stand for, for {@link #take}
   */
  Map<Dimension, Members> add(StarDatabase beside, Set<StarTable> grown)
      throws QueryException, IOException {
    Map<Dimension, Members> more = new HashMap<>();
    for (StarTable table : grown) {
      more.putAll(add(beside, table));
    }
    for (Dimension one : Dimensions.byName().values()) {
      if (one.table().isEmpty() && !one.isFlag()) {
        more.put(one, add(beside, one, rows(one, CubeFact::stagedTable)));
      }
    }
    return more;
  }

  /** Takes over what was added, and committed. */
  void take(Map<Dimension, Members> more) {
    members.putAll(more);
  }

  private static Map<Dimension, Members> add(StarDatabase in, StarTable table)
      throws QueryException, IOException {
    List<Dimension> dimensions = Dimensions.of(table);
    in.execute(
        "CREATE TABLE %1$s AS FROM %2$s %3$s WHERE %4$s NOT IN (SELECT %4$s FROM %5$s)"
            .formatted(
                NEW_ROWS, CubeTables.all(table), table.tableName(), table.keyColumn(), of(table)));
    Map<Dimension, Members> all = new HashMap<>();
    List<String> numbers = new ArrayList<>();
    StringBuilder joins = new StringBuilder();
    for (Dimension one : dimensions) {
      all.put(one, add(in, one, NEW_ROWS + " " + table.tableName()));
      numbers.add(", " + codes(one) + ".no");
      joins.append(" JOIN ").append(codes(one)).append(" ON ").append(sameMember(one));
    }
    in.execute(
        "INSERT INTO %s SELECT %s.%s%s FROM %s %2$s%s"
            .formatted(
                of(table),
                table.tableName(),
                table.keyColumn(),
                String.join("", numbers),
                NEW_ROWS,
                joins));
    in.execute("DROP TABLE " + NEW_ROWS);
    return all;
  }

  /** Adds those members of some rows that are not numbered yet; gives all of the dimension. */
  private static Members add(StarDatabase in, Dimension dimension, String rows)
      throws QueryException, IOException {
    in.execute(
        """
        INSERT INTO %1$s
        SELECT name, sorted_by, (SELECT coalesce(max(no), 0) FROM %1$s)
          + CAST(row_number() OVER (ORDER BY sorted_by NULLS LAST, name NULLS LAST) AS INTEGER)
        FROM (SELECT %2$s AS name, min(%3$s) AS sorted_by FROM %4$s GROUP BY 1) n
        WHERE NOT EXISTS (SELECT 1 FROM %1$s c WHERE c.name IS NOT DISTINCT FROM n.name)
        """
            .formatted(codes(dimension), dimension.expression(), sortedBy(dimension), rows));
    return Members.of(
        in.rows(
            "SELECT no, name FROM %s ORDER BY sorted_by NULLS LAST, name NULLS LAST"
                .formatted(codes(dimension)),
            List.of()));
  }

  private static String sortedBy(Dimension dimension) {
    return "CAST(" + dimension.sortBy().orElse("NULL") + " AS INTEGER)";
  }

  /** Rows {@code f} with a column of facts, or the rows of a dimension's table. */
  private static String rows(Dimension dimension, Function<CubeFact, String> tableOf) {
    if (dimension.table().isPresent()) {
      return CubeTables.all(dimension.table().get()) + " " + dimension.table().get().tableName();
    }
    String column = dimension.factColumn();
    return EnumSet.copyOf(dimension.facts()).stream()
        .map(fact -> "SELECT " + column + " FROM " + tableOf.apply(fact))
        .collect(Collectors.joining(" UNION ALL ", "(", ") f"));
  }
}
