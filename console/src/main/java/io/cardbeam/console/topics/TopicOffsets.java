package io.cardbeam.console.topics;

import static java.util.stream.Collectors.toSet;

import io.cardbeam.console.database.Query;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Up to where topics were read, in a table of {@code topic}, {@code partition} and {@code
 * next_offset}: written in one transaction with what was read, it is neither lost nor doubled.
 */
public final class TopicOffsets {
  private static final Comparator<TopicPartition> ORDER =
      Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition);

  private final String read;
  private final String begin;
  private final String write;

  /**
   * The offsets in a table.
   *
   * @param table its name with its schema; goes into statements as it is
   */
  public TopicOffsets(String table) {
    read = "SELECT topic, partition, next_offset FROM " + table;
    String insert =
        "INSERT INTO "
            + table
            + " (topic, partition, next_offset) SELECT * FROM unnest(?, ?, ?)"
            + " ON CONFLICT (topic, partition) DO ";
    begin = insert + "NOTHING";
    write = insert + "UPDATE SET next_offset = excluded.next_offset";
  }

  /** Where each partition that was read is to be read from. */
  public Map<TopicPartition, Long> read(Connection connection) throws SQLException {
    Map<TopicPartition, Long> next = new HashMap<>();
    new Query(read)
        .list(
            connection,
            row ->
                next.put(
                    new TopicPartition(row.getString("topic"), row.getInt("partition")),
                    row.getLong("next_offset")));
    return next;
  }

  /** Partitions were read up to these offsets. */
  public void write(Connection connection, Map<TopicPartition, Long> next) throws SQLException {
    insert(connection, write, next);
  }

  private static void insert(Connection connection, String sql, Map<TopicPartition, Long> next)
      throws SQLException {
    if (next.isEmpty()) {
      return;
    }
    // In one order, so that two who write at once do not wait for each other.
    List<TopicPartition> partitions = next.keySet().stream().sorted(ORDER).toList();
    new Query(sql)
        .with(connection.createArrayOf("text", all(partitions, TopicPartition::topic)))
        .with(connection.createArrayOf("integer", all(partitions, TopicPartition::partition)))
        .with(connection.createArrayOf("bigint", all(partitions, next::get)))
        .update(connection);
  }

  private static <T> Object[] all(List<TopicPartition> partitions, Function<TopicPartition, T> of) {
    return partitions.stream().map(of).toArray();
  }

  /**
   * Gives new partitions their places: those of a topic that was never read begin at its end, those
   * that a topic was enlarged by at their beginning. A place that another gave first stays.
   *
   * @param consumer of the topics
   * @return where each partition is to be read from
   */
  public Map<TopicPartition, Long> beginAtTheEnd(
      Connection connection, KafkaConsumer<?, ?> consumer, List<TopicPartition> partitions)
      throws SQLException {
    Map<TopicPartition, Long> places = read(connection);
    Set<String> known = places.keySet().stream().map(TopicPartition::topic).collect(toSet());
    List<TopicPartition> added = new ArrayList<>(partitions);
    added.removeAll(places.keySet());
    Map<TopicPartition, Long> first = consumer.beginningOffsets(added);
    Map<TopicPartition, Long> end = consumer.endOffsets(added);
    Map<TopicPartition, Long> begun = new HashMap<>();
    for (TopicPartition partition : added) {
      Map<TopicPartition, Long> from = known.contains(partition.topic()) ? first : end;
      begun.put(partition, from.getOrDefault(partition, 0L));
    }
    insert(connection, begin, begun);
    return added.isEmpty() ? places : read(connection);
  }

  /**
   * Lets a consumer read on there: from a partition's beginning where it was never read, where what
   * comes next is deleted, and where the topic was made again and ends before.
   */
  public static void seek(
      KafkaConsumer<?, ?> consumer,
      List<TopicPartition> partitions,
      Map<TopicPartition, Long> places) {
    consumer.assign(partitions);
    Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions);
    Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
    for (TopicPartition partition : partitions) {
      long beginning = first.getOrDefault(partition, 0L);
      long wanted = places.getOrDefault(partition, beginning);
      boolean isThere = wanted >= beginning && wanted <= end.getOrDefault(partition, 0L);
      consumer.seek(partition, isThere ? wanted : beginning);
    }
  }
}
