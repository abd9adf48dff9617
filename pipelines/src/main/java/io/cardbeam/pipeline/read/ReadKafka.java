package io.cardbeam.pipeline.read;

import io.cardbeam.event.DeadLetter;
import io.cardbeam.pipeline.AvroRecordCoder;
import io.cardbeam.pipeline.EventCoder;
import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.wire.Topic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.io.kafka.KafkaIO;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTagList;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads a topic of events from Kafka, unbounded. Gives {@link SourceTags#EVENTS}, with the record's
 * timestamp, which producers set to the event time, and {@link SourceTags#DEAD_LETTERS}.
 *
 * <p>With a {@code group.id} among the client settings, that group's offsets tell what each
 * checkpoint has behind it, for whoever watches how far the job is.
 */
public final class ReadKafka extends PTransform<PBegin, PCollectionTuple> {
  private static final long serialVersionUID = 1L;

  private final KafkaConnection kafka;
  private final Topic topic;
  private final StartFrom startFrom;
  private final WatermarkClock clock;

  /** Where a job that has no checkpoint starts to read. */
  public enum StartFrom {
    /** At the oldest record of each partition. */
    EARLIEST,
    /** After the newest record of each partition. */
    LATEST
  }

  public ReadKafka(KafkaConnection kafka, Topic topic, StartFrom startFrom, WatermarkClock clock) {
    this.kafka = kafka;
    this.topic = topic;
    this.startFrom = startFrom;
    this.clock = clock;
  }

  @Override
  public PCollectionTuple expand(PBegin input) {
    Map<String, Object> config = new HashMap<>(kafka.clientConfig());
    config.put(
        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
        startFrom == StartFrom.EARLIEST ? "earliest" : "latest");
    PCollectionTuple decoded =
        input
            .apply(
                "Poll",
                config.containsKey(ConsumerConfig.GROUP_ID_CONFIG)
                    ? poll(config).commitOffsetsInFinalize()
                    : poll(config))
            .apply(
                "Decode",
                ParDo.of(new DecodeFn(topic))
                    .withOutputTags(SourceTags.EVENTS, TupleTagList.of(SourceTags.DEAD_LETTERS)));
    decoded.get(SourceTags.EVENTS).setCoder(EventCoder.of());
    decoded.get(SourceTags.DEAD_LETTERS).setCoder(AvroRecordCoder.of(DeadLetter.class));
    return decoded;
  }

  private KafkaIO.Read<byte[], byte[]> poll(Map<String, Object> config) {
    WatermarkClock watermarkClock = clock;
    return KafkaIO.<byte[], byte[]>read()
        .withBootstrapServers(kafka.bootstrapServers())
        .withTopics(List.of(kafka.name(topic)))
        .withKeyDeserializer(ByteArrayDeserializer.class)
        .withValueDeserializer(ByteArrayDeserializer.class)
        .withConsumerConfigUpdates(config)
        .withTimestampPolicyFactory(
            (partition, previous) -> new EventTimePolicy(watermarkClock, previous));
  }
}
