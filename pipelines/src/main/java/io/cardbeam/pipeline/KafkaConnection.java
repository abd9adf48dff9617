package io.cardbeam.pipeline;

import io.cardbeam.wire.Topic;
import java.io.Serializable;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Which Kafka, and how to reach it.
 *
 * @param bootstrapServers host:port, separated by commas
 * @param topicPrefix put before each topic's name; may be empty
 * @param clientConfig any of Kafka's own client settings, for instance for TLS and SASL
 */
public record KafkaConnection(
    String bootstrapServers, String topicPrefix, Map<String, String> clientConfig)
    implements Serializable {
  /** How long Kafka is waited for. */
  static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);

  /** Bytes that make a batch. */
  static final int BATCH_BYTES = 64 * 1024;

  private static final Duration BATCH_WAIT = Duration.ofMillis(200);

  public KafkaConnection {
    clientConfig = new HashMap<>(clientConfig);
  }

  /** The topic's name on this Kafka. */
  public String name(Topic topic) {
    return topicPrefix + topic.topicName();
  }

  /**
   * Settings of every consumer in the project: the client's own, and that it sees committed records
   * only, whatever the client's say: a payment of an aborted transaction was never made. Where a
   * topic ends is then its last stable offset, before any transaction that is still open.
   */
  public Map<String, Object> consumerConfig() {
    Map<String, Object> config = new HashMap<>(clientConfig);
    config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(
        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
        IsolationLevel.READ_COMMITTED.toString().toLowerCase(Locale.ROOT));
    return config;
  }

  /**
   * A consumer that reads for itself, from where it is sent: in no group, so that it shares no
   * partition with a job and moves no offset of one. What it is sent to read and retention has
   * deleted is an error.
   */
  public KafkaConsumer<byte[], byte[]> consumer() {
    return consumer("none");
  }

  /**
   * The same, but where records that it is about to read are deleted it goes on with the newest.
   */
  public KafkaConsumer<byte[], byte[]> consumerOfTheNewest() {
    return consumer("latest");
  }

  /**
   * As {@link #consumerOfTheNewest}, for whoever works better on many records at once: a poll
   * brings {@value #BATCH_BYTES} bytes or more, or what came within a fifth of a second.
   */
  public KafkaConsumer<byte[], byte[]> batchingConsumerOfTheNewest() {
    return consumer(
        "latest",
        Map.of(
            ConsumerConfig.FETCH_MIN_BYTES_CONFIG,
            BATCH_BYTES,
            ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
            (int) BATCH_WAIT.toMillis()));
  }

  private KafkaConsumer<byte[], byte[]> consumer(String whereRecordsAreGone) {
    return consumer(whereRecordsAreGone, Map.of());
  }

  private KafkaConsumer<byte[], byte[]> consumer(
      String whereRecordsAreGone, Map<String, Object> fetching) {
    Map<String, Object> config = consumerConfig();
    config.remove(ConsumerConfig.GROUP_ID_CONFIG);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, whereRecordsAreGone);
    config.putAll(fetching);
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /**
   * A topic's partitions, in order of their numbers.
   *
   * @param consumer of this Kafka
   * @throws KafkaException if Kafka does not answer within 30 seconds, or has no such topic
   */
  public List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, Topic topic) {
    return partitions(consumer, name(topic));
  }

  /**
   * The same of a topic of this whole name.
   *
   * @throws KafkaException as {@link #partitions(KafkaConsumer, Topic)}
   */
  public List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, String name) {
    List<PartitionInfo> infos = consumer.partitionsFor(name, ANSWER_WITHIN);
    if (infos == null || infos.isEmpty()) {
      throw new KafkaException("Kafka has no topic " + name);
    }
    return infos.stream()
        .map(PartitionInfo::partition)
        .sorted()
        .map(partition -> new TopicPartition(name, partition))
        .toList();
  }

  /** The client settings may hold a password, so they are not shown. */
  @Override
  public String toString() {
    return "Kafka at " + bootstrapServers;
  }
}
