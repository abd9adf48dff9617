package io.cardbeam.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardbeam.wire.Topic;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

class ComposeTest {
  /** The keys of Compose's specification that a service here may have. */
  private static final Set<String> KEYS =
      Set.of(
          "build",
          "cap_drop",
          "command",
          "cpus",
          "depends_on",
          "entrypoint",
          "environment",
          "healthcheck",
          "image",
          "mem_limit",
          "ports",
          "restart",
          "secrets",
          "security_opt",
          "user",
          "volumes");

  /** With anchors and merges resolved, as Compose reads it. */
  private static JsonNode compose() throws IOException {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    try (Reader reader = Files.newBufferedReader(DeployFiles.named("compose/compose.yaml"))) {
      return new ObjectMapper()
          .valueToTree(new Yaml(new SafeConstructor(options)).<Object>load(reader));
    }
  }

  static Stream<Map.Entry<String, JsonNode>> services() throws IOException {
    List<Map.Entry<String, JsonNode>> services = new ArrayList<>();
    compose().path("services").fields().forEachRemaining(services::add);
    return services.stream();
  }

  /** All but PostgreSQL, whose image begins as root to give the volume to its own user. */
  static Stream<Map.Entry<String, JsonNode>> servicesNotBegunAsRoot() throws IOException {
    return services().filter(service -> !service.getKey().equals("postgres"));
  }

  private static List<String> texts(JsonNode node) {
    return StreamSupport.stream(node.spliterator(), false).map(JsonNode::asText).toList();
  }

  private static List<String> names(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @ParameterizedTest
  @MethodSource("services")
  void aServiceHasKnownKeysALimitAndNoNewPrivilegesOrNoCapabilities(
      Map.Entry<String, JsonNode> service) {
    JsonNode settings = service.getValue();

    assertThat(KEYS).containsAll(names(settings));
    assertThat(settings.has("mem_limit") && settings.has("cpus")).isTrue();
    assertThat(
            texts(settings.path("security_opt")).contains("no-new-privileges:true")
                || texts(settings.path("cap_drop")).contains("ALL"))
        .isTrue();
  }

  @ParameterizedTest
  @MethodSource("servicesNotBegunAsRoot")
  void aServiceRunsAsAUserOfItsOwn(Map.Entry<String, JsonNode> service) {
    assertThat(service.getValue().path("user").asText()).isNotEmpty().isNotIn("root", "0");
  }

  @ParameterizedTest
  @MethodSource("services")
  void whatAServiceNamesIsThere(Map.Entry<String, JsonNode> service) throws IOException {
    JsonNode all = compose();
    JsonNode settings = service.getValue();

    assertThat(names(all.path("services"))).containsAll(names(settings.path("depends_on")));
    assertThat(names(all.path("secrets"))).containsAll(texts(settings.path("secrets")));
    assertThat(names(all.path("volumes")))
        .containsAll(
            texts(settings.path("volumes")).stream().map(v -> v.split(":", 2)[0]).toList());
    if (settings.has("build")) {
      assertThat(
              DeployFiles.named("..").resolve(settings.path("build").path("dockerfile").asText()))
          .exists();
    }
    settings
        .path("depends_on")
        .fields()
        .forEachRemaining(
            other -> {
              if (other.getValue().path("condition").asText().equals("service_healthy")) {
                assertThat(all.path("services").path(other.getKey()).has("healthcheck")).isTrue();
              }
            });
  }

  @ParameterizedTest
  @MethodSource("services")
  void portsAreForThisMachineAlone(Map.Entry<String, JsonNode> service) {
    assertThat(texts(service.getValue().path("ports")))
        .allMatch(port -> port.startsWith("127.0.0.1:"));
  }

  @Test
  void everyTopicIsMade() throws IOException {
    String script = compose().path("services").path("topics").path("command").path(0).asText();

    assertThat(Arrays.stream(Topic.values()).map(Topic::topicName))
        .allMatch(topic -> script.matches("(?s).*\\s" + topic + "[;\\s].*"));
  }

  @Test
  void theCommandsHaveTheirOptions() throws IOException {
    List<String> stream = texts(compose().path("services").path("stream").path("command"));
    List<String> console = texts(compose().path("services").path("console").path("command"));

    assertThat(stream).contains("stream");
    assertThat(
            CommandOptions.unknownIn(
                String.join(" ", stream.subList(stream.indexOf("stream"), stream.size()))))
        .isEmpty();
    assertThat(CommandOptions.unknownIn(String.join(" ", console))).isEmpty();
  }
}
