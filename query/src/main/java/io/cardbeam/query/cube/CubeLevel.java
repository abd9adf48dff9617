package io.cardbeam.query.cube;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Cells of a question that are totals over the same dimensions.
 *
 * @param kept places of the dimensions that they are no total over
 * @param from place of the level that they are summed up from; of the first, 0
 */
record CubeLevel(List<Integer> kept, int from) {
  private static final int ALL_BITS = -1;

  /**
   * All levels, of which the first has all dimensions. With totals: each beginning of the rows,
   * with and without the columns.
   */
  static List<CubeLevel> of(CubeQuery query) {
    int rows = query.rows().size();
    int all = query.dimensions().size();
    List<CubeLevel> levels = new ArrayList<>();
    for (int depth = rows; depth >= (query.totals() ? 0 : rows); depth--) {
      int finer = levels.isEmpty() ? 0 : lastWithColumns(levels, rows, all);
      levels.add(
          new CubeLevel(
              IntStream.concat(IntStream.range(0, depth), IntStream.range(rows, all))
                  .boxed()
                  .toList(),
              finer));
      if (query.totals() && all > rows) {
        levels.add(new CubeLevel(IntStream.range(0, depth).boxed().toList(), levels.size() - 1));
      }
    }
    return levels;
  }

  private static int lastWithColumns(List<CubeLevel> levels, int rows, int all) {
    return levels.size() - (all > rows ? 2 : 1);
  }

  /** What a cell's key keeps of its parts'. */
  CellKey mask() {
    int[] bits = new int[CubeQuery.MAX_DIMENSIONS];
    kept.forEach(dimension -> bits[dimension] = ALL_BITS);
    return CellKey.of(bits);
  }
}
