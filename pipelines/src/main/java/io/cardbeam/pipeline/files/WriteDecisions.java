package io.cardbeam.pipeline.files;

import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.pipeline.AvroRecordCoder;
import io.cardbeam.pipeline.Decided;
import org.apache.beam.sdk.extensions.avro.io.AvroIO;
import org.apache.beam.sdk.io.TextIO;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.apache.beam.sdk.values.TypeDescriptors;

/**
 * Writes decisions to one file, {@code decisions.csv} or {@code decisions.avro}, in no particular
 * order. The file appears when all of it is written.
 */
public final class WriteDecisions extends PTransform<PCollection<Decided>, PDone> {
  private static final long serialVersionUID = 1L;

  private final String folder;
  private final Format format;

  /** Layout of the file. */
  public enum Format {
    /** A row per request, under a header. */
    CSV,
    /** An Avro object container file of AuthorizationDecision. */
    AVRO
  }

  public WriteDecisions(String folder, Format format) {
    this.folder = folder;
    this.format = format;
  }

  @Override
  public PDone expand(PCollection<Decided> decided) {
    String prefix = folder + "/decisions";
    return switch (format) {
      case CSV ->
          decided
              .apply(
                  "AsRow",
                  MapElements.into(TypeDescriptors.strings())
                      .via(d -> DecisionRow.of(d.decision())))
              .apply(
                  "WriteCsv",
                  TextIO.write()
                      .to(prefix)
                      .withHeader(DecisionRow.HEADER)
                      .withSuffix(".csv")
                      .withoutSharding());
      case AVRO ->
          decided
              .apply(
                  "Decision",
                  MapElements.into(TypeDescriptor.of(AuthorizationDecision.class))
                      .via(Decided::decision))
              .setCoder(AvroRecordCoder.of(AuthorizationDecision.class))
              .apply(
                  "WriteAvro",
                  AvroIO.write(AuthorizationDecision.class)
                      .to(prefix)
                      .withSuffix(".avro")
                      .withoutSharding());
    };
  }
}
