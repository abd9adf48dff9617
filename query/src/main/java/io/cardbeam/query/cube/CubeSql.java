package io.cardbeam.query.cube;

import io.cardbeam.query.QueryException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The statement of a question to one fact: by the numbers of all its dimensions, what its figures
 * are made of. Totals are summed up from that ({@link CellSums}); only where it can't be done, as
 * of how many cards are different, it counts them as well.
 *
 * @param query to one fact
 * @param grain of the rows that are counted
 * @param aggregates what is counted of each cell, in this order
 */
record CubeSql(CubeQuery query, FactGrain grain, List<Aggregate> aggregates) {
  /** Most members that a cell has a bit for each of; of more, they are counted by a hash table. */
  private static final int MAX_BITS = 2_048;

  /**
   * Of a question.
   *
   * @param query to one fact
   */
  static CubeSql of(CubeQuery query, FactGrain grain) {
    Set<Aggregate> aggregates = new LinkedHashSet<>(List.of(Aggregate.ROWS));
    for (Figure figure : query.figures()) {
      aggregates.add(figure.measure().aggregate(query.fact()));
      aggregates.add(figure.measure().whole(query.fact()));
    }
    return new CubeSql(query, grain, List.copyOf(aggregates));
  }

  /** Dimensions whose numbers it needs. */
  Set<Dimension> dimensions() {
    Set<Dimension> all = new LinkedHashSet<>(query.dimensions());
    Stream.concat(
            query.conditions().stream(),
            aggregates.stream().flatMap(aggregate -> aggregate.rows().stream()))
        .forEach(condition -> all.add(condition.dimension()));
    aggregates.forEach(aggregate -> aggregate.different().ifPresent(all::add));
    return all;
  }

  /** Whether totals are summed up of parts. */
  boolean isOfParts() {
    return aggregates.stream().allMatch(Aggregate::isOfParts);
  }

  /**
   * The statement: of each cell the numbers of its members, of which one that is missing is a
   * total, and then the aggregates.
   *
   * @param rows that are counted
   * @param most cells
   */
  String text(String rows, MemberTables members, int most) throws QueryException, IOException {
    List<String> groups = query.dimensions().stream().map(CubeSql::number).toList();
    List<String> columns = new ArrayList<>();
    String from = rows + where(members);
    if (!isOfParts() && areFew(members)) {
      from = "(" + finest(groups, from, members) + ")";
      groups = IntStream.range(0, groups.size()).mapToObj(i -> "d" + i).toList();
      for (int i = 0; i < aggregates.size(); i++) {
        columns.add(whole(ofFinest(aggregates.get(i).of()).formatted("a" + i)));
      }
    } else {
      for (Aggregate aggregate : aggregates) {
        columns.add(whole(grain.sql(aggregate.of()) + filter(aggregate, members)));
      }
    }
    return "SELECT %s FROM %s%s LIMIT %d"
        .formatted(
            Stream.concat(groups.stream(), columns.stream()).collect(Collectors.joining(", ")),
            from,
            groups.isEmpty() ? "" : " GROUP BY " + by(groups),
            most);
  }

  private static String whole(String number) {
    return "CAST(coalesce(" + number + ", 0) AS BIGINT)";
  }

  private String by(List<String> groups) {
    return isOfParts()
        ? String.join(", ", groups)
        : CubeLevel.of(query).stream()
            .map(
                level ->
                    level.kept().stream()
                        .map(groups::get)
                        .collect(Collectors.joining(", ", "(", ")")))
            .collect(Collectors.joining(", ", "GROUPING SETS (", ")"));
  }

  private boolean areFew(MemberTables members) throws QueryException, IOException {
    for (Aggregate aggregate : aggregates) {
      if (aggregate.different().isPresent()) {
        int many = members.of(aggregate.different().get()).size();
        if (many == 0 || many > MAX_BITS) {
          return false;
        }
      }
    }
    return true;
  }

  /** The finest cells, each with a bit for each member that is in it, so that OR gives totals. */
  private String finest(List<String> groups, String from, MemberTables members)
      throws QueryException, IOException {
    List<String> columns = new ArrayList<>();
    for (String group : groups) {
      columns.add(group + " AS d" + columns.size());
    }
    for (int i = 0; i < aggregates.size(); i++) {
      Aggregate aggregate = aggregates.get(i);
      String of = grain.sql(aggregate.of());
      if (aggregate.different().isPresent()) {
        Dimension different = aggregate.different().get();
        of = "bitstring_agg(%s, 1, %d)".formatted(number(different), members.of(different).size());
      }
      columns.add(of + filter(aggregate, members) + " AS a" + i);
    }
    return "SELECT " + String.join(", ", columns) + " FROM " + from + " GROUP BY ALL";
  }

  private static String ofFinest(Aggregate.Of of) {
    return switch (of) {
      case ROWS, AMOUNT -> "sum(%s)";
      case LARGEST -> "max(%s)";
      case CARDS, MERCHANTS -> "bit_count(bit_or(%s))";
    };
  }

  private static String filter(Aggregate aggregate, MemberTables members)
      throws QueryException, IOException {
    return aggregate.rows().isEmpty() ? "" : " FILTER (" + terms(aggregate.rows(), members) + ")";
  }

  /** Of all that it counts: the numbers of the currencies. */
  String currencies(String rows, Dimension currency, MemberTables members)
      throws QueryException, IOException {
    return "SELECT DISTINCT %s FROM %s%s".formatted(number(currency), rows, where(members));
  }

  private String where(MemberTables members) throws QueryException, IOException {
    return query.conditions().isEmpty() ? "" : " WHERE " + terms(query.conditions(), members);
  }

  private static String terms(List<Condition> conditions, MemberTables members)
      throws QueryException, IOException {
    List<String> terms = new ArrayList<>();
    for (Condition one : conditions) {
      terms.add(members.of(one.dimension()).term(one, number(one.dimension())));
    }
    return String.join(" AND ", terms);
  }

  private static String number(Dimension dimension) {
    return dimension.isFlag()
        ? MemberTables.flagNumber(dimension)
        : "f." + dimension.numberColumn();
  }
}
