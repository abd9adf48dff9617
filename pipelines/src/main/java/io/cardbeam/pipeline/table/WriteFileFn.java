package io.cardbeam.pipeline.table;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.io.parquet.ParquetIO;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.util.MimeTypes;
import org.apache.beam.sdk.values.KV;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Writes the rows of one file, which is the key, as they come: no more than a row group is in
 * memory. Tried again, it writes the same file over.
 */
final class WriteFileFn extends DoFn<KV<String, Iterable<SpecificRecord>>, Void> {
  private static final long serialVersionUID = 1L;

  /** Rows are gathered into groups of about this size, bytes before compression. */
  private static final int ROW_GROUP_BYTES = 64 << 20;

  private final String folder;
  private final Class<? extends SpecificRecord> rowClass;

  WriteFileFn(String folder, Class<? extends SpecificRecord> rowClass) {
    this.folder = folder;
    this.rowClass = rowClass;
  }

  @ProcessElement
  public void process(@Element KV<String, Iterable<SpecificRecord>> rowsOfFile) throws IOException {
    ParquetIO.Sink sink =
        ParquetIO.sink(SpecificData.get().getSchema(rowClass))
            .withCompressionCodec(CompressionCodecName.ZSTD)
            .withRowGroupSize(ROW_GROUP_BYTES);
    ResourceId file = FileSystems.matchNewResource(folder + "/" + rowsOfFile.getKey(), false);
    try (WritableByteChannel channel = FileSystems.create(file, MimeTypes.BINARY)) {
      sink.open(channel);
      for (SpecificRecord row : rowsOfFile.getValue()) {
        sink.write(PlainRow.of(row));
      }
      sink.flush();
    }
  }
}
