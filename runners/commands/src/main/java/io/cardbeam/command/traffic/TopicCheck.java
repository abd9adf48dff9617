package io.cardbeam.command.traffic;

import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.wire.Topic;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;

/** Looks whether a Kafka is there and has the topics, so that one is told at once and in words. */
public final class TopicCheck {
  private static final int ANSWER_WITHIN_SECONDS = 15;

  private TopicCheck() {}

  /**
   * Looks.
   *
   * @throws TrafficException if Kafka does not answer, or lacks a topic
   */
  public static void require(KafkaConnection kafka, Collection<Topic> topics)
      throws TrafficException {
    Set<String> there = names(kafka);
    List<String> missing =
        topics.stream().map(kafka::name).filter(name -> !there.contains(name)).sorted().toList();
    if (!missing.isEmpty()) {
      throw new TrafficException(
          "Kafka at "
              + kafka.bootstrapServers()
              + " has no topic "
              + String.join(", ", missing)
              + ": make it, with as many partitions as you want parallelism");
    }
  }

  private static Set<String> names(KafkaConnection kafka) throws TrafficException {
    Map<String, Object> config = new HashMap<>(kafka.clientConfig());
    config.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
    int millis = (int) TimeUnit.SECONDS.toMillis(ANSWER_WITHIN_SECONDS);
    config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
    config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
    try (Admin admin = Admin.create(config)) {
      return admin.listTopics().names().get(ANSWER_WITHIN_SECONDS + 1L, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TrafficException("interrupted while waiting for Kafka", e);
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      throw new TrafficException(
          "Kafka at " + kafka.bootstrapServers() + " does not answer: does it run there?", e);
    }
  }
}
