package io.cardbeam.console.topics;

import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.wire.Topic;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** The partitions of some topics, which may be enlarged while they are read. */
public final class WatchedPartitions {
  private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

  private final KafkaConnection kafka;
  private final KafkaConsumer<?, ?> consumer;
  private final List<Topic> topics;
  private final InstantSource clock;
  private final List<TopicPartition> partitions;
  private Instant lookAgain;

  /** The partitions that there are now. */
  public WatchedPartitions(
      KafkaConnection kafka,
      KafkaConsumer<?, ?> consumer,
      List<Topic> topics,
      InstantSource clock) {
    this.kafka = kafka;
    this.consumer = consumer;
    this.topics = List.copyOf(topics);
    this.clock = clock;
    this.partitions = look();
    this.lookAgain = clock.instant().plus(LOOK_AGAIN);
  }

  /** Those that there were at first. */
  public List<TopicPartition> list() {
    return partitions;
  }

  /** Whether there are others now; looks once a minute. */
  public boolean haveChanged() {
    if (!clock.instant().isAfter(lookAgain)) {
      return false;
    }
    lookAgain = clock.instant().plus(LOOK_AGAIN);
    return !look().equals(partitions);
  }

  private List<TopicPartition> look() {
    return topics.stream().flatMap(topic -> kafka.partitions(consumer, topic).stream()).toList();
  }
}
