package io.cardbeam.query.cube;

import io.cardbeam.query.Column;
import io.cardbeam.query.QueryException;
import io.cardbeam.query.RowSink;
import io.cardbeam.query.StarDatabase;
import io.cardbeam.star.StarTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A cube's cells, as they are told: totals before their parts.
 *
 * @param query what was asked
 * @param cells each of one member of each dimension, or of all of them
 */
public record CubeAnswer(CubeQuery query, List<Cell> cells) {
  /** Most cells of an answer. */
  public static final int MAX_CELLS = 200_000;

  private static final String TOTAL_OVER = "total_over";

  /** Makes the compact form sure. */
  public CubeAnswer {
    cells = List.copyOf(cells);
  }

  /**
   * A cell.
   *
   * @param members one for each dimension, rows before columns; null where it is a total over the
   *     dimension, and where the member is not known
   * @param level bits, from the left: over which dimensions it is a total
   * @param figures one for each measure
   */
  public record Cell(List<@Nullable Object> members, long level, List<@Nullable Object> figures) {

    /** Whether it is a total over a dimension, by its place among so many. */
    public boolean isTotalOver(int dimension, int dimensions) {
      return (level >> (dimensions - 1 - dimension) & 1) == 1;
    }
  }

  /**
   * Asks.
   *
   * @throws QueryException if amounts of several currencies would be added up, or there are too
   *     many cells
   */
  public static CubeAnswer of(CubeQuery query, StarDatabase star)
      throws QueryException, IOException {
    refuseMixedMoney(query, star);
    CubeSql sql = CubeSql.of(query);
    int dimensions = query.dimensions().size();
    List<Cell> cells = new ArrayList<>();
    star.query(
        sql.text() + " LIMIT " + (MAX_CELLS + 1),
        sql.parameters(),
        new Rows(
            row ->
                cells.add(
                    new Cell(
                        Collections.unmodifiableList(new ArrayList<>(row.subList(0, dimensions))),
                        (Long) Objects.requireNonNull(row.get(dimensions)),
                        Collections.unmodifiableList(
                            new ArrayList<>(row.subList(dimensions + 1, row.size())))))));
    if (cells.size() > MAX_CELLS) {
      throw new QueryException(
          "the cube has over " + MAX_CELLS + " cells: take coarser dimensions or --where");
    }
    return new CubeAnswer(query, cells);
  }

  private static void refuseMixedMoney(CubeQuery query, StarDatabase star)
      throws QueryException, IOException {
    boolean adds = query.measures().stream().anyMatch(m -> m.kind() == Measure.Kind.MONEY);
    boolean apart = query.dimensions().stream().anyMatch(d -> d.name().equals("currency"));
    if (!adds || (apart && !query.totals())) {
      return;
    }
    List<String> all = new ArrayList<>();
    star.query(
        "SELECT DISTINCT currency FROM " + StarTable.CONTROL_TOTAL.tableName() + " ORDER BY 1",
        List.of(),
        new Rows(row -> all.add(String.valueOf(row.get(0)))));
    if (all.size() < 2) {
      return;
    }
    List<String> asked = new ArrayList<>();
    CubeSql currencies = CubeSql.currencies(query);
    star.query(
        currencies.text(),
        currencies.parameters(),
        new Rows(row -> asked.add(String.valueOf(row.get(0)))));
    if (asked.size() > 1) {
      throw new QueryException(
          "amounts are in "
              + asked.stream().sorted().collect(Collectors.joining(", "))
              + " and are not added up: ask --where \"currency = "
              + Collections.min(asked)
              + "\", or --rows currency --no-totals");
    }
  }

  /** Hands it on cell by cell, with a column for each dimension and measure. */
  public void to(RowSink sink) throws IOException {
    List<Dimension> dimensions = query.dimensions();
    List<Column> columns = new ArrayList<>();
    dimensions.forEach(one -> columns.add(new Column(one.name(), one.type())));
    if (query.totals()) {
      columns.add(new Column(TOTAL_OVER, Column.Type.TEXT));
    }
    query.measures().forEach(one -> columns.add(new Column(one.name(), typeOf(one))));
    sink.begin(columns);
    for (Cell cell : cells) {
      List<@Nullable Object> row = new ArrayList<>(cell.members());
      if (query.totals()) {
        row.add(
            IntStream.range(0, dimensions.size())
                .filter(i -> cell.isTotalOver(i, dimensions.size()))
                .mapToObj(i -> dimensions.get(i).name())
                .collect(Collectors.joining(",")));
      }
      row.addAll(cell.figures());
      sink.row(row);
    }
    sink.end();
  }

  private static Column.Type typeOf(Measure measure) {
    return switch (measure.kind()) {
      case COUNT -> Column.Type.INTEGER;
      case MONEY -> Column.Type.DECIMAL;
      case SHARE -> Column.Type.REAL;
    };
  }

  /** Takes rows, whatever their columns. */
  private record Rows(Taker taker) implements RowSink {
    private interface Taker {
      void take(List<@Nullable Object> row);
    }

    @Override
    public void begin(List<Column> columns) {
      // Known from the question.
    }

    @Override
    public void row(List<@Nullable Object> values) {
      taker.take(values);
    }

    @Override
    public void end() {
      // All were taken.
    }
  }
}
