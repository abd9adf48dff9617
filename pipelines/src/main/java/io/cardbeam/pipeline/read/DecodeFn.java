package io.cardbeam.pipeline.read;

import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import io.cardbeam.wire.Topic;
import io.cardbeam.wire.UnreadableRecordException;
import io.cardbeam.wire.WireCodec;
import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.jspecify.annotations.Nullable;

/** Kafka's bytes to events, or to dead letters that name topic, partition and offset. */
final class DecodeFn extends DoFn<KafkaRecord<byte[], byte[]>, Event> {
  private static final long serialVersionUID = 1L;
  private static final byte[] NOTHING = {};
  private static final Counter REQUESTS = Metrics.counter(SourceTags.NAMESPACE, "requests");
  private static final Counter INVALID = Metrics.counter(SourceTags.NAMESPACE, "invalid");

  private final Topic topic;
  private transient @Nullable WireCodec codec;

  DecodeFn(Topic topic) {
    this.topic = topic;
  }

  @Setup
  public void setup() {
    codec = new WireCodec();
  }

  @ProcessElement
  public void process(@Element KafkaRecord<byte[], byte[]> record, MultiOutputReceiver output) {
    byte[] value = record.getKV().getValue() == null ? NOTHING : record.getKV().getValue();
    WireCodec decoder = codec == null ? new WireCodec() : codec;
    // A card's order is its log's; transactions wait for their cut-off and have no place in it.
    long position = topic == Topic.CARD_EVENTS ? record.getOffset() : 0;
    try {
      Event event = decoder.decodeEvent(value, topic, position);
      if (event.type() == EventType.AUTHORIZATION_REQUEST) {
        REQUESTS.inc();
      }
      output.get(SourceTags.EVENTS).output(event);
    } catch (UnreadableRecordException e) {
      INVALID.inc();
      output.get(SourceTags.DEAD_LETTERS).output(UnreadRecord.letter(record, e));
    }
  }
}
