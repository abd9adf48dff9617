package io.cardbeam.local;

import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.wire.Topic;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads a topic from its beginning to its present end. */
public final class TopicReader {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private TopicReader() {}

  /** Takes records, one by one. */
  public interface Receiver {
    /**
     * Takes one.
     *
     * @param value of the record
     * @param offset of the record in its partition
     */
    void record(byte[] value, long offset) throws IOException;
  }

  /**
   * How many records there are. They are read, as offsets are also taken by what is aborted and by
   * the marks of transactions.
   *
   * @throws IOException as {@link #read}
   */
  public static long count(KafkaConnection kafka, Topic topic) throws IOException {
    long[] records = {0};
    read(kafka, topic, (value, offset) -> records[0]++);
    return records[0];
  }

  /**
   * Reads all records.
   *
   * @throws IOException if a minute goes by in which none comes, though there are more
   */
  public static void read(KafkaConnection kafka, Topic topic, Receiver receiver)
      throws IOException {
    try (KafkaConsumer<byte[], byte[]> consumer = kafka.consumer()) {
      List<TopicPartition> partitions = partitions(consumer, kafka.name(topic));
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      long cameNanos = System.nanoTime();
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        for (ConsumerRecord<byte[], byte[]> record : records) {
          receiver.record(record.value(), record.offset());
        }
        if (!records.isEmpty()) {
          cameNanos = System.nanoTime();
        } else if (System.nanoTime() - cameNanos > PATIENCE.toNanos()) {
          throw new IOException(kafka.name(topic) + " can't be read to its end");
        }
      }
    }
  }

  private static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, String topic) {
    return consumer.partitionsFor(topic).stream()
        .map(p -> new TopicPartition(topic, p.partition()))
        .toList();
  }
}
