package io.cardbeam.pipeline.warehouse;

import io.cardbeam.star.CalendarKey;
import java.io.Serializable;

/**
 * How many files the rows of one month of a fact go to, each of other days.
 *
 * @param fixed as many, 1 to 31; 0: as many as it takes
 */
record FilesAMonth(int fixed) implements Serializable {
  /**
   * Most rows of a file, unless told otherwise: some 256 MB of Parquet, and 2 GB of memory while
   * they are sorted.
   */
  static final long ROWS_A_FILE = 4_000_000;

  static final FilesAMonth BY_ROWS = new FilesAMonth(0);

  FilesAMonth {
    if (fixed < 0 || fixed > CalendarKey.MOST_DAYS_A_MONTH) {
      throw new IllegalArgumentException(fixed + " files a month are not 1 to 31");
    }
  }

  /** The number of files for a month of as many rows; a day is never split. */
  int of(long rows) {
    if (fixed > 0) {
      return fixed;
    }
    long enough = (rows + ROWS_A_FILE - 1) / ROWS_A_FILE;
    return (int) Math.max(1, Math.min(CalendarKey.MOST_DAYS_A_MONTH, enough));
  }
}
