package io.cardbeam.query.reconcile;

import io.cardbeam.query.QueryException;
import io.cardbeam.query.StarDatabase;
import java.io.IOException;
import java.util.List;

/**
 * Rows that must be the same as others, whole and as often.
 *
 * @param table what they are of, as people read it
 * @param columns all that are compared, the key first
 * @param keyColumns how many of the columns name a row: rows that differ and share them are
 *     reported as one that was changed
 * @param expected question that gives the rows that must be there
 * @param found question that gives those that are
 */
record RowComparison(
    String table, List<String> columns, int keyColumns, String expected, String found) {
  RowComparison {
    columns = List.copyOf(columns);
    if (keyColumns < 1 || keyColumns > columns.size()) {
      throw new IllegalArgumentException(keyColumns + " key columns of " + columns);
    }
  }

  /**
   * Question that gives the rows that are not as often on both sides, and how many more must be
   * there than are: 1 for one that is missing, -1 for one too many. One pass over both sides, whose
   * groups go to disk where they don't fit into memory.
   */
  String differences() {
    String all = String.join(", ", columns);
    return """
        SELECT %1$s, sum(side)::BIGINT AS missing
        FROM (SELECT %1$s, 1 AS side FROM (%2$s) UNION ALL SELECT %1$s, -1 AS side FROM (%3$s))
        GROUP BY ALL HAVING sum(side) <> 0
        ORDER BY %4$s, missing DESC, %1$s
        """
        .formatted(all, expected, found, String.join(", ", columns.subList(0, keyColumns)));
  }

  /**
   * Compares them in a database.
   *
   * @throws QueryException if they can't be read
   */
  ComparedTable in(StarDatabase database) throws QueryException, IOException {
    RowDifferences differences = new RowDifferences(this);
    database.query(differences(), List.of(), differences);
    List<?> count = database.rows("SELECT count(*) FROM (" + found + ")", List.of()).get(0);
    return new ComparedTable(
        table, ((Number) count.get(0)).longValue(), differences.count(), differences.examples());
  }
}
