package io.cardbeam.command;

import io.cardbeam.pipeline.KafkaConnection;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which Kafka, and how to reach it. */
public final class KafkaOption {

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // picocli sets it before any method is called.
  private CommandSpec spec;

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT[,…]",
      defaultValue = "${env:CARDBEAM_BOOTSTRAP_SERVERS}",
      description = "Kafka's brokers. Default: the environment's CARDBEAM_BOOTSTRAP_SERVERS.")
  private @Nullable String bootstrapServers;

  @Option(
      names = "--topic-prefix",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "Put before each topic's name. Default: nothing.")
  private String topicPrefix = "";

  @Option(
      names = "--kafka-config",
      paramLabel = "FILE",
      description =
          "Properties file with any of Kafka's client settings, for instance security.protocol,"
              + " sasl.jaas.config and ssl.truststore.location.")
  private @Nullable Path config;

  /** Whether a Kafka was named. */
  public boolean isNamed() {
    return bootstrapServers != null && !bootstrapServers.isBlank();
  }

  /**
   * The connection.
   *
   * @throws ParameterException if no Kafka is named or the settings can't be read
   */
  public KafkaConnection connection() {
    String servers = bootstrapServers;
    if (servers == null || servers.isBlank()) {
      throw new ParameterException(
          spec.commandLine(),
          "--bootstrap-servers is missing: which Kafka? for instance localhost:9092");
    }
    return new KafkaConnection(servers, topicPrefix, settings());
  }

  private Map<String, String> settings() {
    Path file = config;
    if (file == null) {
      return Map.of();
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(), "--kafka-config: " + file + " can't be read: " + e.getMessage(), e);
    }
    Map<String, String> settings = new HashMap<>();
    properties.stringPropertyNames().forEach(n -> settings.put(n, properties.getProperty(n)));
    return settings;
  }
}
