package io.cardbeam.query.cube;

import io.cardbeam.query.QueryException;
import io.cardbeam.query.StarDatabase;
import io.cardbeam.star.StarTable;

/**
 * All rows: each table of the star, and beside it the rows that came since it was built, as one
 * view. Those rows are in tables in memory, empty at first.
 */
final class CubeTables {
  private static final String AMOUNT = "amount";

  private CubeTables() {}

  /** Name of the view of all rows. */
  static String all(StarTable table) {
    return "cube_" + table.tableName();
  }

  /** Name of the table of the rows that the star does not have; columns as the star's. */
  static String later(StarTable table) {
    return "later_" + table.tableName();
  }

  /** Makes them. */
  static void make(StarDatabase star) throws QueryException {
    for (StarTable table : StarTable.values()) {
      if (table != StarTable.CONTROL_TOTAL) {
        String built = "SELECT " + columns(table) + " FROM " + table.tableName();
        star.execute("CREATE TABLE " + later(table) + " AS " + built + " LIMIT 0");
        star.execute(
            "CREATE VIEW %s AS %s UNION ALL BY NAME FROM %s"
                .formatted(all(table), built, later(table)));
      }
    }
  }

  /** All of them but those that follow from others. */
  private static String columns(StarTable table) {
    boolean hasAmount = table.schema().getField("amount_minor") != null;
    return hasAmount ? "* EXCLUDE (" + AMOUNT + ")" : "*";
  }
}
