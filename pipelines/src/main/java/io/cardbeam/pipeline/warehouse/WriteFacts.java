package io.cardbeam.pipeline.warehouse;

import io.cardbeam.pipeline.table.MonthFolders;
import io.cardbeam.pipeline.table.TableFile;
import io.cardbeam.star.CalendarKey;
import io.cardbeam.star.StarTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;

/**
 * Writes the facts, blocks of rows grouped by the file that they go to: {@code
 * fact_transaction/month=2020-03/part-….parquet}, sorted by event time.
 */
final class WriteFacts extends PTransform<PCollection<FactBlock>, PDone> {
  private static final long serialVersionUID = 1L;

  private final String folder;
  private final int filesAMonth;

  /**
   * @param filesAMonth 1 to 31, each of other days
   */
  WriteFacts(String folder, int filesAMonth) {
    this.folder = folder;
    this.filesAMonth = filesAMonth;
  }

  @Override
  public PDone expand(PCollection<FactBlock> blocks) {
    blocks
        .apply("ByFile", ParDo.of(new ByFileFn(filesAMonth)))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), ByteArrayCoder.of()))
        .apply("GroupByFile", GroupByKey.create())
        .apply("WriteFiles", ParDo.of(new WriteFileFn(folder)));
    return PDone.in(blocks.getPipeline());
  }

  /** Of a month in one file a block goes as it is; of one in several its rows are told apart. */
  private static final class ByFileFn extends DoFn<FactBlock, KV<String, byte[]>> {
    private static final long serialVersionUID = 1L;

    private final int filesAMonth;

    ByFileFn(int filesAMonth) {
      this.filesAMonth = filesAMonth;
    }

    @ProcessElement
    public void process(@Element FactBlock block, OutputReceiver<KV<String, byte[]>> output) {
      if (filesAMonth == 1) {
        output.output(KV.of(fileOf(block, 0), block.rows()));
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
              output.output(
                  KV.of(
                      fileOf(block, part),
                      FactBlock.of(block.fact(), block.yearMonth(), rows).rows())));
    }

    private String fileOf(FactBlock block, int part) {
      return block.fact().tableName()
          + "/"
          + MonthFolders.nameOf(block.yearMonth())
          + "/"
          + TableFile.name(part, filesAMonth);
    }
  }

  private static final class WriteFileFn extends DoFn<KV<String, Iterable<byte[]>>, Void> {
    private static final long serialVersionUID = 1L;

    private final String folder;

    WriteFileFn(String folder) {
      this.folder = folder;
    }

    @ProcessElement
    public void process(@Element KV<String, Iterable<byte[]>> file) throws IOException {
      String table = file.getKey().substring(0, file.getKey().indexOf('/'));
      StarTable fact = StarTable.named(table);
      List<SpecificRecord> rows = new ArrayList<>();
      for (byte[] block : file.getValue()) {
        rows.addAll(FactBlock.decoded(fact, block));
      }
      TableFile.write(folder + "/" + file.getKey(), fact.rowClass(), rows, fact.eventTimeColumn());
    }
  }
}
