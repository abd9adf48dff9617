package io.cardbeam.local;

import io.cardbeam.flink.RootCause;
import io.cardbeam.wire.Topic;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.RetriableException;

/** Cardbeam's topics on a broker, under a prefix of the installation. */
public final class KafkaTopics implements AutoCloseable {
  /** Partitions of each topic: what one machine's few cores can use. */
  public static final int PARTITIONS = 4;

  /** Of counts the last of an address stays for a week, and for a day all that may be in force. */
  private static final Map<String, String> ADDRESS_COUNTS_CONFIG =
      Map.of(
          TopicConfig.CLEANUP_POLICY_CONFIG,
          TopicConfig.CLEANUP_POLICY_COMPACT + "," + TopicConfig.CLEANUP_POLICY_DELETE,
          TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG,
          Long.toString(TimeUnit.DAYS.toMillis(1)),
          TopicConfig.RETENTION_MS_CONFIG,
          Long.toString(TimeUnit.DAYS.toMillis(7)));

  private static final short REPLICAS = 1;
  private static final long ANSWER_WITHIN_SECONDS = 30;
  private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final Admin admin;
  private final String prefix;

  /**
   * Topics on a broker.
   *
   * @param prefix what each topic's name begins with; may be empty
   */
  public KafkaTopics(String bootstrapServers, String prefix) {
    this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
    this.prefix = prefix;
  }

  /** Makes the topics that are not there yet, and waits until all of them can be used. */
  public void create() throws IOException {
    Set<String> existing = answer(admin.listTopics().names());
    List<NewTopic> missing =
        names().stream().filter(name -> !existing.contains(name)).map(this::topic).toList();
    answer(admin.createTopics(missing).all());
    awaitLeaders();
  }

  /** Makes a topic of another name with one partition, if it is not there yet. */
  void create(String name) throws IOException {
    if (!answer(admin.listTopics().names()).contains(prefix + name)) {
      answer(admin.createTopics(List.of(new NewTopic(prefix + name, 1, REPLICAS))).all());
    }
    awaitLeaders(Set.of(new TopicPartition(prefix + name, 0)));
  }

  private void awaitLeaders(Set<TopicPartition> partitions) throws IOException {
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    partitions.forEach(partition -> ends.put(partition, OffsetSpec.latest()));
    awaitServed(() -> answer(admin.listOffsets(ends).all()));
  }

  /** A broker knows a topic before it serves it. */
  private void awaitLeaders() throws IOException {
    awaitServed(() -> ends(Arrays.asList(Topic.values())));
  }

  /** Something that is asked of topics. */
  private interface Question {
    Object ask() throws IOException;
  }

  @SuppressWarnings("ReturnValueIgnored") // It is asked for whether there is an answer.
  private static void awaitServed(Question question) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(ANSWER_WITHIN_SECONDS);
    while (true) {
      try {
        question.ask();
        return;
      } catch (IOException e) {
        if (!isNotYetServed(e) || System.nanoTime() > deadline) {
          throw e;
        }
        LockSupport.parkNanos(LOOK_EVERY_NANOS);
      }
    }
  }

  private static boolean isNotYetServed(IOException e) {
    Throwable envelope = e.getCause();
    return envelope != null && envelope.getCause() instanceof RetriableException;
  }

  /**
   * Deletes the topics, their records, and with them what consumer groups had read of them; and
   * waits until they are gone. A broker lists a topic for some time after it is deleted.
   */
  public void delete() throws IOException {
    Set<String> existing = answer(admin.listTopics().names());
    List<String> deleted = names().stream().filter(existing::contains).toList();
    answer(admin.deleteTopics(deleted).all());
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(ANSWER_WITHIN_SECONDS);
    while (!Collections.disjoint(answer(admin.listTopics().names()), deleted)) {
      if (System.nanoTime() > deadline) {
        throw new IOException(
            "Kafka still lists deleted topics after " + ANSWER_WITHIN_SECONDS + " seconds");
      }
      LockSupport.parkNanos(LOOK_EVERY_NANOS);
    }
  }

  /**
   * Records of these topics that a consumer group has yet to read; a partition it has no offset for
   * counts from its start. What belongs to a transaction that is still open, and what comes after
   * its first record, is none of them yet.
   */
  public long unread(String group, Collection<Topic> topics) throws IOException {
    return unread(group, endOffsets(topics));
  }

  /** The same of the records before these offsets. */
  long unread(String group, Map<TopicPartition, Long> ends) throws IOException {
    Map<TopicPartition, OffsetAndMetadata> read =
        answer(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    long unread = 0;
    for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
      OffsetAndMetadata position = read.get(end.getKey());
      unread += Math.max(0, end.getValue() - (position == null ? 0 : position.offset()));
    }
    return unread;
  }

  /** Where the topics' partitions end: the offset of the record that is next. */
  Map<TopicPartition, Long> endOffsets(Collection<Topic> topics) throws IOException {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    ends(topics).forEach((partition, end) -> offsets.put(partition, end.offset()));
    return offsets;
  }

  private Map<TopicPartition, ListOffsetsResultInfo> ends(Collection<Topic> topics)
      throws IOException {
    List<String> names = topics.stream().map(t -> prefix + t.topicName()).toList();
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    for (TopicDescription topic : answer(admin.describeTopics(names).allTopicNames()).values()) {
      topic
          .partitions()
          .forEach(
              p -> asked.put(new TopicPartition(topic.name(), p.partition()), OffsetSpec.latest()));
    }
    return answer(
        admin.listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED)).all());
  }

  private NewTopic topic(String name) {
    NewTopic topic = new NewTopic(name, PARTITIONS, REPLICAS);
    return name.equals(prefix + Topic.ADDRESS_COUNTS.topicName())
        ? topic.configs(ADDRESS_COUNTS_CONFIG)
        : topic;
  }

  private List<String> names() {
    List<String> names = new ArrayList<>();
    Arrays.stream(Topic.values()).forEach(topic -> names.add(prefix + topic.topicName()));
    return names;
  }

  private static <T> T answer(KafkaFuture<T> future) throws IOException {
    try {
      return future.get(ANSWER_WITHIN_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for Kafka", e);
    } catch (ExecutionException e) {
      throw new IOException("Kafka refused: " + RootCause.line(e), e);
    } catch (TimeoutException e) {
      throw new IOException("Kafka did not answer within " + ANSWER_WITHIN_SECONDS + " seconds", e);
    }
  }

  @Override
  public void close() {
    admin.close();
  }
}
