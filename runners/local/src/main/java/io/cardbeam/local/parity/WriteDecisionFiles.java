package io.cardbeam.local.parity;

import io.cardbeam.pipeline.Decided;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;
import org.jspecify.annotations.Nullable;

/**
 * Writes decisions as {@link AvroDecisions}, a file for each bundle, on this machine. Nothing is
 * shuffled: the Direct runner, which makes a bundle of each card, copies all that it has gathered
 * for a common file once more with every bundle.
 */
final class WriteDecisionFiles extends PTransform<PCollection<Decided>, PDone> {
  private static final long serialVersionUID = 1L;

  private final String folder;

  WriteDecisionFiles(String folder) {
    this.folder = folder;
  }

  @Override
  public PDone expand(PCollection<Decided> decided) {
    decided.apply("WriteFiles", ParDo.of(new WriteFn(folder)));
    return PDone.in(decided.getPipeline());
  }

  private static final class WriteFn extends DoFn<Decided, Void> {
    private static final long serialVersionUID = 1L;

    private final String folder;
    private transient AvroDecisions.@Nullable Writer writer;

    WriteFn(String folder) {
      this.folder = folder;
    }

    @ProcessElement
    public void process(@Element Decided decided) throws IOException {
      AvroDecisions.Writer open = writer;
      if (open == null) {
        open = AvroDecisions.in(Path.of(folder)).write();
        writer = open;
      }
      open.add(decided.decision());
    }

    @FinishBundle
    public void finish() throws IOException {
      if (writer != null) {
        Objects.requireNonNull(writer).close();
        writer = null;
      }
    }
  }
}
