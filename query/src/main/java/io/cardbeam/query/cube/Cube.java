package io.cardbeam.query.cube;

import io.cardbeam.query.QueryException;
import io.cardbeam.query.StarDatabase;
import io.cardbeam.query.cube.CubeAnswer.Cell;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A star as a cube, for any number of questions. One thread at a time, as its database. */
public final class Cube {
  private final StarDatabase star;
  private final MemberTables members;
  private final MonthlyFacts monthly;

  /** Of a star, which stays the caller's to close. */
  public Cube(StarDatabase star) {
    this.star = star;
    this.members = new MemberTables(star);
    this.monthly = new MonthlyFacts(star);
  }

  /**
   * Asks.
   *
   * @throws QueryException if amounts of several currencies would be added up, or there are too
   *     many cells
   */
  public CubeAnswer ask(CubeQuery query) throws QueryException, IOException {
    members.need(CubeSql.tables(query));
    FactGrain grain = monthly.grainFor(query);
    CubeSql sql = CubeSql.of(query, grain, onlyCurrency(query, grain), CubeAnswer.MAX_CELLS + 1);
    List<Dimension> dimensions = query.dimensions();
    List<Cell> cells = new ArrayList<>();
    for (List<@Nullable Object> row : star.rows(sql.text(), sql.parameters())) {
      for (int i = 0; i < dimensions.size(); i++) {
        if (dimensions.get(i).table().isPresent() && row.get(i) instanceof Long number) {
          row.set(i, members.names(dimensions.get(i)).get((int) (number - 1)));
        }
      }
      cells.add(
          new Cell(
              Collections.unmodifiableList(row.subList(0, dimensions.size())),
              (Long) Objects.requireNonNull(row.get(dimensions.size())),
              Collections.unmodifiableList(row.subList(dimensions.size() + 1, row.size()))));
    }
    if (cells.size() > CubeAnswer.MAX_CELLS) {
      throw new QueryException(
          "the cube has over "
              + CubeAnswer.MAX_CELLS
              + " cells: take coarser dimensions or --where");
    }
    return new CubeAnswer(query, cells);
  }

  /**
   * The currency that all of the star is in; empty if it has several, or no amount is asked for.
   *
   * @throws QueryException if amounts of several would be added up
   */
  private Optional<String> onlyCurrency(CubeQuery query, FactGrain grain)
      throws QueryException, IOException {
    if (query.measures().stream().noneMatch(m -> m.kind() == Measure.Kind.MONEY)) {
      return Optional.empty();
    }
    if (star.currencies().size() == 1) {
      return Optional.of(star.currencies().get(0));
    }
    boolean apart = query.dimensions().stream().anyMatch(d -> d.name().equals("currency"));
    if (apart && !query.totals()) {
      return Optional.empty();
    }
    CubeSql currencies = CubeSql.currencies(query, grain);
    List<String> asked =
        star.rows(currencies.text(), currencies.parameters()).stream()
            .map(row -> String.valueOf(row.get(0)))
            .toList();
    if (asked.size() > 1) {
      throw new QueryException(
          "amounts are in "
              + asked.stream().sorted().collect(Collectors.joining(", "))
              + " and are not added up: ask --where \"currency = "
              + Collections.min(asked)
              + "\", or --rows currency --no-totals");
    }
    return Optional.empty();
  }
}
