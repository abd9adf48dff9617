package io.cardbeam.pipeline.read;

import io.cardbeam.pipeline.published.RecordDecoder;
import io.cardbeam.wire.UnreadableRecordException;
import java.util.Objects;
import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.values.TupleTag;
import org.jspecify.annotations.Nullable;

/** Kafka's bytes to published records, or to dead letters. */
final class DecodePublishedFn<T> extends DoFn<KafkaRecord<byte[], byte[]>, T> {
  private static final long serialVersionUID = 1L;
  private static final Counter INVALID = Metrics.counter(SourceTags.NAMESPACE, "invalid");

  private final TupleTag<T> records;
  private final SerializableFunction<Void, RecordDecoder<T>> decoders;
  private transient @Nullable RecordDecoder<T> decoder;

  DecodePublishedFn(TupleTag<T> records, SerializableFunction<Void, RecordDecoder<T>> decoders) {
    this.records = records;
    this.decoders = decoders;
  }

  @Setup
  @SuppressWarnings("NullAway") // A Void is null.
  public void setUp() {
    decoder = decoders.apply(null);
  }

  @ProcessElement
  public void process(@Element KafkaRecord<byte[], byte[]> record, MultiOutputReceiver output) {
    try {
      output
          .get(records)
          .output(
              Objects.requireNonNull(decoder, "not set up")
                  .decode(record.getKV().getKey(), record.getKV().getValue()));
    } catch (UnreadableRecordException e) {
      INVALID.inc();
      output.get(SourceTags.DEAD_LETTERS).output(UnreadRecord.letter(record, e));
    }
  }
}
