package io.cardbeam.query.cube;

import io.cardbeam.query.QueryException;
import io.cardbeam.query.StarDatabase;
import java.io.IOException;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The facts by the numbers of their members in place of keys, so that a question joins nothing and
 * groups small numbers. The facts of a star that is asked again and again are held so in memory:
 * some 55 bytes a row. Those that are too large for it are read from the files, and their members'
 * numbers are joined. Rows that came since the star was built are always held so.
 */
final class CodedFacts {
  private static final int BYTE = 1 << 8;
  private static final int TWO_BYTES = 1 << 16;

  private final MemberTables members;
  private final Set<CubeFact> loaded = EnumSet.noneOf(CubeFact.class);
  private final Set<CubeFact> taken = EnumSet.noneOf(CubeFact.class);
  private boolean isTried;
  private boolean isMore;

  CodedFacts(StarDatabase star, MemberTables members) throws QueryException {
    this.members = members;
    for (CubeFact fact : CubeFact.values()) {
      star.execute(
          "CREATE TABLE %s (%s BIGINT, %s)"
              .formatted(
                  later(fact),
                  String.join(" BIGINT, ", keys(fact)),
                  coded(fact).stream()
                      .map(one -> one.numberColumn() + " INTEGER")
                      .collect(
                          Collectors.joining(
                              ", ", "is_fraud BOOLEAN, amount_minor BIGINT, ", ""))));
    }
  }

  /** Keys by which rows that came since the star was built are found and changed. */
  private static Set<String> keys(CubeFact fact) {
    return new LinkedHashSet<>(List.of("authorization_key", fact.table().keyColumn()));
  }

  /** Name of the table of the rows that came since the star was built. */
  static String later(CubeFact fact) {
    return "coded_later_" + fact.table().tableName();
  }

  private static String loaded(CubeFact fact) {
    return "loaded_" + fact.table().tableName();
  }

  /** Dimensions whose numbers are columns. */
  static List<Dimension> coded(CubeFact fact) {
    return Dimensions.of(fact).stream().filter(one -> !one.isFlag()).toList();
  }

  /**
   * SQL of the rows that a question counts, as a table {@code f} with the numbers of some
   * dimensions.
   */
  String rows(CubeFact fact, FactGrain grain, Collection<Dimension> dimensions)
      throws QueryException, IOException {
    String numbers = numbers(dimensions);
    String built =
        grain == FactGrain.MONTH
            ? "SELECT %s%s FROM %s".formatted(grain.columns(), numbers, MonthlyFacts.of(fact))
            : built(fact, dimensions);
    return isMore
        ? "(%s UNION ALL SELECT %s%s FROM %s) f"
            .formatted(built, grain.columnsOfEvents(), numbers, later(fact))
        : "(" + built + ") f";
  }

  /** SQL of the star's rows. */
  String built(CubeFact fact, Collection<Dimension> dimensions) throws QueryException, IOException {
    if (taken.contains(fact)) {
      return "SELECT %s%s FROM %s"
          .formatted(FactGrain.EVENT.columns(), numbers(dimensions), loaded(fact));
    }
    members.need(dimensions);
    return joined(FactGrain.EVENT.columns(), fact.starTable() + " f", dimensions, Map.of());
  }

  private static String numbers(Collection<Dimension> dimensions) {
    return dimensions.stream()
        .filter(one -> !one.isFlag())
        .map(one -> ", " + one.numberColumn())
        .collect(Collectors.joining());
  }

  /** Rows with keys, and the numbers that are found by them. */
  private static String joined(
      String columns, String rows, Collection<Dimension> dimensions, Map<Dimension, String> types) {
    return dimensions.stream()
        .filter(one -> !one.isFlag())
        .map(
            one ->
                ", CAST(%s AS %s) AS %s"
                    .formatted(
                        MemberTables.number(one),
                        types.getOrDefault(one, "INTEGER"),
                        one.numberColumn()))
        .collect(
            Collectors.joining(
                "",
                "SELECT f." + columns.replace(", ", ", f."),
                " FROM " + rows + MemberTables.joined(dimensions)));
  }

  /**
   * Loads the star's rows the first time. That takes its time, and changes nothing that answers.
   *
   * @param beside another way to the same star
   */
  void load(StarDatabase beside) throws QueryException, IOException {
    if (isTried) {
      return;
    }
    isTried = true;
    for (CubeFact fact : CubeFact.values()) {
      if (MonthlyFacts.rows(beside, fact) <= MonthlyFacts.MOST_ROWS) {
        List<Dimension> dimensions = coded(fact);
        members.need(dimensions);
        Map<Dimension, String> types = new HashMap<>();
        for (Dimension one : dimensions) {
          types.put(one, type(members.of(one).size()));
        }
        try {
          beside.keep(
              loaded(fact),
              joined(FactGrain.EVENT.columns(), fact.starTable() + " f", dimensions, types));
          loaded.add(fact);
        } catch (QueryException e) {
          return; // they don't fit into memory
        }
      }
    }
  }

  private static String type(int most) {
    return most < BYTE ? "UTINYINT" : most < TWO_BYTES ? "USMALLINT" : "INTEGER";
  }

  /** Has what was loaded counted from now on. */
  void take() {
    taken.addAll(loaded);
  }

  /**
   * Adds the rows that are staged, which have been added to the star's tables of later rows, and
   * their members to those that are numbered.
   *
   * @param beside another way to the same star, in a transaction
   */
  static void add(StarDatabase beside, CubeFact fact) throws QueryException {
    String key = fact.table().keyColumn();
    beside.execute(
        "INSERT INTO %s BY NAME %s"
            .formatted(
                later(fact),
                joined(
                    FactGrain.EVENT.columns() + ", " + String.join(", ", keys(fact)),
                    "(FROM %s SEMI JOIN %s USING (%s)) f"
                        .formatted(CubeTables.later(fact.table()), fact.stagedTable(), key),
                    coded(fact),
                    Map.of())));
  }

  /** Has rows counted that were added, and committed. */
  void takeLater() {
    isMore = true;
  }
}
