package io.cardbeam.pipeline;

import io.cardbeam.wire.Topic;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;

/**
 * Which Kafka, and how to reach it.
 *
 * @param bootstrapServers host:port, separated by commas
 * @param topicPrefix put before each topic's name; may be empty
 * @param clientConfig any of Kafka's own client settings, for instance for TLS and SASL
 */
public record KafkaConnection(
    String bootstrapServers, String topicPrefix, Map<String, String> clientConfig)
    implements Serializable {
  public KafkaConnection {
    clientConfig = new HashMap<>(clientConfig);
  }

  /** The topic's name on this Kafka. */
  public String name(Topic topic) {
    return topicPrefix + topic.topicName();
  }

  /** The client settings may hold a password, so they are not shown. */
  @Override
  public String toString() {
    return "Kafka at " + bootstrapServers;
  }
}
