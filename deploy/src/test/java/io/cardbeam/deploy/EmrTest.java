package io.cardbeam.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardbeam.wire.Topic;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.streaming.api.environment.ExecutionCheckpointingOptions;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmrTest {
  private static final ObjectMapper STRICT =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);
  private static final Pattern ACTION = Pattern.compile("[a-z0-9-]+:[A-Z][A-Za-z]+");
  private static final Pattern ARN =
      Pattern.compile("arn:aws:[a-z0-9-]+:[A-Z]*:[A-Z]*:[^*]+(/\\*(/[^*]+)*)?(-\\*)?");

  @TempDir private Path folder;

  private static JsonNode json(String name) throws IOException {
    return STRICT.readTree(DeployFiles.named("emr/" + name).toFile());
  }

  private static List<JsonNode> list(JsonNode node) {
    return node.isArray()
        ? StreamSupport.stream(node.spliterator(), false).toList()
        : List.of(node);
  }

  private static List<String> texts(JsonNode node) {
    return list(node).stream().map(JsonNode::asText).toList();
  }

  @Test
  void theMachinesMayDoNamedThingsToNamedThings() throws IOException {
    JsonNode policy = json("instance-policy.json");

    assertThat(policy.path("Version").asText()).isEqualTo("2012-10-17");
    assertThat(list(policy.path("Statement")))
        .isNotEmpty()
        .allSatisfy(
            statement -> {
              assertThat(statement.path("Effect").asText()).isEqualTo("Allow");
              assertThat(texts(statement.path("Action"))).isNotEmpty().allMatch(isAll(ACTION));
              assertThat(texts(statement.path("Resource"))).isNotEmpty().allMatch(isAll(ARN));
            });
  }

  @Test
  void aWideGrantWouldBeSeen() {
    assertThat(List.of("s3:*", "*", "s3")).noneMatch(isAll(ACTION));
    assertThat(List.of("*", "arn:aws:s3:::*", "arn:aws:kafka:*:*:topic/*")).noneMatch(isAll(ARN));
  }

  private static Predicate<String> isAll(Pattern pattern) {
    return text -> pattern.matcher(text).matches();
  }

  @Test
  void everyTopicIsReadOrWrittenByTheRole() throws IOException {
    List<String> granted = new ArrayList<>();
    for (JsonNode statement : list(json("instance-policy.json").path("Statement"))) {
      texts(statement.path("Resource")).stream()
          .filter(arn -> arn.contains(":topic/"))
          .map(arn -> arn.substring(arn.lastIndexOf('/') + 1))
          .forEach(granted::add);
    }
    assertThat(granted)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Topic.values()).map(Topic::topicName).toList());
  }

  @Test
  void theRoleIsForTheMachinesAlone() throws IOException {
    JsonNode statement = json("instance-trust.json").path("Statement").path(0);

    assertThat(statement.path("Principal").path("Service").asText()).isEqualTo("ec2.amazonaws.com");
    assertThat(statement.path("Action").asText()).isEqualTo("sts:AssumeRole");
  }

  @Test
  void theClusterUsesTheRoleAndSecurityConfigurationOfThisFolder() throws IOException {
    JsonNode cluster = json("cluster.json");

    assertThat(cluster.path("ReleaseLabel").asText()).isEqualTo("emr-7.4.0");
    assertThat(list(cluster.path("Applications")).stream().map(a -> a.path("Name").asText()))
        .contains("Flink", "Hadoop", "ZooKeeper");
    assertThat(DeployFiles.named("emr/README.md"))
        .content()
        .contains(
            cluster.path("JobFlowRole").asText(),
            cluster.path("ServiceRole").asText(),
            "--name " + cluster.path("SecurityConfiguration").asText() + " ");
    JsonNode bootstrap = cluster.path("BootstrapActions").path(0).path("ScriptBootstrapAction");
    assertThat(bootstrap.path("Path").asText()).endsWith("/bootstrap.sh");
  }

  @Test
  void flinkTakesTheSettingsOfTheCluster() throws IOException {
    Map<String, String> settings =
        STRICT.convertValue(
            json("cluster.json").path("Configurations").path(0).path("Properties"),
            STRICT.getTypeFactory().constructMapType(Map.class, String.class, String.class));
    Configuration flink = Configuration.fromMap(settings);

    assertThat(flink.get(StateBackendOptions.STATE_BACKEND)).isEqualTo("rocksdb");
    assertThat(flink.get(CheckpointingOptions.INCREMENTAL_CHECKPOINTS)).isTrue();
    assertThat(flink.get(CheckpointingOptions.CHECKPOINT_STORAGE)).isEqualTo("filesystem");
    assertThat(flink.get(CheckpointingOptions.CHECKPOINTS_DIRECTORY)).startsWith("s3://");
    assertThat(flink.get(CheckpointingOptions.SAVEPOINT_DIRECTORY)).startsWith("s3://");
    assertThat(flink.get(ExecutionCheckpointingOptions.CHECKPOINTING_INTERVAL)).hasSeconds(10);
    assertThat(flink.get(HighAvailabilityOptions.HA_MODE)).isEqualTo("zookeeper");
    assertThat(flink.get(HighAvailabilityOptions.HA_STORAGE_PATH)).startsWith("s3://");
  }

  @Test
  void everythingIsEncrypted() throws IOException {
    JsonNode encryption = json("security-configuration.json").path("EncryptionConfiguration");

    assertThat(encryption.path("EnableInTransitEncryption").asBoolean()).isTrue();
    assertThat(encryption.path("EnableAtRestEncryption").asBoolean()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"msk-iam.properties", "msk-tls.properties"})
  void kafkaTakesTheClientSettings(String name) throws IOException {
    Files.writeString(folder.resolve("kafka-password"), "from a file");
    AdminClientConfig config = new AdminClientConfig(settings(name));

    if (name.equals("msk-iam.properties")) {
      assertThat(config.getString(SaslConfigs.SASL_MECHANISM)).isEqualTo("AWS_MSK_IAM");
      // Kafka loads it: it is on the class path.
      assertThat(config.getClass(SaslConfigs.SASL_CLIENT_CALLBACK_HANDLER_CLASS)).isNotNull();
    } else {
      assertThat(config.getPassword(SslConfigs.SSL_KEYSTORE_PASSWORD_CONFIG))
          .isEqualTo(new Password("from a file"));
    }
  }

  private Map<String, Object> settings(String name) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(DeployFiles.named("emr/" + name))) {
      properties.load(reader);
    }
    Map<String, Object> settings = new HashMap<>();
    properties.forEach(
        (key, value) ->
            settings.put(
                String.valueOf(key),
                String.valueOf(value).replace("/etc/cardbeam:", folder + ":")));
    settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, "kafka.invalid:9098");
    return settings;
  }
}
