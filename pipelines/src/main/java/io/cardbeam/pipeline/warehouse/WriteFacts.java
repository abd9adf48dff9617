package io.cardbeam.pipeline.warehouse;

import io.cardbeam.pipeline.table.RowBytes;
import io.cardbeam.pipeline.table.TableFile;
import io.cardbeam.pipeline.table.WriteRowBytes;
import io.cardbeam.star.CalendarKey;
import io.cardbeam.star.StarTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.PDone;

/**
 * Writes the facts, blocks of rows grouped by the file that they go to: {@code
 * fact_transaction/month=2020-03/part-….parquet}, sorted by event time.
 */
final class WriteFacts extends PTransform<PCollection<FactBlock>, PDone> {
  private static final long serialVersionUID = 1L;

  private static final String ROWS = "rows";

  private final String folder;
  private final FilesAMonth files;
  private final PCollectionView<Map<String, Long>> rowsByMonth;

  /**
   * @param files how many for a month
   * @param rowsByMonth rows of each month of a fact, by {@link FactBlock#partition}
   */
  WriteFacts(String folder, FilesAMonth files, PCollectionView<Map<String, Long>> rowsByMonth) {
    this.folder = folder;
    this.files = files;
    this.rowsByMonth = rowsByMonth;
  }

  @Override
  public PDone expand(PCollection<FactBlock> blocks) {
    blocks
        .apply("ByFile", ParDo.of(new ByFileFn(files)).withSideInput(ROWS, rowsByMonth))
        .apply("WriteFiles", WriteRowBytes.to(folder, WriteFacts::layoutOf));
    return PDone.in(blocks.getPipeline());
  }

  /** Of a month in one file a block goes as it is; of one in several its rows are told apart. */
  private static final class ByFileFn extends DoFn<FactBlock, KV<String, byte[]>> {
    private static final long serialVersionUID = 1L;

    private final FilesAMonth files;

    ByFileFn(FilesAMonth files) {
      this.files = files;
    }

    @ProcessElement
    public void process(
        @Element FactBlock block,
        @SideInput(ROWS) Map<String, Long> rowsByMonth,
        OutputReceiver<KV<String, byte[]>> output) {
      int filesAMonth = files.of(rowsByMonth.getOrDefault(block.partition(), 0L));
      if (filesAMonth == 1) {
        output.output(KV.of(fileOf(block, 0, filesAMonth), block.rows()));
        return;
      }
      int dateKey = block.fact().dateKeyColumn();
      Map<Integer, List<SpecificRecord>> byPart = new TreeMap<>();
      for (SpecificRecord row : block.decoded()) {
        int day = (Integer) row.get(dateKey) % 100;
        int part = (day - 1) * filesAMonth / CalendarKey.MOST_DAYS_A_MONTH;
        byPart.computeIfAbsent(part, it -> new ArrayList<>()).add(row);
      }
      byPart.forEach(
          (part, rows) ->
              RowBytes.encode(
                  block.fact().codec(),
                  rows,
                  bytes -> output.output(KV.of(fileOf(block, part, filesAMonth), bytes))));
    }

    private static String fileOf(FactBlock block, int part, int filesAMonth) {
      return block.partition() + "/" + TableFile.name(part, filesAMonth);
    }
  }

  private static WriteRowBytes.Layout layoutOf(String table) {
    StarTable fact = StarTable.named(table);
    return new WriteRowBytes.Layout(fact.rowClass(), fact.codec(), fact.eventTimeColumn());
  }
}
