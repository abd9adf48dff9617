package io.cardbeam.pipeline.files;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/** Fields as a row of CSV, RFC 4180. */
public final class CsvRow {
  private CsvRow() {}

  /** The row, without an end of line. */
  public static String of(List<String> fields) {
    StringWriter line = new StringWriter();
    try (CsvWriter writer = CsvWriter.builder().build(line)) {
      writer.writeRecord(fields);
    } catch (IOException impossible) {
      throw new UncheckedIOException("writing to memory failed", impossible);
    }
    return line.toString().stripTrailing();
  }
}
