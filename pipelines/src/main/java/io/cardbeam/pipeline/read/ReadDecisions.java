package io.cardbeam.pipeline.read;

import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.pipeline.EventCoder;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.RecordReader;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumReader;
import org.apache.beam.sdk.extensions.avro.io.AvroIO;
import org.apache.beam.sdk.extensions.avro.io.AvroSource;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * Reads decisions that were made before from an Avro file, by several workers. A file that can't be
 * read on fails the run: what stands must not be guessed.
 */
final class ReadDecisions extends PTransform<PBegin, PCollection<Event>> {
  private static final long serialVersionUID = 1L;

  private final String file;

  ReadDecisions(String file) {
    this.file = file;
  }

  @Override
  public PCollection<Event> expand(PBegin begin) {
    return begin
        .apply(
            "ReadAvro",
            AvroIO.read(AuthorizationDecision.class)
                .withDatumReaderFactory(new Readers())
                .from(file))
        .apply("AsEvent", MapElements.into(TypeDescriptor.of(Event.class)).via(Event::of))
        .setCoder(EventCoder.of());
  }

  private static final class Readers
      implements AvroSource.DatumReaderFactory<AuthorizationDecision> {
    private static final long serialVersionUID = 1L;

    @Override
    public DatumReader<AuthorizationDecision> apply(Schema writer, Schema reader) {
      return new RecordReader<>(AuthorizationDecision.class, writer);
    }
  }
}
