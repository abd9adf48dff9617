package io.cardbeam.local;

import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.pipeline.WholeTopic;
import io.cardbeam.wire.Topic;
import java.io.IOException;
import org.apache.kafka.common.KafkaException;

/** Reads a topic from its beginning to its present end. */
public final class TopicReader {
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
   * @throws IOException as the receiver, or as {@link WholeTopic#read} throws a {@link
   *     KafkaException}
   */
  public static void read(KafkaConnection kafka, Topic topic, Receiver receiver)
      throws IOException {
    try {
      WholeTopic.<IOException>read(
          kafka, topic, record -> receiver.record(record.value(), record.offset()));
    } catch (KafkaException e) {
      throw new IOException(kafka.name(topic) + " can't be read: " + e.getMessage(), e);
    }
  }
}
