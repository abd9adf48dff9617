package io.cardbeam.console.letters;

import io.cardbeam.console.database.Database;
import io.cardbeam.console.topics.TopicOffsets;
import io.cardbeam.console.topics.WatchedPartitions;
import io.cardbeam.event.DeadLetter;
import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.text.Sha256;
import io.cardbeam.wire.Topic;
import io.cardbeam.wire.UnreadableRecordException;
import io.cardbeam.wire.WireCodec;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes dead letters from their topic into PostgreSQL, with the place up to which it was read, in
 * one transaction. Several consoles may do so at once: a letter that is there already stays.
 */
final class LetterCollector implements AutoCloseable {
  /** Most letters that are kept; the oldest go first. */
  static final int MAX_LETTERS = 100_000;

  private static final Logger LOG = LoggerFactory.getLogger(LetterCollector.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final List<Topic> TOPICS = List.of(Topic.DEAD_LETTERS);
  private static final TopicOffsets OFFSETS = new TopicOffsets("letters.topic_offset");
  private static final String KEEP =
      """
      INSERT INTO letters.dead_letter (letter_digest, written_at, source, source_position,
        topic_name, code, reason_text, payload)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (letter_digest) DO NOTHING
      """;
  private static final String FORGET =
      """
      DELETE FROM letters.dead_letter WHERE letter_id <= (
        SELECT letter_id FROM letters.dead_letter ORDER BY letter_id DESC OFFSET ? LIMIT 1)
      """;

  private final KafkaConnection kafka;
  private final Database database;
  private final int mostLetters;
  private final WireCodec codec = new WireCodec();
  private final KafkaConsumer<byte[], byte[]> consumer;

  /** Null until it is known where to read on. */
  private @Nullable WatchedPartitions partitions;

  LetterCollector(KafkaConnection kafka, Database database) {
    this(kafka, database, MAX_LETTERS);
  }

  LetterCollector(KafkaConnection kafka, Database database, int mostLetters) {
    this.kafka = kafka;
    this.database = database;
    this.mostLetters = mostLetters;
    this.consumer = kafka.consumer();
  }

  /**
   * Takes what has come since, a few hundred letters at most.
   *
   * @return whether there was anything
   * @throws SQLException if it can't be stored; it is read again then
   */
  synchronized boolean collect() throws SQLException {
    WatchedPartitions known = partitions;
    if (known == null || known.haveChanged()) {
      known = new WatchedPartitions(kafka, consumer, TOPICS, InstantSource.system());
      TopicOffsets.seek(consumer, known.list(), database.read(OFFSETS::read));
      partitions = known;
    }
    ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
    if (records.isEmpty()) {
      return false;
    }
    try {
      database.change(connection -> store(connection, records));
    } catch (SQLException | RuntimeException e) {
      partitions = null;
      throw e;
    }
    return true;
  }

  private void store(Connection connection, ConsumerRecords<byte[], byte[]> records)
      throws SQLException {
    try (PreparedStatement keep = connection.prepareStatement(KEEP);
        PreparedStatement forget = connection.prepareStatement(FORGET)) {
      Map<TopicPartition, Long> next = new HashMap<>();
      for (ConsumerRecord<byte[], byte[]> record : records) {
        add(keep, record);
        next.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
      }
      keep.executeBatch();
      OFFSETS.write(connection, next);
      forget.setInt(1, mostLetters);
      forget.executeUpdate();
    }
  }

  private void add(PreparedStatement keep, ConsumerRecord<byte[], byte[]> record)
      throws SQLException {
    try {
      if (record.value() != null && codec.decode(record.value()) instanceof DeadLetter letter) {
        byte[] payload = new byte[letter.getPayload().remaining()];
        letter.getPayload().duplicate().get(payload);
        keep.setString(1, Sha256.hex(record.value()));
        keep.setObject(2, Instant.ofEpochMilli(record.timestamp()).atOffset(ZoneOffset.UTC));
        keep.setString(3, stored(letter.getSource()));
        keep.setLong(4, letter.getPosition());
        keep.setString(5, topicOf(letter.getSource()));
        keep.setString(6, stored(letter.getCode()));
        keep.setString(7, stored(letter.getReason()));
        keep.setBytes(8, payload);
        keep.addBatch();
      }
    } catch (UnreadableRecordException e) {
      LOG.warn("a dead letter at offset {} can't be read: {}", record.offset(), e.reason());
    }
  }

  /** PostgreSQL knows no U+0000. */
  private static String stored(String text) {
    return text.replace('\0', ' ');
  }

  /** A source is topic and partition, or a file. */
  private String topicOf(String source) {
    return Arrays.stream(Topic.values())
        .filter(
            topic -> {
              String prefix = kafka.name(topic) + "-";
              return source.startsWith(prefix)
                  && source.substring(prefix.length()).matches("[0-9]{1,9}");
            })
        .map(Topic::topicName)
        .findFirst()
        .orElse("");
  }

  @Override
  public synchronized void close() {
    consumer.close();
  }
}
