package io.cardbeam.pipeline.feature;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.util.Objects;
import org.apache.beam.sdk.io.FileIO;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;
import org.jspecify.annotations.Nullable;

/**
 * Writes feature rows to files {@code FOLDER/rows-*.bin}, one after the other as {@link
 * FeatureRowCoder} has them, in no particular order: for the step that reads them next, not to
 * keep.
 */
public final class WriteFeatureRows extends PTransform<PCollection<FeatureRow>, PDone> {
  private static final long serialVersionUID = 1L;

  /** How the files' names end. */
  public static final String SUFFIX = ".bin";

  private static final int SHARDS = 4;

  private final String folder;

  public WriteFeatureRows(String folder) {
    this.folder = folder;
  }

  @Override
  public PDone expand(PCollection<FeatureRow> rows) {
    rows.apply(
        "Write",
        FileIO.<FeatureRow>write()
            .via(new RowSink())
            .to(folder)
            .withPrefix("rows")
            .withSuffix(SUFFIX)
            .withNumShards(SHARDS));
    return PDone.in(rows.getPipeline());
  }

  private static final class RowSink implements FileIO.Sink<FeatureRow> {
    private static final long serialVersionUID = 1L;
    private static final int BUFFER_BYTES = 1 << 16;

    private transient @Nullable OutputStream out;

    @Override
    public void open(WritableByteChannel channel) {
      out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES);
    }

    @Override
    public void write(FeatureRow row) throws IOException {
      FeatureRowCoder.of().encode(row, Objects.requireNonNull(out));
    }

    @Override
    public void flush() throws IOException {
      Objects.requireNonNull(out).flush();
    }
  }
}
