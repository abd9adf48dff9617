package io.cardbeam.flink.golden;

import java.io.Serializable;
import java.util.List;

/**
 * How a table is summed up.
 *
 * @param name of the table
 * @param by columns whose values make a group; one that begins with {@code month:} counts by month
 * @param sums columns of amounts in minor units that are added up in each group
 */
record TableShape(String name, List<String> by, List<String> sums) implements Serializable {
  private static final String MONTH = "month:";
  private static final int LENGTH_OF_MONTH = 7;

  /** One that has rows and digests alone. */
  static TableShape of(String name) {
    return new TableShape(name, List.of(), List.of());
  }

  TableShape by(String... columns) {
    return new TableShape(name, List.of(columns), sums);
  }

  TableShape sum(String... columns) {
    return new TableShape(name, by, List.of(columns));
  }

  /** Name of the column behind a part of the group. */
  static String column(String by) {
    return by.startsWith(MONTH) ? by.substring(MONTH.length()) : by;
  }

  /** The part of a column's text that makes the group. */
  static String part(String by, String text) {
    return by.startsWith(MONTH) && text.length() >= LENGTH_OF_MONTH
        ? text.substring(0, LENGTH_OF_MONTH)
        : text;
  }
}
