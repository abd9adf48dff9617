package io.cardbeam.pipeline.table;

import io.cardbeam.wire.RecordCodec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;

/**
 * Writes rows that travel as {@link RowBytes}, by the file that they go to: {@code
 * TABLE/month=2020-03/NAME.parquet} below a folder. A file's rows are held in memory together and
 * sorted, so that the same rows make the same bytes. Bounded input in the global window.
 */
public final class WriteRowBytes extends PTransform<PCollection<KV<String, byte[]>>, PDone> {
  private static final long serialVersionUID = 1L;

  private final String folder;
  private final SerializableFunction<String, Layout> layoutOf;

  /**
   * How the rows of a table are read and written.
   *
   * @param sortedBy column that files are sorted by, which holds no nulls
   */
  public record Layout(
      Class<? extends SpecificRecord> rowClass, RecordCodec<SpecificRecord> codec, int sortedBy) {}

  private WriteRowBytes(String folder, SerializableFunction<String, Layout> layoutOf) {
    this.folder = folder;
    this.layoutOf = layoutOf;
  }

  /**
   * Writes below this folder, which nobody reads yet.
   *
   * @param layoutOf the layout of a table by its name
   */
  public static WriteRowBytes to(String folder, SerializableFunction<String, Layout> layoutOf) {
    return new WriteRowBytes(folder, layoutOf);
  }

  @Override
  public PDone expand(PCollection<KV<String, byte[]>> rowsOfFiles) {
    rowsOfFiles
        .apply("GroupByFile", GroupByKey.create())
        .apply("WriteFiles", ParDo.of(new WriteFileOfBytesFn(folder, layoutOf)));
    return PDone.in(rowsOfFiles.getPipeline());
  }

  private static final class WriteFileOfBytesFn extends DoFn<KV<String, Iterable<byte[]>>, Void> {
    private static final long serialVersionUID = 1L;

    private final String folder;
    private final SerializableFunction<String, Layout> layoutOf;

    WriteFileOfBytesFn(String folder, SerializableFunction<String, Layout> layoutOf) {
      this.folder = folder;
      this.layoutOf = layoutOf;
    }

    @ProcessElement
    public void process(@Element KV<String, Iterable<byte[]>> file) throws IOException {
      String table = file.getKey().substring(0, file.getKey().indexOf('/'));
      Layout layout = layoutOf.apply(table);
      List<SpecificRecord> rows = new ArrayList<>();
      for (byte[] bytes : file.getValue()) {
        rows.addAll(RowBytes.decoded(layout.codec(), bytes));
      }
      TableFile.write(folder + "/" + file.getKey(), layout.rowClass(), rows, layout.sortedBy());
    }
  }
}
