package io.cardbeam.pipeline;

import io.cardbeam.wire.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/** Reads a topic from its oldest record to where it ends now. */
public final class WholeTopic {
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(200);

  private WholeTopic() {}

  /**
   * Reads it.
   *
   * @param receiver is given each record; those of a partition in order
   * @throws KafkaException if Kafka does not answer, has no such topic, or gives nothing for 30
   *     seconds though there is more
   */
  public static void read(
      KafkaConnection kafka, Topic topic, Consumer<ConsumerRecord<byte[], byte[]>> receiver) {
    String name = kafka.name(topic);
    try (KafkaConsumer<byte[], byte[]> consumer = kafka.consumer()) {
      List<PartitionInfo> infos = consumer.partitionsFor(name, ANSWER_WITHIN);
      if (infos == null || infos.isEmpty()) {
        throw new KafkaException("Kafka has no topic " + name);
      }
      Map<TopicPartition, Long> ends =
          consumer.endOffsets(
              infos.stream().map(p -> new TopicPartition(name, p.partition())).toList(),
              ANSWER_WITHIN);
      consumer.assign(ends.keySet());
      consumer.seekToBeginning(ends.keySet());
      long cameNanos = System.nanoTime();
      while (!isAtEnd(consumer, ends)) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        records.forEach(receiver);
        if (!records.isEmpty()) {
          cameNanos = System.nanoTime();
        } else if (System.nanoTime() - cameNanos > ANSWER_WITHIN.toNanos()) {
          throw new KafkaException("the topic " + name + " could not be read to its end");
        }
      }
    }
  }

  private static boolean isAtEnd(
      KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey(), ANSWER_WITHIN) >= end.getValue());
  }
}
