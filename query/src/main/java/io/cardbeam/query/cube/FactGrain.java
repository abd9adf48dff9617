package io.cardbeam.query.cube;

/**
 * What one row of a counted table stands for, and so how rows are counted.
 *
 * <p>SQL of measures is written with {@link #ROWS}, {@link #rowsIf} and {@link #LARGEST}, which
 * each of these words in its own way.
 */
enum FactGrain {
  /** One event: the fact itself. */
  EVENT("count(*)", "count(*) FILTER ($1)", "max(f.amount_minor)"),
  /** The events of a month that are alike: {@link MonthlyFacts}. */
  MONTH(
      "coalesce(sum(f.row_count), 0)",
      "coalesce(sum(f.row_count) FILTER ($1), 0)",
      "max(f.largest_minor)");

  /** Number of rows. */
  static final String ROWS = "ROWS()";

  private static final String ROWS_OPEN = "ROWS_IF[";
  private static final String ROWS_IF_PATTERN = "ROWS_IF\\[([^\\]]*)]";

  /** Largest amount. */
  static final String LARGEST = "LARGEST()";

  private final String rows;
  private final String rowsIf;
  private final String largest;

  FactGrain(String rows, String rowsIf, String largest) {
    this.rows = rows;
    this.rowsIf = rowsIf;
    this.largest = largest;
  }

  /** Number of rows under a condition, which has no brackets in it. */
  static String rowsIf(String condition) {
    return ROWS_OPEN + condition + "]";
  }

  String sql(String expression) {
    return expression
        .replace(ROWS, rows)
        .replaceAll(ROWS_IF_PATTERN, rowsIf)
        .replace(LARGEST, largest);
  }
}
