package io.cardbeam.query.reconcile;

import io.cardbeam.query.QueryException;
import io.cardbeam.query.check.DataTestResult;
import java.util.List;

/**
 * What came of comparing a table, or documents.
 *
 * @param table what was compared, as people read it
 * @param rows how many rows or documents are there
 * @param differ how many differ from what must be there, are missing or too many
 * @param examples the first of these, in words
 */
public record ComparedTable(String table, long rows, long differ, List<String> examples) {
  public ComparedTable {
    examples = List.copyOf(examples);
  }

  /** Of a table that can't be read: one difference, which says why. */
  static ComparedTable unreadable(String table, QueryException why) {
    return new ComparedTable(table, 0, 1, List.of("can't be read: " + why.getMessage()));
  }

  /** The same as a test of data. */
  public DataTestResult asTest() {
    return new DataTestResult(
        "%s: all %,d are those that the archive gives".formatted(table, rows), differ, examples);
  }
}
