package io.cardbeam.pipeline.warehouse;

import io.cardbeam.pipeline.table.WriteTable;
import io.cardbeam.star.MonthRange;
import io.cardbeam.star.StarTable;
import io.cardbeam.table.ControlTotal;
import java.time.YearMonth;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.beam.sdk.transforms.Filter;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.Sum;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.PDone;
import org.apache.beam.sdk.values.TypeDescriptors;

/**
 * Writes the star as Parquet, a folder for each table: facts by month of event time ({@code
 * fact_transaction/month=2020-03/part-….parquet}), sorted by event time, and their control totals;
 * dimensions as one file.
 */
public final class WriteStar extends PTransform<Star, PDone> {
  private static final long serialVersionUID = 1L;

  private final String folder;
  private final FilesAMonth files;
  private final MonthRange months;

  private WriteStar(String folder, FilesAMonth files, MonthRange months) {
    this.folder = folder;
    this.files = files;
    this.months = months;
  }

  /**
   * Writes into this folder, which the tables' folders are put in. A month of a fact is one file,
   * or as many as it takes for none to have more than some 4,000,000 rows.
   */
  public static WriteStar to(String folder) {
    return new WriteStar(folder, FilesAMonth.BY_ROWS, MonthRange.ALL);
  }

  /** The same with this many files for each month of a fact, 1 to 31. */
  public WriteStar withFilesAMonth(int number) {
    return new WriteStar(folder, new FilesAMonth(number), months);
  }

  /** The same, but of the facts only these months are written. */
  public WriteStar ofMonths(MonthRange range) {
    return new WriteStar(folder, files, range);
  }

  @Override
  public PDone expand(Star star) {
    MonthRange asked = months;
    PCollection<SpecificRecord> totals = star.rows(StarTable.CONTROL_TOTAL);
    PCollectionView<Map<String, Long>> rowsByMonth =
        totals
            .apply(
                "RowsOfMonth",
                MapElements.into(
                        TypeDescriptors.kvs(TypeDescriptors.strings(), TypeDescriptors.longs()))
                    .via(WriteStar::rowsOf))
            .apply("RowsByMonth", Sum.longsPerKey())
            .apply("AsMap", View.asMap());
    star.facts()
        .apply("FactsOfMonths", Filter.by(block -> asked.holds(YearMonth.parse(block.yearMonth()))))
        .apply("WriteFacts", new WriteFacts(folder, files, rowsByMonth));
    for (StarTable table : StarTable.values()) {
      if (table.isDimension()) {
        star.rows(table)
            .apply(
                "Write_" + table.tableName(),
                WriteTable.to(folder + "/" + table.tableName(), table.rowClass()));
      }
    }
    totals
        .apply("TotalsOfMonths", Filter.by(row -> asked.holds(YearMonth.parse(monthOf(row)))))
        .apply(
            "Write_" + StarTable.CONTROL_TOTAL.tableName(),
            WriteTable.to(folder + "/" + StarTable.CONTROL_TOTAL.tableName(), ControlTotal.class)
                .byMonth(WriteStar::monthOf));
    return PDone.in(star.getPipeline());
  }

  private static KV<String, Long> rowsOf(SpecificRecord row) {
    ControlTotal total = (ControlTotal) row;
    return KV.of(FactBlock.partition(total.getFact(), total.getYearMonth()), total.getRowCount());
  }

  private static String monthOf(SpecificRecord total) {
    return ((ControlTotal) total).getYearMonth();
  }
}
