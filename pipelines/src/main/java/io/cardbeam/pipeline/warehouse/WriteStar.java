package io.cardbeam.pipeline.warehouse;

import io.cardbeam.pipeline.table.WriteTable;
import io.cardbeam.star.MonthRange;
import io.cardbeam.star.StarTable;
import io.cardbeam.table.ControlTotal;
import java.time.YearMonth;
import org.apache.avro.specific.SpecificRecord;
import org.apache.beam.sdk.transforms.Filter;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PDone;

/**
 * Writes the star as Parquet, a folder for each table: facts by month of event time ({@code
 * fact_transaction/month=2020-03/part-….parquet}), sorted by event time, and their control totals;
 * dimensions as one file.
 */
public final class WriteStar extends PTransform<Star, PDone> {
  private static final long serialVersionUID = 1L;

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
  public PDone expand(Star star) {
    MonthRange asked = months;
    star.facts()
        .apply("FactsOfMonths", Filter.by(block -> asked.holds(YearMonth.parse(block.yearMonth()))))
        .apply("WriteFacts", new WriteFacts(folder, filesAMonth));
    for (StarTable table : StarTable.values()) {
      if (table.isDimension()) {
        star.rows(table)
            .apply(
                "Write_" + table.tableName(),
                WriteTable.to(folder + "/" + table.tableName(), table.rowClass()));
      }
    }
    star.rows(StarTable.CONTROL_TOTAL)
        .apply("TotalsOfMonths", Filter.by(row -> asked.holds(YearMonth.parse(monthOf(row)))))
        .apply(
            "Write_" + StarTable.CONTROL_TOTAL.tableName(),
            WriteTable.to(folder + "/" + StarTable.CONTROL_TOTAL.tableName(), ControlTotal.class)
                .byMonth(WriteStar::monthOf));
    return PDone.in(star.getPipeline());
  }

  private static String monthOf(SpecificRecord total) {
    return ((ControlTotal) total).getYearMonth();
  }
}
