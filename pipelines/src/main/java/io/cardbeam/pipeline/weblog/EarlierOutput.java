package io.cardbeam.pipeline.weblog;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/** What earlier runs wrote beside the hits, read again to be put together with what is new. */
final class EarlierOutput {
  private EarlierOutput() {}

  /** Takes rows. */
  interface Rows {
    void row(List<String> fields) throws IOException;
  }

  /** The rows of a file below its header; none if there is no such file. */
  static void read(Path file, Rows to) throws IOException {
    if (!Files.isRegularFile(file)) {
      return;
    }
    try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(file);
        CloseableIterator<CsvRecord> rows = reader.iterator()) {
      if (rows.hasNext()) {
        rows.next(); // header
      }
      while (rows.hasNext()) {
        to.row(rows.next().getFields());
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** The sessions of a folder, by groups of visitors. */
  static final class VisitorsFn extends DoFn<String, KV<Integer, byte[]>> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void process(@Element String folder, OutputReceiver<KV<Integer, byte[]>> output)
        throws IOException {
      read(
          Path.of(folder, Tables.SESSIONS),
          row -> {
            Visitor visitor = Visitor.ofRow(row);
            output.output(
                KV.of(
                    io.cardbeam.pipeline.weblog.VisitorsFn.group(visitor),
                    Visitor.encode(List.of(visitor))));
          });
    }
  }

  /** The counts of a folder. */
  static final class CountsFn extends DoFn<String, KV<String, Tally>> {
    private static final long serialVersionUID = 1L;

    private final long oldestSeconds;

    /**
     * @param oldestSeconds minutes before are forgotten
     */
    CountsFn(long oldestSeconds) {
      this.oldestSeconds = oldestSeconds;
    }

    @ProcessElement
    public void process(@Element String folder, OutputReceiver<KV<String, Tally>> output)
        throws IOException {
      for (Dimension dimension : Dimension.values()) {
        int values = dimension.columns().size();
        read(
            Path.of(folder, dimension.file()),
            row -> {
              if (dimension != Dimension.MINUTE
                  || Instant.parse(row.get(0)).getEpochSecond() >= oldestSeconds) {
                Tally tally =
                    new Tally(
                        Long.parseLong(row.get(values)),
                        Long.parseLong(row.get(values + 1)),
                        Long.parseLong(row.get(values + 2)),
                        Long.parseLong(row.get(values + 3)));
                String text = Dimension.textOf(row.subList(0, values));
                output.output(KV.of(Counts.key(dimension, text), tally));
              }
            });
      }
    }
  }

  /** The rows of a folder's file that name a line and what is wrong with it. */
  static final class LineRowsFn extends DoFn<String, KV<String, KV<String, byte[]>>> {
    private static final long serialVersionUID = 1L;

    private final String table;

    LineRowsFn(String table) {
      this.table = table;
    }

    @ProcessElement
    public void process(
        @Element String folder, OutputReceiver<KV<String, KV<String, byte[]>>> output)
        throws IOException {
      read(
          Path.of(folder, table),
          row ->
              output.output(
                  Tables.lineRow(table, row.get(0), Long.parseLong(row.get(1)), row.get(2))));
    }
  }
}
