package io.cardbeam.pipeline.table;

import static org.apache.beam.sdk.values.TypeDescriptors.strings;

import io.cardbeam.star.CalendarKey;
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
  private final SerializableFunction<SpecificRecord, String> file;
  private final RowOrder order;

  private WriteTable(
      Class<? extends SpecificRecord> rowClass,
      String folder,
      SerializableFunction<SpecificRecord, String> file,
      RowOrder order) {
    this.rowClass = rowClass;
    this.folder = folder;
    this.file = file;
    this.order = order;
  }

  /** The table in one file in a folder, sorted by its columns from the first on. */
  public static WriteTable to(String folder, Class<? extends SpecificRecord> rowClass) {
    return new WriteTable(rowClass, folder, row -> fileName(0, 1), new RowOrder(0));
  }

  /**
   * The same with a sub-folder {@code month=…} for each month, sorted by a column.
   *
   * @param dateKey of a row: yyyymmdd
   * @param files of a month, 1 to 31, each of other days
   * @param sortedBy column that holds no nulls
   * @throws IllegalArgumentException if so many files can't be
   */
  public WriteTable byMonth(
      SerializableFunction<SpecificRecord, Integer> dateKey, int files, int sortedBy) {
    if (files < 1 || files > CalendarKey.MOST_DAYS_A_MONTH) {
      throw new IllegalArgumentException(files + " files a month; 1 to 31 can be");
    }
    return new WriteTable(
        rowClass,
        folder,
        row -> {
          int key = dateKey.apply(row);
          int part = (key % 100 - 1) * files / CalendarKey.MOST_DAYS_A_MONTH;
          return "month=" + CalendarKey.monthOf(key) + "/" + fileName(part, files);
        },
        new RowOrder(sortedBy));
  }

  @Override
  public PDone expand(PCollection<SpecificRecord> rows) {
    rows.apply("KeyByFile", WithKeys.<String, SpecificRecord>of(file).withKeyType(strings()))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), TableCoder.of(rowClass)))
        .apply("GroupByFile", GroupByKey.create())
        .apply("WriteFiles", ParDo.of(new WriteFileFn(folder, rowClass, order)));
    return PDone.in(rows.getPipeline());
  }

  private static String fileName(int part, int parts) {
    return String.format("part-%05d-of-%05d.parquet", part, parts);
  }
}
