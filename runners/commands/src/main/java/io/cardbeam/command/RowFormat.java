package io.cardbeam.command;

import io.cardbeam.query.RowSink;
import io.cardbeam.query.render.CsvRows;
import io.cardbeam.query.render.JsonRows;
import io.cardbeam.query.render.TextTable;
import java.io.IOException;
import java.io.PrintWriter;

/** How answers are written, by the names that people type. */
public enum RowFormat {
  table,
  csv,
  json;

  /** Writes rows so. */
  RowSink to(PrintWriter out) throws IOException {
    return switch (this) {
      case table -> new TextTable(out);
      case csv -> new CsvRows(out);
      case json -> new JsonRows(out);
    };
  }
}
