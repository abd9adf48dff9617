package io.cardbeam.query.cube;

import io.cardbeam.query.QueryException;
import io.cardbeam.query.StarDatabase;
import io.cardbeam.star.StarTable;
import java.io.IOException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A fact summed up by month, which answers what asks for no finer time and for no merchant from a
 * sixth of the rows or less. It is made, in memory, when such a question comes for the second time:
 * whoever asks but one is not made to wait for it.
 */
final class MonthlyFacts {
  /** Most rows of a fact that is summed up; if all its rows were different, they took 0.5 GB. */
  static final long MOST_ROWS = 5_000_000;

  private static final Set<String> TIMES = Set.of("year", "quarter", "month");
  private static final Set<String> FACT_COLUMNS = Set.of("currency", "fraud", "channel", "type");
  private static final Set<StarTable> TABLES =
      EnumSet.of(
          StarTable.DIM_ADDRESS,
          StarTable.DIM_CUSTOMER,
          StarTable.DIM_CARD,
          StarTable.DIM_CATEGORY,
          StarTable.DIM_OUTCOME);

  private enum State {
    ASKED_ONCE,
    MADE,
    TOO_LARGE
  }

  private final StarDatabase star;
  private final CodedFacts coded;
  private final Map<CubeFact, State> states = new EnumMap<>(CubeFact.class);

  MonthlyFacts(StarDatabase star, CodedFacts coded) {
    this.star = star;
    this.coded = coded;
  }

  /** Name of its table. */
  static String of(CubeFact fact) {
    return "monthly_" + fact.table().tableName();
  }

  /** Sums up the facts now, as far as they are not too large for it. */
  void warm() throws QueryException, IOException {
    for (CubeFact fact : CubeFact.values()) {
      if (states.get(fact) != State.MADE) {
        states.put(fact, made(fact));
      }
    }
  }

  /** What a question to one fact is best answered from. */
  FactGrain grainFor(CubeQuery query) throws QueryException, IOException {
    if (!answers(query)) {
      return FactGrain.EVENT;
    }
    CubeFact fact = query.fact();
    State state = states.get(fact);
    if (state == null) {
      states.put(fact, State.ASKED_ONCE);
    } else if (state == State.ASKED_ONCE) {
      states.put(fact, made(fact));
    }
    return states.get(fact) == State.MADE ? FactGrain.MONTH : FactGrain.EVENT;
  }

  private static boolean answers(CubeQuery query) {
    return !query.hasMeasure(Measure.merchants)
        && Stream.concat(
                query.dimensions().stream(), query.conditions().stream().map(Condition::dimension))
            .allMatch(MonthlyFacts::has);
  }

  private static boolean has(Dimension dimension) {
    return TIMES.contains(dimension.name())
        || dimension
            .table()
            .map(TABLES::contains)
            .orElseGet(() -> FACT_COLUMNS.contains(dimension.name()));
  }

  /** Rows of a star's fact. */
  static long rows(StarDatabase star, CubeFact fact) throws QueryException, IOException {
    List<List<Object>> found =
        star.rows(
            "SELECT CAST(coalesce(sum(row_count), 0) AS BIGINT) FROM "
                + StarTable.CONTROL_TOTAL.tableName()
                + " WHERE fact = ?",
            List.of(fact.table().tableName()));
    return (Long) found.get(0).get(0);
  }

  /** Where it takes too much memory or time the fact itself answers, now and from then on. */
  private State made(CubeFact fact) throws QueryException, IOException {
    if (rows(star, fact) > MOST_ROWS) {
      return State.TOO_LARGE;
    }
    try {
      make(fact);
      return State.MADE;
    } catch (QueryException e) {
      return State.TOO_LARGE;
    }
  }

  private void make(CubeFact fact) throws QueryException, IOException {
    List<Dimension> alike = CodedFacts.coded(fact).stream().filter(MonthlyFacts::has).toList();
    star.keep(
        of(fact),
        "SELECT %s, is_fraud, count(*) AS row_count, CAST(sum(amount_minor) AS BIGINT) AS amount_minor, max(amount_minor) AS largest_minor FROM (%s) f GROUP BY ALL"
            .formatted(
                alike.stream().map(Dimension::numberColumn).collect(Collectors.joining(", ")),
                coded.built(fact, alike)));
  }
}
