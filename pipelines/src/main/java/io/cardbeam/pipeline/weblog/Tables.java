package io.cardbeam.pipeline.weblog;

import io.cardbeam.pipeline.files.CsvRow;
import io.cardbeam.pipeline.files.SortKey;
import io.cardbeam.pipeline.files.SortedFile;
import io.cardbeam.pipeline.files.WriteSorted;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/**
 * The files beside the hits, each whole and sorted: dead letters, refused documents, sessions,
 * counts, files read.
 */
public final class Tables {
  /** Lines that could not be read. */
  public static final String DEAD_LETTERS = "dead-letters.csv";

  /** Hits that the index refused. */
  public static final String REFUSED_DOCUMENTS = "refused-documents.csv";

  /** Sessions of visitors. */
  public static final String SESSIONS = "sessions.csv";

  /** Which logs were read up to where. */
  public static final String READ_FILES = "read-files.csv";

  private static final List<String> TALLY = List.of("hits", "bots", "errors", "bytes");

  private Tables() {}

  /** Each file with its columns. */
  public static Map<String, List<String>> columns() {
    Map<String, List<String>> files = new LinkedHashMap<>();
    files.put(DEAD_LETTERS, List.of("file", "line", "reason"));
    files.put(REFUSED_DOCUMENTS, List.of("file", "line", "reason"));
    files.put(SESSIONS, Visitor.COLUMNS);
    files.put(READ_FILES, List.of("file", "identity_bytes", "identity", "bytes", "lines", "tail"));
    for (Dimension dimension : Dimension.values()) {
      List<String> columns = new ArrayList<>(dimension.columns());
      columns.addAll(TALLY);
      files.put(dimension.file(), columns);
    }
    return files;
  }

  static KV<String, KV<String, byte[]>> deadLetter(String file, long line, String reason) {
    return lineRow(DEAD_LETTERS, file, line, reason);
  }

  /** A row of a file with a line and what is wrong with it. */
  static KV<String, KV<String, byte[]>> lineRow(
      String table, String file, long line, String reason) {
    return KV.of(
        table,
        KV.of(
            file + "\t" + SortKey.of(line),
            SortKey.utf8(CsvRow.of(List.of(file, Long.toString(line), reason)))));
  }

  /** Counts by time are in order of time, others have the largest first. */
  static KV<String, KV<String, byte[]>> count(KV<String, Tally> count) {
    Dimension dimension = Counts.dimensionOf(count.getKey());
    String text = Counts.textOf(count.getKey());
    Tally tally = count.getValue();
    RowText row = new RowText();
    dimension.columnsOf(text).forEach(row::textOrEmpty);
    for (long figure : new long[] {tally.hits(), tally.bots(), tally.errors(), tally.bytes()}) {
      row.plain(Long.toString(figure));
    }
    String order = dimension == Dimension.MINUTE ? "" : SortKey.of(-tally.hits());
    return KV.of(dimension.file(), KV.of(order + " " + text, SortKey.utf8(row.toString())));
  }

  /** Writes the rows of a file. */
  static final class WriteFn extends DoFn<KV<String, Iterable<KV<String, byte[]>>>, Void> {
    private static final long serialVersionUID = 1L;

    private final String folder;

    WriteFn(String folder) {
      this.folder = folder;
    }

    @ProcessElement
    public void process(@Element KV<String, Iterable<KV<String, byte[]>>> file) throws IOException {
      List<String> columns = columns().getOrDefault(file.getKey(), List.of());
      SortedFile.write(
          folder + "/" + file.getKey(),
          WriteSorted.lines(String.join(",", columns)),
          file.getValue());
    }
  }
}
