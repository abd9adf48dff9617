package io.cardbeam.csv;

import java.io.Serializable;

/**
 * What of a file of transactions is read, and as what.
 *
 * @param labels what is done with its labels
 * @param columns what a person said of its columns
 * @param rows how many rows are read, in the file's own order: requests and dead letters together
 */
public record FileReading(LabelUse labels, ColumnsFile columns, long rows) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** More rows than any file has. */
  public static final long ALL_ROWS = Long.MAX_VALUE;

  /** The whole file, its labels ignored, its columns found by their names. */
  public static final FileReading WHOLE =
      new FileReading(LabelUse.NONE, ColumnsFile.NONE, ALL_ROWS);

  /** The same with another use of the labels. */
  public FileReading withLabels(LabelUse use) {
    return new FileReading(use, columns, rows);
  }

  /** The same with what a person said of the columns. */
  public FileReading withColumns(ColumnsFile told) {
    return new FileReading(labels, told, rows);
  }

  /** The same, but only the first rows are read. */
  public FileReading first(long most) {
    return new FileReading(labels, columns, most);
  }
}
