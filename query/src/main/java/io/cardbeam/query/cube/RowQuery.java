package io.cardbeam.query.cube;

import io.cardbeam.query.QueryException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/**
 * Which rows of a fact are listed, the newest first.
 *
 * @param conditions all of which must hold
 * @param measure only the rows that it is about, as a cell of {@code declined} has declined
 *     requests alone; empty for all
 * @param after the row after which the list goes on; empty to begin
 * @param limit most rows, 1 to {@value #MAX_ROWS}
 */
public record RowQuery(
    CubeFact fact,
    List<Condition> conditions,
    Optional<Measure> measure,
    Optional<Place> after,
    int limit) {
  /** Most rows of a page. */
  public static final int MAX_ROWS = 500;

  /**
   * A place in a list.
   *
   * @param eventTimeMillis of a row
   * @param key of it
   */
  public record Place(long eventTimeMillis, long key) {}

  /** Makes the compact form sure. */
  public RowQuery {
    conditions = List.copyOf(conditions);
    if (limit < 1 || limit > MAX_ROWS) {
      throw new IllegalArgumentException("limit is 1 to " + MAX_ROWS);
    }
  }

  /**
   * By names.
   *
   * @param where conditions, in words
   * @param measure name of a measure
   * @throws QueryException if a name is not known or not of the fact
   */
  public static RowQuery of(
      CubeFact fact, List<String> where, Optional<String> measure, Optional<Place> after, int limit)
      throws QueryException {
    Optional<Measure> found =
        measure.isPresent() ? Optional.of(Measure.of(measure.get(), fact)) : Optional.empty();
    return new RowQuery(fact, CubeQuery.conditions(EnumSet.of(fact), where), found, after, limit);
  }
}
