package io.cardbeam.pipeline.table;

import static org.apache.beam.sdk.values.TypeDescriptors.strings;

import org.apache.avro.specific.SpecificRecord;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;

/**
 * Writes the rows of one table as Parquet files with zstandard compression, sorted, so that the
 * same rows make the same bytes. Each partition becomes one file (or as many as one asks for), for
 * few large files are what engines read best: {@code FOLDER/part-00000-of-00001.parquet}, or {@code
 * FOLDER/month=2020-03/part-….parquet} in Hive's style, where the month is in the path alone.
 * Bounded input in the global window; nothing is written for no rows.
 *
 * <p>One grouping by file name and one write, where Beam's own file sink takes five steps a table
 * to move finished files into place: here that is {@link Publication}'s work, for all tables at
 * once. The folder must be one that nobody reads yet.
 */
public final class WriteTable extends PTransform<PCollection<SpecificRecord>, PDone> {
  private static final long serialVersionUID = 1L;

  private final Class<? extends SpecificRecord> rowClass;
  private final String folder;
  private final SerializableFunction<SpecificRecord, String> subfolder;

  private WriteTable(
      Class<? extends SpecificRecord> rowClass,
      String folder,
      SerializableFunction<SpecificRecord, String> subfolder) {
    this.rowClass = rowClass;
    this.folder = folder;
    this.subfolder = subfolder;
  }

  /** The table in one file in a folder. */
  public static WriteTable to(String folder, Class<? extends SpecificRecord> rowClass) {
    return new WriteTable(rowClass, folder, row -> "");
  }

  /** The same with a sub-folder {@code month=…} for each month that the function gives. */
  public WriteTable byMonth(SerializableFunction<SpecificRecord, String> month) {
    return new WriteTable(rowClass, folder, row -> MonthFolders.nameOf(month.apply(row)) + "/");
  }

  @Override
  public PDone expand(PCollection<SpecificRecord> rows) {
    SerializableFunction<SpecificRecord, String> folderOf = subfolder;
    rows.apply(
            "KeyByFile",
            WithKeys.<String, SpecificRecord>of(row -> folderOf.apply(row) + TableFile.name(0, 1))
                .withKeyType(strings()))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), TableCoder.of(rowClass)))
        .apply("GroupByFile", GroupByKey.create())
        .apply("WriteFiles", ParDo.of(new WriteFileFn(folder, rowClass)));
    return PDone.in(rows.getPipeline());
  }
}
