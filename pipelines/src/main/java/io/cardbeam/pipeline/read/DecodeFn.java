package io.cardbeam.pipeline.read;

import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.pipeline.format.EventDecoder;
import io.cardbeam.pipeline.format.ValueFormat;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import io.cardbeam.wire.RecordKey;
import io.cardbeam.wire.Topic;
import io.cardbeam.wire.UnreadableRecordException;
import java.util.Objects;
import java.util.Optional;
import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.jspecify.annotations.Nullable;

/**
 * Kafka's bytes to events, or to dead letters that name topic, partition and offset. An event whose
 * record has another key than its card is none: it lies in another partition than the card's other
 * events, and has no place in their order.
 */
final class DecodeFn extends DoFn<KafkaRecord<byte[], byte[]>, Event> {
  private static final long serialVersionUID = 1L;
  private static final byte[] NOTHING = {};
  private static final Counter REQUESTS = Metrics.counter(SourceTags.NAMESPACE, "requests");
  private static final Counter INVALID = Metrics.counter(SourceTags.NAMESPACE, "invalid");

  private final Topic topic;
  private final ValueFormat format;
  private final EventTimes times;
  private final PartitionLimits limits;
  private final @Nullable KafkaConnection deadLetters;
  private transient @Nullable EventDecoder decoder;
  private transient @Nullable RefusedOffsets refused;

  /**
   * @param times event times that are taken
   * @param deadLetters where those are that were refused before; null where there are none
   */
  DecodeFn(
      Topic topic, ValueFormat format, EventTimes times, @Nullable KafkaConnection deadLetters) {
    this.topic = topic;
    this.format = format;
    this.times = times;
    this.limits = times.limits(topic);
    this.deadLetters = deadLetters;
  }

  @Setup
  public void setup() {
    decoder = format.decoder();
    refused = deadLetters == null ? RefusedOffsets.NONE : RefusedOffsets.read(deadLetters, topic);
  }

  @ProcessElement
  public void process(@Element KafkaRecord<byte[], byte[]> record, MultiOutputReceiver output) {
    try {
      Event event = event(record);
      if (event.type() == EventType.AUTHORIZATION_REQUEST) {
        REQUESTS.inc();
      }
      output.get(SourceTags.EVENTS).output(event);
    } catch (UnreadableRecordException e) {
      INVALID.inc();
      output.get(SourceTags.DEAD_LETTERS).output(UnreadRecord.letter(record, e));
    }
  }

  private Event event(KafkaRecord<byte[], byte[]> record) throws UnreadableRecordException {
    byte[] value = record.getKV().getValue() == null ? NOTHING : record.getKV().getValue();
    Event event = Objects.requireNonNull(decoder).decode(value, topic, record.getOffset());
    RecordKey.check(record.getKV().getKey(), event.cardToken(), "the card token");
    Optional<String> before =
        Objects.requireNonNull(refused).codeOf(record.getPartition(), record.getOffset());
    if (before.isPresent()) {
      throw EventTimes.refusal(before.get(), event);
    }
    times.check(event);
    limits.check(event, record.getPartition(), record.getOffset());
    return event;
  }
}
