package io.cardbeam.query;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes an answer row by row: begin, each row, end. */
@FunctionalInterface
public interface RowSink {

  /** The columns, before any row. */
  default void begin(List<Column> columns) throws IOException {
    // Who asked may know them.
  }

  /**
   * A row.
   *
   * @param values one for each column, as {@link Column.Type} says, or null; not kept by the caller
   */
  void row(List<@Nullable Object> values) throws IOException;

  /** After the last row. */
  default void end() throws IOException {
    // Not all have to do something then.
  }
}
