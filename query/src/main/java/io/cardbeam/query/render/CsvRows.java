package io.cardbeam.query.render;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.cardbeam.query.Column;
import io.cardbeam.query.RowSink;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** CSV (RFC 4180) with a header; what is not known is an empty field. */
public final class CsvRows implements RowSink {
  private final CsvWriter csv;

  /**
   * @param out not closed by this
   */
  public CsvRows(Writer out) {
    this.csv = CsvWriter.builder().build(out);
  }

  @Override
  public void begin(List<Column> columns) {
    csv.writeRecord(columns.stream().map(Column::name).toList());
  }

  @Override
  public void row(List<@Nullable Object> values) {
    csv.writeRecord(values.stream().map(Texts::of).toList());
  }

  @Override
  public void end() throws IOException {
    csv.flush();
  }
}
