package io.cardbeam.local.replay;

import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.pipeline.WholeTopic;
import io.cardbeam.wire.Topic;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** All that lies in a topic now, each partition in its order. */
public final class TopicRecords {
  private TopicRecords() {}

  public static List<ConsumerRecord<byte[], byte[]>> of(KafkaConnection kafka, Topic topic) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    WholeTopic.read(kafka, topic, records::add);
    return records;
  }
}
