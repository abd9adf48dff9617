package io.cardbeam.pipeline.rule;

import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.wire.RuleRecord;
import io.cardbeam.wire.Topic;
import io.cardbeam.wire.UnreadableRecordException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads the topic of rules from its beginning to where it ends now. Records that can't be read are
 * passed over: the stream makes dead letters of them.
 */
public record KafkaRules(KafkaConnection kafka) implements RulesAtStart {
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(200);

  /**
   * Reads it.
   *
   * @throws KafkaException if Kafka does not answer within 30 seconds, or has no such topic
   */
  @Override
  public List<RuleRecord> read() {
    List<RuleRecord> rules = new ArrayList<>();
    RuleDecoder decoder = new RuleDecoder();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions(consumer), ANSWER_WITHIN);
      consumer.assign(ends.keySet());
      consumer.seekToBeginning(ends.keySet());
      long deadline = System.nanoTime() + ANSWER_WITHIN.toNanos();
      while (!isAtEnd(consumer, ends)) {
        if (System.nanoTime() > deadline) {
          throw new KafkaException(
              "the topic " + kafka.name(Topic.RULES) + " could not be read to its end");
        }
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          decoded(decoder, record).ifPresent(rules::add);
        }
      }
    }
    return rules;
  }

  private static Optional<RuleRecord> decoded(
      RuleDecoder decoder, ConsumerRecord<byte[], byte[]> record) {
    try {
      return Optional.of(decoder.decode(record.value()));
    } catch (UnreadableRecordException e) {
      return Optional.empty();
    }
  }

  private List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer) {
    String name = kafka.name(Topic.RULES);
    List<TopicPartition> partitions = new ArrayList<>();
    consumer
        .partitionsFor(name, ANSWER_WITHIN)
        .forEach(p -> partitions.add(new TopicPartition(p.topic(), p.partition())));
    if (partitions.isEmpty()) {
      throw new KafkaException("Kafka has no topic " + name);
    }
    return partitions;
  }

  private static boolean isAtEnd(
      KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey(), ANSWER_WITHIN) >= end.getValue());
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    Map<String, Object> config = new HashMap<>(kafka.clientConfig());
    // It reads for itself: a group would share the partitions out, or move the job's own offsets.
    config.remove(ConsumerConfig.GROUP_ID_CONFIG);
    config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
