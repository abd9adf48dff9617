package io.cardbeam.pipeline.publish;

import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.wire.Topic;
import io.cardbeam.wire.WireCodec;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.io.kafka.KafkaIO;
import org.apache.beam.sdk.io.kafka.ProducerRecordCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes records to a topic in Avro's single-object encoding, with a key and the event time as the
 * record's timestamp. At least once: after a fault a record may come again, as the same bytes.
 */
public final class WriteKafka<T extends SpecificRecord> extends PTransform<PCollection<T>, PDone> {
  private static final long serialVersionUID = 1L;

  private final KafkaConnection kafka;
  private final Topic topic;
  private final SerializableFunction<T, String> key;
  private final @Nullable SerializableFunction<T, Instant> eventTime;

  /**
   * @param key the record's Kafka key
   * @param eventTime the record's Kafka timestamp
   */
  public WriteKafka(
      KafkaConnection kafka,
      Topic topic,
      SerializableFunction<T, String> key,
      SerializableFunction<T, Instant> eventTime) {
    this(key, eventTime, kafka, topic);
  }

  private WriteKafka(
      SerializableFunction<T, String> key,
      @Nullable SerializableFunction<T, Instant> eventTime,
      KafkaConnection kafka,
      Topic topic) {
    this.kafka = kafka;
    this.topic = topic;
    this.key = key;
    this.eventTime = eventTime;
  }

  /** Writes records that have no event time: Kafka stamps them with the time of sending. */
  public static <T extends SpecificRecord> WriteKafka<T> withoutEventTime(
      KafkaConnection kafka, Topic topic, SerializableFunction<T, String> key) {
    return new WriteKafka<>(key, null, kafka, topic);
  }

  @Override
  public PDone expand(PCollection<T> records) {
    Map<String, Object> config = new HashMap<>(kafka.clientConfig());
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    return records
        .apply("Encode", ParDo.of(new EncodeFn<>(kafka.name(topic), key, eventTime)))
        .setCoder(ProducerRecordCoder.of(ByteArrayCoder.of(), ByteArrayCoder.of()))
        .apply(
            "Send",
            KafkaIO.<byte[], byte[]>writeRecords()
                .withBootstrapServers(kafka.bootstrapServers())
                .withTopic(kafka.name(topic))
                .withKeySerializer(ByteArraySerializer.class)
                .withValueSerializer(ByteArraySerializer.class)
                .withProducerConfigUpdates(config));
  }

  private static final class EncodeFn<T extends SpecificRecord>
      extends DoFn<T, ProducerRecord<byte[], byte[]>> {
    private static final long serialVersionUID = 1L;

    private final String topicName;
    private final SerializableFunction<T, String> key;
    private final @Nullable SerializableFunction<T, Instant> eventTime;
    private transient @Nullable WireCodec codec;

    EncodeFn(
        String topicName,
        SerializableFunction<T, String> key,
        @Nullable SerializableFunction<T, Instant> eventTime) {
      this.topicName = topicName;
      this.key = key;
      this.eventTime = eventTime;
    }

    @ProcessElement
    public void process(@Element T record, OutputReceiver<ProducerRecord<byte[], byte[]>> output) {
      if (codec == null) {
        codec = new WireCodec();
      }
      output.output(
          new ProducerRecord<>(
              topicName,
              null,
              eventTime == null ? null : (Long) eventTime.apply(record).toEpochMilli(),
              key.apply(record).getBytes(StandardCharsets.UTF_8),
              codec.encode(record)));
    }
  }
}
