package io.cardbeam.query.reconcile;

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

  /** The same as a test of data. */
  public DataTestResult asTest() {
    return new DataTestResult(
        "%s: all %,d are those that the archive gives".formatted(table, rows), differ, examples);
  }
}
