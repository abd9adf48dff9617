package io.cardbeam.csv;

import java.util.List;

/** A row of a file, whatever the file is written in. */
public interface FileRow {

  /** Where it is in the file: what dead letters name. */
  long number();

  /**
   * Its cells.
   *
   * @throws BadRowException if it can't be split into as many as the header has
   */
  List<String> cells() throws BadRowException;

  /** The row as it came, for a dead letter. */
  String raw();
}
