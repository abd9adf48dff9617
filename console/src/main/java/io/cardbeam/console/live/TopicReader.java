package io.cardbeam.console.live;

import io.cardbeam.event.Activity;
import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.FraudAlert;
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
 * Reads decisions from now on, and activity and alerts from a little before, so that a page has
 * something to show at once. One thread; what can't be read is logged and skipped.
 */
public final class TopicReader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TopicReader.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration JOIN = Duration.ofSeconds(5);

  /** Records of each partition that are read again at the start. */
  private static final Map<Topic, Long> LOOK_BACK =
      Map.of(
          Topic.AUTHORIZATION_DECISIONS, 0L,
          Topic.ACTIVITY, 10_000L,
          Topic.FRAUD_ALERTS, (long) AlertList.MAX_ALERTS);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final WireCodec codec = new WireCodec();
  private final Listener listener;
  private final Thread thread = new Thread(this::readOn, "console-topics");
  private volatile boolean closed;

  /** Who is told; always by the same thread. */
  public interface Listener {
    /** A decision. */
    void decision(AuthorizationDecision decision);

    /** Figures of a minute, or better ones. */
    void activity(Activity activity);

    /** An alert, perhaps not for the first time. */
    void alert(FraudAlert alert);
  }

  private TopicReader(KafkaConnection kafka, Listener listener) {
    this.listener = listener;
    consumer = kafka.consumerOfTheNewest();
  }

  /**
   * Starts to read. When this returns, no decision from now on is missed.
   *
   * @throws KafkaException if Kafka does not answer or lacks a topic
   */
  public static TopicReader start(KafkaConnection kafka, Listener listener) {
    TopicReader reader = new TopicReader(kafka, listener);
    try {
      reader.takePlaces(kafka);
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

  private void takePlaces(KafkaConnection kafka) {
    Map<TopicPartition, Long> lookBack = new HashMap<>();
    LOOK_BACK.forEach(
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
    }
  }

  private void readOn() {
    try (consumer) {
      while (!closed) {
        try {
          for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            tell(record);
          }
        } catch (WakeupException e) {
          // Closing: the loop ends.
        } catch (KafkaException e) {
          LOG.warn("reading from Kafka goes on after {}", e.toString());
        }
      }
    }
  }

  private void tell(ConsumerRecord<byte[], byte[]> record) {
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
    if (body instanceof AuthorizationDecision decision) {
      listener.decision(decision);
    } else if (body instanceof Activity activity) {
      listener.activity(activity);
    } else if (body instanceof FraudAlert alert) {
      listener.alert(alert);
    }
  }

  /** Stops to read; no listener is told after this. */
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
