package io.cardbeam.pipeline;

import static io.cardbeam.pipeline.KafkaConnection.ANSWER_WITHIN;

import io.cardbeam.wire.Topic;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Reads a topic from its oldest record to where it ends now. */
public final class WholeTopic {
  private static final Duration POLL = Duration.ofMillis(200);

  private WholeTopic() {}

  /**
   * Takes records, one by one.
   *
   * @param <X> what it throws, which ends the reading
   */
  @FunctionalInterface
  public interface Receiver<X extends Exception> {
    /** Takes one. */
    void take(ConsumerRecord<byte[], byte[]> record) throws X;
  }

  /**
   * Reads it.
   *
   * @param receiver is given each record; those of a partition in order
   * @throws KafkaException if Kafka does not answer, has no such topic, or gives nothing for 30
   *     seconds though there is more
   */
  public static <X extends Exception> void read(
      KafkaConnection kafka, Topic topic, Receiver<X> receiver) throws X {
    try (KafkaConsumer<byte[], byte[]> consumer = kafka.consumer()) {
      Map<TopicPartition, Long> ends =
          consumer.endOffsets(kafka.partitions(consumer, topic), ANSWER_WITHIN);
      read(consumer, ends, receiver);
    }
  }

  /**
   * Reads some partitions from their oldest records to an end.
   *
   * @param ends offsets after the last record of each
   * @throws KafkaException as {@link #read(KafkaConnection, Topic, Receiver)}
   */
  public static <X extends Exception> void read(
      KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends, Receiver<X> receiver)
      throws X {
    consumer.assign(ends.keySet());
    consumer.seekToBeginning(ends.keySet());
    long cameNanos = System.nanoTime();
    while (!isAtEnd(consumer, ends)) {
      ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
      for (ConsumerRecord<byte[], byte[]> record : records) {
        receiver.take(record);
      }
      if (!records.isEmpty()) {
        cameNanos = System.nanoTime();
      } else if (System.nanoTime() - cameNanos > ANSWER_WITHIN.toNanos()) {
        throw new KafkaException(
            "the topic "
                + ends.keySet().iterator().next().topic()
                + " could not be read to its end");
      }
    }
  }

  private static boolean isAtEnd(
      KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey(), ANSWER_WITHIN) >= end.getValue());
  }
}
