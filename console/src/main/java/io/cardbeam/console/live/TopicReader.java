package io.cardbeam.console.live;

import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.wire.Topic;
import io.cardbeam.wire.UnreadableRecordException;
import io.cardbeam.wire.WireCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads topics from now on, or from a little before, so that there is something to show at once.
 * One thread; what can't be read is logged and skipped.
 */
public final class TopicReader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TopicReader.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration JOIN = Duration.ofSeconds(5);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final WireCodec codec = new WireCodec();
  private final Listener listener;

  /** Partitions of which nothing is read yet, and whether they have older records than those. */
  private final Map<TopicPartition, Boolean> unread = new HashMap<>();

  /** Where partitions ended at the start, until they are read up to there. */
  private final Map<TopicPartition, Long> behind = new HashMap<>();

  private boolean isCaughtUp;
  private final Thread thread = new Thread(this::readOn, "console-topics");
  private volatile boolean closed;

  /** Who takes the records; always by the same thread. */
  public interface Listener {
    /** A record, perhaps not for the first time. */
    void record(SpecificRecord body);

    /**
     * The first record that is read of a partition, before it is handed over.
     *
     * @param hasOlder whether there are older ones, which are not read
     */
    default void first(SpecificRecord body, boolean hasOlder) {}

    /** All that was there at the start was handed over. */
    default void caughtUp() {}

    /** The records that came at once were handed over. */
    default void batchEnds() {}
  }

  private TopicReader(KafkaConsumer<byte[], byte[]> consumer, Listener listener) {
    this.listener = listener;
    this.consumer = consumer;
  }

  /**
   * Starts to read each record as soon as it is there. When this returns, no record from now on is
   * missed.
   *
   * @param lookBack topics, and how many records of each partition are read that are there already
   * @throws KafkaException if Kafka does not answer or lacks a topic
   */
  public static TopicReader start(
      KafkaConnection kafka, Map<Topic, Long> lookBack, Listener listener) {
    return start(kafka, kafka.consumerOfTheNewest(), lookBack, listener);
  }

  /**
   * As {@link #start}, for who is in no such hurry: many records at once, which are some 200 ms old
   * at most. At hundreds of them a second this asks Kafka a tenth as often.
   */
  public static TopicReader startBatching(
      KafkaConnection kafka, Map<Topic, Long> lookBack, Listener listener) {
    return start(kafka, kafka.batchingConsumerOfTheNewest(), lookBack, listener);
  }

  private static TopicReader start(
      KafkaConnection kafka,
      KafkaConsumer<byte[], byte[]> consumer,
      Map<Topic, Long> lookBack,
      Listener listener) {
    TopicReader reader = new TopicReader(consumer, listener);
    try {
      reader.takePlaces(kafka, lookBack);
    } catch (RuntimeException e) {
      reader.consumer.close();
      throw e;
    }
    reader.thread.setDaemon(true);
    reader.thread.start();
    return reader;
  }

  /** Hands the consumer to whoever reads its metrics, which any thread may. */
  public void watchedBy(Consumer<KafkaConsumer<?, ?>> watcher) {
    watcher.accept(consumer);
  }

  /** Ends without an exception if decisions are being read. */
  public void check() {
    if (!thread.isAlive()) {
      throw new IllegalStateException("decisions are not read any more");
    }
  }

  private void takePlaces(KafkaConnection kafka, Map<Topic, Long> lookBackOfTopics) {
    Map<TopicPartition, Long> lookBack = new HashMap<>();
    lookBackOfTopics.forEach(
        (topic, records) -> {
          for (TopicPartition partition : kafka.partitions(consumer, topic)) {
            lookBack.put(partition, records);
          }
        });
    List<TopicPartition> all = new ArrayList<>(lookBack.keySet());
    consumer.assign(all);
    Map<TopicPartition, Long> first = consumer.beginningOffsets(all);
    Map<TopicPartition, Long> end = consumer.endOffsets(all);
    for (TopicPartition p : all) {
      long from = end.getOrDefault(p, 0L) - lookBack.getOrDefault(p, 0L);
      consumer.seek(p, Math.max(first.getOrDefault(p, 0L), from));
      unread.put(p, from > 0 || first.getOrDefault(p, 0L) > 0);
    }
    behind.putAll(end);
  }

  private void readOn() {
    try (consumer) {
      while (!closed) {
        try {
          for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            handOver(record);
          }
          look();
          listener.batchEnds();
        } catch (WakeupException e) {
          // Closing: the loop ends.
        } catch (KafkaException e) {
          LOG.warn("reading from Kafka goes on after {}", e.toString());
        }
      }
    }
  }

  /** Whether all that was there at the start is read by now. */
  private void look() {
    if (isCaughtUp) {
      return;
    }
    behind.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
    if (behind.isEmpty()) {
      isCaughtUp = true;
      listener.caughtUp();
    }
  }

  private void handOver(ConsumerRecord<byte[], byte[]> record) {
    SpecificRecord body;
    try {
      body = codec.decode(record.value());
    } catch (UnreadableRecordException e) {
      LOG.warn(
          "{} partition {} offset {} can't be read: {}",
          record.topic(),
          record.partition(),
          record.offset(),
          e.getMessage());
      return;
    }
    Boolean hasOlder =
        unread.isEmpty()
            ? null
            : unread.remove(new TopicPartition(record.topic(), record.partition()));
    if (hasOlder != null) {
      listener.first(body, hasOlder);
    }
    listener.record(body);
  }

  /** Stops to read; nothing is handed over after this. */
  @Override
  public void close() {
    closed = true;
    consumer.wakeup();
    try {
      thread.join(JOIN.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
