package io.cardbeam.console.cases;

import io.cardbeam.console.database.Database;
import io.cardbeam.console.database.LockedThread;
import io.cardbeam.console.database.Retention;
import io.cardbeam.console.topics.TopicOffsets;
import io.cardbeam.console.topics.WatchedPartitions;
import io.cardbeam.event.FraudAlert;
import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.wire.Topic;
import io.cardbeam.wire.UnreadableRecordException;
import io.cardbeam.wire.WireCodec;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes cases of alerts: reads their topic from where the database says it stopped, at first from
 * its beginning, and writes cases and place in one transaction, so that a kill at any moment loses
 * and doubles nothing. It also wakes what was snoozed, and deletes what is too old. One works at a
 * time in an installation.
 */
final class CaseReader implements AutoCloseable {
  /** Any number that nothing else in this database locks. */
  static final long LOCK = 0x6361_7264_6361_7365L;

  private static final Logger LOG = LoggerFactory.getLogger(CaseReader.class);
  private static final Duration POLL = Duration.ofMillis(250);
  private static final TopicOffsets OFFSETS = new TopicOffsets("cases.reader_offset");

  private final KafkaConnection kafka;
  private final Database database;
  private final InstantSource clock;
  private final Retention retention;
  private final WireCodec codec = new WireCodec();
  private final LockedThread thread;

  CaseReader(KafkaConnection kafka, Database database, InstantSource clock) {
    this.kafka = kafka;
    this.database = database;
    this.clock = clock;
    this.retention = CaseRetention.by(clock);
    this.thread = new LockedThread("case-reader", database, LOCK, this::read);
  }

  void start() {
    thread.start();
  }

  boolean isAlive() {
    return thread.isAlive();
  }

  private void read(LockedThread.Turn turn) throws SQLException {
    try (KafkaConsumer<byte[], byte[]> consumer = kafka.consumer()) {
      var partitions = new WatchedPartitions(kafka, consumer, List.of(Topic.FRAUD_ALERTS), clock);
      TopicOffsets.seek(consumer, partitions.list(), database.read(OFFSETS::read));
      while (turn.goesOn() && !partitions.haveChanged()) {
        step(consumer);
      }
    }
  }

  private void step(KafkaConsumer<byte[], byte[]> consumer) throws SQLException {
    List<FraudAlert> alerts = new ArrayList<>();
    Map<TopicPartition, Long> next = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
      try {
        if (codec.decode(record.value()) instanceof FraudAlert alert) {
          alerts.add(alert);
        }
      } catch (UnreadableRecordException e) {
        LOG.warn(
            "alert at partition {} offset {} can't be read: {}",
            record.partition(),
            record.offset(),
            e.getMessage());
      }
      next.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
    }
    if (!next.isEmpty()) {
      database.change(connection -> write(connection, alerts, next));
    }
    database.change(connection -> SnoozedCases.wake(connection, clock.instant()));
    retention.step(database);
  }

  private void write(Connection connection, List<FraudAlert> alerts, Map<TopicPartition, Long> next)
      throws SQLException {
    AlertTaking.take(connection, alerts, clock.instant());
    OFFSETS.write(connection, next);
  }

  /** Stops; what was read and not written is read again at the next start. */
  @Override
  public void close() {
    thread.close();
  }
}
