package io.cardbeam.pipeline.table;

import io.cardbeam.pipeline.files.OwnerOnly;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.util.MimeTypes;

/** One Parquet file of a table. Names are the same whatever digits the machine's locale has. */
public final class TableFile {
  private TableFile() {}

  /** Name of a file that is one of several, for instance part-00000-of-00001.parquet. */
  public static String name(int part, int parts) {
    return String.format(Locale.ROOT, "part-%05d-of-%05d.parquet", part, parts);
  }

  /** Name of the file that one of several runs adds, for instance run-00000001.parquet. */
  public static String nameOfRun(int run) {
    return String.format(Locale.ROOT, "run-%08d.parquet", run);
  }

  /** The same of one of several files that a run adds to a folder, told apart by a word. */
  public static String nameOfRun(int run, String part) {
    return String.format(Locale.ROOT, "run-%08d-%s.parquet", run, part);
  }

  /**
   * Writes a file, or writes it over with the same bytes.
   *
   * @param rows in any order; sorted here
   * @param sortedBy column that the file is sorted by, which holds no nulls
   * @throws IOException if it can't be written
   */
  public static void write(
      String file,
      Class<? extends SpecificRecord> rowClass,
      List<SpecificRecord> rows,
      int sortedBy)
      throws IOException {
    rows.sort(new RowOrder(sortedBy));
    ResourceId place = FileSystems.matchNewResource(file, false);
    try (ParquetRows writer =
        new ParquetRows(
            OwnerOnly.create(place, MimeTypes.BINARY), SpecificData.get().getSchema(rowClass))) {
      for (SpecificRecord row : rows) {
        writer.write(row);
      }
    }
  }
}
