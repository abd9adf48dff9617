package io.cardbeam.local.parity;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows of one kind as Avro, a file for each bundle, on this machine. Nothing is shuffled:
 * the Direct runner, which makes a bundle of each card, copies all that it has gathered for a
 * common file once more with every bundle.
 */
final class WriteRowFiles<R extends SpecificRecord> extends PTransform<PCollection<R>, PDone> {
  private static final long serialVersionUID = 1L;

  private final String folder;
  private final Class<? extends R> rowClass;

  WriteRowFiles(Path folder, Class<? extends R> rowClass) {
    this.folder = folder.toString();
    this.rowClass = rowClass;
  }

  @Override
  public PDone expand(PCollection<R> rows) {
    rows.apply("WriteFiles", ParDo.of(new WriteFn<R>(folder, rowClass)));
    return PDone.in(rows.getPipeline());
  }

  private static final class WriteFn<R extends SpecificRecord> extends DoFn<R, Void> {
    private static final long serialVersionUID = 1L;

    private final String folder;
    private final Class<? extends R> rowClass;
    private transient @Nullable RowFile<R> file;

    WriteFn(String folder, Class<? extends R> rowClass) {
      this.folder = folder;
      this.rowClass = rowClass;
    }

    @ProcessElement
    public void process(@Element R row) throws IOException {
      RowFile<R> open = file;
      if (open == null) {
        open = RowFile.in(Path.of(folder), rowClass);
        file = open;
      }
      open.add(row);
    }

    @FinishBundle
    public void finish() throws IOException {
      if (file != null) {
        Objects.requireNonNull(file).close();
        file = null;
      }
    }
  }
}
