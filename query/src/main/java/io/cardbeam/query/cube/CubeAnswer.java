package io.cardbeam.query.cube;

import io.cardbeam.query.Column;
import io.cardbeam.query.RowSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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
   * @param figures one for each that was asked for
   */
  public record Cell(List<@Nullable Object> members, long level, List<@Nullable Object> figures) {

    /** Whether it is a total over a dimension, by its place among so many. */
    public boolean isTotalOver(int dimension, int dimensions) {
      return (level >> (dimensions - 1 - dimension) & 1) == 1;
    }
  }

  /** Hands it on cell by cell, with a column for each dimension and figure. */
  public void to(RowSink sink) throws IOException {
    List<Dimension> dimensions = query.dimensions();
    List<Column> columns = new ArrayList<>();
    dimensions.forEach(one -> columns.add(new Column(one.name(), one.type())));
    if (query.totals()) {
      columns.add(new Column(TOTAL_OVER, Column.Type.TEXT));
    }
    query.figures().forEach(one -> columns.add(new Column(one.name(), typeOf(one.measure()))));
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
}
