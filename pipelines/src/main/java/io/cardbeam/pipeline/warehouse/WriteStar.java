package io.cardbeam.pipeline.warehouse;

import io.cardbeam.pipeline.table.WriteTable;
import io.cardbeam.star.CalendarKey;
import io.cardbeam.star.MonthRange;
import io.cardbeam.star.StarTable;
import io.cardbeam.table.ControlTotal;
import java.time.YearMonth;
import org.apache.avro.specific.SpecificRecord;
import org.apache.beam.sdk.transforms.Filter;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PDone;

/**
 * Writes the star as Parquet, a folder for each table: facts by month of event time ({@code
 * fact_transaction/month=2020-03/part-….parquet}), sorted by event time, and their control totals;
 * dimensions as one file.
 */
public final class WriteStar extends PTransform<PCollectionTuple, PDone> {
  private static final long serialVersionUID = 1L;

  private static final String DATE_KEY = "date_key";
  private static final String EVENT_TIME = "event_time";

  private final String folder;
  private final int filesAMonth;
  private final MonthRange months;

  private WriteStar(String folder, int filesAMonth, MonthRange months) {
    this.folder = folder;
    this.filesAMonth = filesAMonth;
    this.months = months;
  }

  /** Writes into this folder, which the tables' folders are put in. */
  public static WriteStar to(String folder) {
    return new WriteStar(folder, 1, MonthRange.ALL);
  }

  /** The same with this many files for each month of a fact, 1 to 31; 1 unless said. */
  public WriteStar withFilesAMonth(int files) {
    return new WriteStar(folder, files, months);
  }

  /** The same, but of the facts only these months are written. */
  public WriteStar ofMonths(MonthRange range) {
    return new WriteStar(folder, filesAMonth, range);
  }

  @Override
  public PDone expand(PCollectionTuple star) {
    for (StarTable table : StarTable.values()) {
      PCollection<SpecificRecord> rows = StarRows.of(table, star);
      WriteTable write = WriteTable.to(folder + "/" + table.tableName(), table.rowClass());
      if (table.isMonthly()) {
        SerializableFunction<SpecificRecord, Integer> dateKey = dateKeyOf(table);
        MonthRange asked = months;
        rows =
            rows.apply(
                "Months_" + table.tableName(), Filter.by(row -> asked.holds(dateKey.apply(row))));
        write =
            table.isFact()
                ? write.byMonth(dateKey, filesAMonth, table.schema().getField(EVENT_TIME).pos())
                : write.byMonth(dateKey, 1, 0);
      }
      rows.apply("Write_" + table.tableName(), write);
    }
    return PDone.in(star.getPipeline());
  }

  private static SerializableFunction<SpecificRecord, Integer> dateKeyOf(StarTable table) {
    if (table.isFact()) {
      int column = table.schema().getField(DATE_KEY).pos();
      return row -> (Integer) row.get(column);
    }
    return row -> CalendarKey.ofDate(YearMonth.parse(((ControlTotal) row).getYearMonth()).atDay(1));
  }
}
