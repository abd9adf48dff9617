package io.cardbeam.local.parity;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * One table of two runs, row by row.
 *
 * @param table name
 * @param equal rows that both have
 * @param missing rows that only the first run has
 * @param extra rows that only the other run has
 * @param examples some of these, each with who has it
 */
record TableComparison(String table, long equal, long missing, long extra, List<String> examples) {

  /** Compares all tables of two runs, which come in the same order. */
  static List<TableComparison> of(List<RowIndex> first, List<RowIndex> other) throws IOException {
    List<TableComparison> comparisons = new ArrayList<>();
    for (int i = 0; i < first.size(); i++) {
      comparisons.add(of(first.get(i), other.get(i)));
    }
    return comparisons;
  }

  private static TableComparison of(RowIndex first, RowIndex other) throws IOException {
    long missing = first.lackedBy(other);
    long extra = other.lackedBy(first);
    List<String> examples = new ArrayList<>();
    if (missing > 0) {
      first.examplesLackedBy(other, Comparison.TOLD).forEach(row -> examples.add("first: " + row));
    }
    if (extra > 0) {
      other.examplesLackedBy(first, Comparison.TOLD).forEach(row -> examples.add("other: " + row));
    }
    return new TableComparison(
        first.table(), first.rows() - missing, missing, extra, List.copyOf(examples));
  }

  boolean isSame() {
    return missing == 0 && extra == 0;
  }
}
