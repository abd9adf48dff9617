package io.cardbeam.command.weblog;

import io.cardbeam.pipeline.KafkaConnection;
import java.io.IOException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;

/** Whether a topic is there, before a pipeline is built that reads it. */
final class TopicCheck {
  private TopicCheck() {}

  /**
   * Returns if it is.
   *
   * @throws IOException with a line for the user if it is not, or Kafka does not answer
   */
  static void require(KafkaConnection kafka, String topic) throws IOException {
    try (KafkaConsumer<byte[], byte[]> consumer = kafka.consumer()) {
      kafka.partitions(consumer, topic);
    } catch (KafkaException e) {
      throw new IOException(
          "topic " + topic + " of " + kafka + " can't be read: " + e.getMessage(), e);
    }
  }
}
