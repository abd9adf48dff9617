package io.cardbeam.query;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes an answer row by row: begin, each row, end. */
public interface RowSink {

  /** The columns, before any row. */
  void begin(List<Column> columns) throws IOException;

  /**
   * A row.
   *
   * @param values one for each column, as {@link Column.Type} says, or null; not kept by the caller
   */
  void row(List<@Nullable Object> values) throws IOException;

  /** After the last row. */
  void end() throws IOException;
}
