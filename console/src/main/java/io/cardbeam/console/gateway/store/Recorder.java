package io.cardbeam.console.gateway.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cardbeam.console.database.Database;
import io.cardbeam.console.database.LockedThread;
import io.cardbeam.console.database.Retention;
import io.cardbeam.console.gateway.EventSender;
import io.cardbeam.console.gateway.IdKind;
import io.cardbeam.console.gateway.Operation;
import io.cardbeam.console.gateway.SentDefault;
import io.cardbeam.console.topics.TopicOffsets;
import io.cardbeam.console.topics.WatchedPartitions;
import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.TransactionException;
import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.Topic;
import io.cardbeam.wire.UnreadableRecordException;
import io.cardbeam.wire.WireCodec;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/**
 * Writes down what the gateways of an installation were asked and what became of it, off the path
 * of answers: reads the topics from where the database says it stopped, and writes rows and place
 * in one transaction, so a kill at any moment loses and doubles nothing. One records at a time, and
 * the others wait for it. It also deletes what is too old.
 */
public final class Recorder implements AutoCloseable {
  /** Any number that nothing else in this database locks. */
  private static final long LOCK = 0x6361_7264_6265_616dL;

  private static final Duration POLL = Duration.ofMillis(250);
  private static final TopicOffsets OFFSETS = new TopicOffsets("gateway.recorder_offset");
  private static final List<Topic> TOPICS =
      List.of(
          Topic.CARD_EVENTS,
          Topic.AUTHORIZATION_DECISIONS,
          Topic.TRANSACTIONS,
          Topic.TRANSACTION_EXCEPTIONS);

  private final KafkaConnection kafka;
  private final Database database;
  private final LateReversals reversals;
  private final WireCodec codec = new WireCodec();
  private final StoredBytes bytes = new StoredBytes();
  private final InstantSource clock;
  private final Retention retention;
  private final LockedThread thread;
  private volatile long lag;

  private Recorder(
      KafkaConnection kafka, Database database, EventSender sender, InstantSource clock) {
    this.kafka = kafka;
    this.database = database;
    this.clock = clock;
    this.retention = GatewayRetention.by(clock);
    this.reversals = new LateReversals(sender, bytes);
    this.thread = new LockedThread("gateway-recorder", database, LOCK, this::record);
  }

  /**
   * Starts to record. When this returns, no request that is sent from now on is missed.
   *
   * @param clock tells what is old enough to be deleted
   * @throws SQLException if the database does not answer
   * @throws KafkaException if Kafka does not, or lacks a topic
   */
  public static Recorder start(
      KafkaConnection kafka, Database database, EventSender sender, InstantSource clock)
      throws SQLException {
    Recorder recorder = new Recorder(kafka, database, sender, clock);
    try (KafkaConsumer<byte[], byte[]> consumer = kafka.consumerOfTheNewest()) {
      List<TopicPartition> partitions = recorder.partitions(consumer).list();
      database.change(connection -> OFFSETS.beginAtTheEnd(connection, consumer, partitions));
    }
    recorder.thread.start();
    return recorder;
  }

  /** Records that were not written yet at the last look; 0 where another recorder is at work. */
  public long lag() {
    return lag;
  }

  /** Whether it is at work, or waits for its turn. */
  public boolean isAlive() {
    return thread.isAlive();
  }

  private WatchedPartitions partitions(KafkaConsumer<?, ?> consumer) {
    return new WatchedPartitions(kafka, consumer, TOPICS, clock);
  }

  private void record(LockedThread.Turn turn) throws SQLException {
    try (KafkaConsumer<byte[], byte[]> consumer = kafka.batchingConsumerOfTheNewest()) {
      WatchedPartitions partitions = partitions(consumer);
      TopicOffsets.seek(
          consumer,
          partitions.list(),
          database.transact(c -> OFFSETS.beginAtTheEnd(c, consumer, partitions.list())));
      database.change(reversals::find);
      while (turn.goesOn() && !partitions.haveChanged()) {
        reversals.sendDue(database);
        retention.step(database);
        step(consumer);
      }
    } finally {
      lag = 0;
    }
  }

  private void step(KafkaConsumer<byte[], byte[]> consumer) throws SQLException {
    RecordedBatch batch = new RecordedBatch(bytes);
    Map<TopicPartition, Long> next = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
      add(record, batch);
      next.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
    }
    // Without a record, too: the answering path may have written a default.
    database.change(
        connection -> {
          batch.write(connection);
          reversals.find(connection);
          OFFSETS.write(connection, next);
        });
    lag =
        consumer.assignment().stream()
            .mapToLong(partition -> consumer.currentLag(partition).orElse(0))
            .sum();
  }

  private void add(ConsumerRecord<byte[], byte[]> record, RecordedBatch batch) {
    SpecificRecord body;
    try {
      body = codec.decode(record.value());
    } catch (UnreadableRecordException e) {
      // The stream makes a dead letter of it.
      return;
    }
    if (body instanceof AuthorizationRequest request) {
      if (IdKind.AUTHORIZATION.hasForm(request.getRequestId())) {
        String requestId = header(record, EventSender.REQUEST_ID_HEADER);
        batch.add(request, requestId);
        SentDefault.of(
                request,
                requestId,
                header(record, SentDefault.OUTCOME_HEADER),
                header(record, SentDefault.TIME_HEADER))
            .ifPresent(batch::add);
      }
    } else if (body instanceof AuthorizationDecision decision) {
      if (IdKind.AUTHORIZATION.hasForm(decision.getRequestId())) {
        batch.add(decision);
      }
    } else if (body instanceof TransactionException exception) {
      if (IdKind.of(exception.getTransactionId()).isPresent()) {
        batch.add(exception);
      }
    } else if (record.topic().equals(kafka.name(Topic.TRANSACTIONS))) {
      Event event = Event.of(body);
      if (IdKind.isOperation(event)) {
        batch.add(
            new Operation(
                header(record, EventSender.OWNER_HEADER),
                header(record, EventSender.REQUEST_ID_HEADER),
                event,
                false));
      }
    }
  }

  /** A header's text; empty for a record that came back from an archive, which keeps none. */
  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null ? "" : new String(header.value(), UTF_8);
  }

  /** Stops to record; what was read and not written is read again at the next start. */
  @Override
  public void close() {
    thread.close();
    database.close();
  }
}
