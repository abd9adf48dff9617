package io.cardbeam.pipeline.warehouse;

import io.cardbeam.pipeline.table.WriteTable;
import io.cardbeam.star.CalendarKey;
import io.cardbeam.star.StarTable;
import org.apache.avro.specific.SpecificRecord;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PDone;

/**
 * Writes the star as Parquet, a folder for each table: facts by month of event time ({@code
 * fact_transaction/month=2020-03/part-….parquet}), dimensions as one file.
 */
public final class WriteStar extends PTransform<PCollectionTuple, PDone> {
  private static final long serialVersionUID = 1L;

  private static final String DATE_KEY = "date_key";

  private final String folder;
  private final int factShards;

  private WriteStar(String folder, int factShards) {
    this.folder = folder;
    this.factShards = factShards;
  }

  /** Writes into this folder, which the tables' folders are put in. */
  public static WriteStar to(String folder) {
    return new WriteStar(folder, 1);
  }

  /** The same with this many files for each month of a fact, 1 or more; 1 unless said. */
  public WriteStar withFactShards(int shards) {
    return new WriteStar(folder, shards);
  }

  @Override
  public PDone expand(PCollectionTuple star) {
    for (StarTable table : StarTable.values()) {
      WriteTable write = WriteTable.to(folder + "/" + table.tableName(), table.rowClass());
      if (table.isFact()) {
        int dateKey = table.schema().getField(DATE_KEY).pos();
        write = write.byMonth(row -> monthOf(row, dateKey)).withShards(factShards);
      }
      StarRows.of(table, star).apply("Write_" + table.tableName(), write);
    }
    return PDone.in(star.getPipeline());
  }

  private static String monthOf(SpecificRecord row, int dateKeyColumn) {
    return CalendarKey.monthOf((Integer) row.get(dateKeyColumn));
  }
}
