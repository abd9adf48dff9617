package io.cardbeam.csv;

import io.cardbeam.traffic.HourCounts;
import java.util.List;
import java.util.stream.Stream;

/**
 * The time of a row, by whichever columns tell it: one with date and time of day, a date and a time
 * of day apart, or year, month and day; without a time of day it is 00:00 UTC.
 *
 * <p>Not safe for use by several threads at once.
 */
final class RowTime {
  private static final List<Field> FIELDS =
      List.of(Field.TIME, Field.DATE, Field.YEAR, Field.MONTH, Field.DAY, Field.TIME_OF_DAY);
  private static final String FIRST_SECOND = "00:00:00";

  private final Columns columns;
  private final Forms forms;
  private final int width;

  RowTime(Columns columns, Forms forms) {
    this.columns = columns;
    this.forms = forms;
    this.width = 1 + indexes().mapToInt(Integer::intValue).max().orElse(-1);
  }

  private Stream<Integer> indexes() {
    return FIELDS.stream().flatMap(field -> columns.index(field).stream());
  }

  /** Where the columns are that it reads, from the first on. */
  List<Integer> columnsRead() {
    return indexes().distinct().sorted().toList();
  }

  /** How many cells it needs: those from the first to the last that it reads. */
  int width() {
    return width;
  }

  /**
   * Milliseconds since 1970.
   *
   * @param cells of the row, at least {@link #width} of them
   * @throws BadRowException code BAD_TIME
   */
  long millis(List<String> cells) throws BadRowException {
    if (columns.has(Field.TIME)) {
      return forms.timeMillis(columns.text(cells, Field.TIME), columns.called(Field.TIME));
    }
    String time = columns.text(cells, Field.TIME_OF_DAY);
    boolean midnight = time.isEmpty() && !columns.has(Field.TIME_OF_DAY);
    Field dated = columns.has(Field.DATE) ? Field.DATE : Field.YEAR;
    return forms.timeMillis(
        date(cells) + " " + (midnight ? FIRST_SECOND : time), columns.called(dated));
  }

  private String date(List<String> cells) {
    return columns.has(Field.DATE)
        ? columns.text(cells, Field.DATE)
        : columns.text(cells, Field.YEAR)
            + "-"
            + columns.text(cells, Field.MONTH)
            + "-"
            + columns.text(cells, Field.DAY);
  }

  /** Counts the time in these cells; one that can't be read does not count. */
  void count(List<String> cells, HourCounts hours) {
    if (cells.size() < width) {
      return;
    }
    try {
      hours.add(millis(cells));
    } catch (BadRowException e) {
      // Refused in its place, by whoever reads the rows.
    }
  }

  /** Counts the time of a row of text; one that can't be read does not count. */
  void count(RawRow row, HourCounts hours) {
    try {
      count(row.fields(width), hours);
    } catch (BadRowException e) {
      // Refused in its place, by whoever reads the rows.
    }
  }
}
