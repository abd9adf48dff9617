package io.cardbeam.pipeline.read;

import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.wire.Topic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.io.kafka.KafkaIO;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** How a topic's bytes are polled, with {@link EventTimePolicy}. */
record KafkaPoll(KafkaConnection kafka, Topic topic, WatermarkClock clock) {

  /** The read, for a job that has no checkpoint from here on. */
  KafkaIO.Read<byte[], byte[]> from(ReadKafka.StartFrom startFrom) {
    Map<String, Object> config = new HashMap<>(kafka.clientConfig());
    config.put(
        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
        startFrom == ReadKafka.StartFrom.EARLIEST ? "earliest" : "latest");
    WatermarkClock watermarkClock = clock;
    KafkaIO.Read<byte[], byte[]> read =
        KafkaIO.<byte[], byte[]>read()
            .withBootstrapServers(kafka.bootstrapServers())
            .withTopics(List.of(kafka.name(topic)))
            .withKeyDeserializer(ByteArrayDeserializer.class)
            .withValueDeserializer(ByteArrayDeserializer.class)
            .withConsumerConfigUpdates(config)
            .withTimestampPolicyFactory(
                (partition, previous) -> new EventTimePolicy(watermarkClock, previous));
    return config.containsKey(ConsumerConfig.GROUP_ID_CONFIG)
        ? read.commitOffsetsInFinalize()
        : read;
  }
}
