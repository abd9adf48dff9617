package io.cardbeam.console.gateway.store;

import static java.util.stream.Collectors.toSet;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Where the recorder goes on to read. */
final class RecorderOffsets {
  private static final String BEGIN =
      """
      INSERT INTO gateway.recorder_offset (topic, partition, next_offset) VALUES (?, ?, ?)
      ON CONFLICT (topic, partition) DO NOTHING
      """;
  private static final String WRITE =
      "UPDATE gateway.recorder_offset SET next_offset = ? WHERE topic = ? AND partition = ?";
  private static final String READ =
      "SELECT topic, partition, next_offset FROM gateway.recorder_offset";

  private RecorderOffsets() {}

  /**
   * Gives new partitions their places: those of a topic that was never read begin at its end, those
   * that a topic was enlarged by at their beginning.
   *
   * @param consumer of the topics
   * @return where each partition is to be read from
   */
  static Map<TopicPartition, Long> place(
      Connection connection, KafkaConsumer<?, ?> consumer, List<TopicPartition> partitions)
      throws SQLException {
    Map<TopicPartition, Long> places = read(connection);
    Set<String> known = places.keySet().stream().map(TopicPartition::topic).collect(toSet());
    List<TopicPartition> added = new ArrayList<>(partitions);
    added.removeAll(places.keySet());
    Map<TopicPartition, Long> first = consumer.beginningOffsets(added);
    Map<TopicPartition, Long> end = consumer.endOffsets(added);
    try (PreparedStatement insert = connection.prepareStatement(BEGIN)) {
      for (TopicPartition partition : added) {
        Map<TopicPartition, Long> from = known.contains(partition.topic()) ? first : end;
        insert.setString(1, partition.topic());
        insert.setInt(2, partition.partition());
        insert.setLong(3, from.getOrDefault(partition, 0L));
        insert.addBatch();
      }
      insert.executeBatch();
    }
    return added.isEmpty() ? places : read(connection);
  }

  private static Map<TopicPartition, Long> read(Connection connection) throws SQLException {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    try (PreparedStatement select = connection.prepareStatement(READ);
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        offsets.put(
            new TopicPartition(rows.getString("topic"), rows.getInt("partition")),
            rows.getLong("next_offset"));
      }
    }
    return offsets;
  }

  /** Partitions were read so far. */
  static void write(Connection connection, Map<TopicPartition, Long> offsets) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(WRITE)) {
      for (Map.Entry<TopicPartition, Long> offset : offsets.entrySet()) {
        update.setLong(1, offset.getValue());
        update.setString(2, offset.getKey().topic());
        update.setInt(3, offset.getKey().partition());
        update.addBatch();
      }
      update.executeBatch();
    }
  }
}
