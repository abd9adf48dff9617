package io.cardbeam.command.traffic;

import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.FraudAlert;
import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.wire.Topic;
import io.cardbeam.wire.UnreadableRecordException;
import io.cardbeam.wire.WireCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Decisions and alerts, as the pipeline writes them, from the moment this is made. */
final class Replies implements AutoCloseable {
  private static final List<Topic> TOPICS =
      List.of(Topic.AUTHORIZATION_DECISIONS, Topic.FRAUD_ALERTS);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final WireCodec codec = new WireCodec();

  /** Who is told. */
  interface Listener {
    void decision(AuthorizationDecision decision) throws TrafficException;

    void alert(FraudAlert alert);
  }

  Replies(KafkaConnection kafka) {
    consumer = kafka.consumer();
    List<TopicPartition> partitions = new ArrayList<>();
    for (Topic topic : TOPICS) {
      partitions.addAll(kafka.partitions(consumer, topic));
    }
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    // Seeking is lazy, and a reply may be written before the first poll.
    partitions.forEach(consumer::position);
  }

  /** Tells of what came, or of what comes within the time. */
  void poll(Duration atMost, Listener listener) throws TrafficException {
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(atMost)) {
      SpecificRecord body = decode(record);
      if (body instanceof AuthorizationDecision decision) {
        listener.decision(decision);
      } else if (body instanceof FraudAlert alert) {
        listener.alert(alert);
      }
    }
  }

  private SpecificRecord decode(ConsumerRecord<byte[], byte[]> record) throws TrafficException {
    try {
      return codec.decode(record.value());
    } catch (UnreadableRecordException e) {
      throw new TrafficException(
          "a reply on " + record.topic() + " can't be read: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
