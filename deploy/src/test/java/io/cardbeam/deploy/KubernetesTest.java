package io.cardbeam.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.kubernetes.operator.api.FlinkDeployment;
import org.apache.flink.kubernetes.operator.api.spec.FlinkVersion;
import org.apache.flink.kubernetes.operator.api.spec.UpgradeMode;
import org.junit.jupiter.api.Test;

/** The resources, read by the classes of Kubernetes and of Flink's operator. */
class KubernetesTest {
  private static final Map<String, Class<? extends HasMetadata>> KINDS =
      Map.of(
          "FlinkDeployment", FlinkDeployment.class,
          "Deployment", Deployment.class,
          "Service", Service.class,
          "NetworkPolicy", NetworkPolicy.class);

  private static final ObjectMapper STRICT =
      new ObjectMapper(new YAMLFactory())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .setAnnotationIntrospector(new NothingIsUnknown());

  /** The models keep unknown fields for later versions; here there is none to be known. */
  private static final class NothingIsUnknown extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    @Override
    public Boolean hasAnySetter(Annotated a) {
      return false;
    }

    @Override
    public JsonIgnoreProperties.Value findPropertyIgnoralByName(
        MapperConfig<?> config, Annotated a) {
      return super.findPropertyIgnoralByName(config, a).withoutIgnoreUnknown();
    }
  }

  private static List<JsonNode> documents() throws IOException {
    List<JsonNode> documents = new ArrayList<>();
    for (Path file : DeployFiles.endingWith(".yaml")) {
      if (file.startsWith(DeployFiles.named("kubernetes"))) {
        try (MappingIterator<JsonNode> all =
            STRICT.readerFor(JsonNode.class).readValues(file.toFile())) {
          documents.addAll(all.readAll());
        }
      }
    }
    return documents;
  }

  private static HasMetadata resource(JsonNode document) throws IOException {
    return STRICT.treeToValue(
        document, Objects.requireNonNull(KINDS.get(document.path("kind").asText())));
  }

  private static <T extends HasMetadata> T the(Class<T> kind) throws IOException {
    List<T> found = new ArrayList<>();
    for (JsonNode document : documents()) {
      HasMetadata resource = resource(document);
      if (kind.isInstance(resource)) {
        found.add(kind.cast(resource));
      }
    }
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  @Test
  void everyResourceIsOneInTheNamespace() throws IOException {
    assertThat(documents()).hasSize(6);
    for (JsonNode document : documents()) {
      HasMetadata resource = resource(document);
      // The core's group has no name.
      assertThat(HasMetadata.getApiVersion(resource.getClass()).replaceFirst("^/", ""))
          .isEqualTo(document.path("apiVersion").asText());
      assertThat(resource.getMetadata().getNamespace()).isEqualTo("cardbeam");
    }
  }

  @Test
  void aFieldThatDoesNotExistIsRefused() throws IOException {
    for (JsonNode document : documents()) {
      ((ObjectNode) document.path("spec")).put("replicaz", 1);

      assertThatThrownBy(() -> resource(document))
          .isInstanceOf(UnrecognizedPropertyException.class);
    }
  }

  @Test
  void theStreamIsUpgradedBySavepointAndKeepsItsStateOffItsPods() throws IOException {
    FlinkDeployment stream = the(FlinkDeployment.class);
    Configuration flink = Configuration.fromMap(stream.getSpec().getFlinkConfiguration());

    assertThat(stream.getSpec().getFlinkVersion()).isEqualTo(FlinkVersion.v1_19);
    assertThat(stream.getSpec().getJob().getUpgradeMode()).isEqualTo(UpgradeMode.SAVEPOINT);
    assertThat(flink.get(CheckpointingOptions.CHECKPOINTS_DIRECTORY)).startsWith("s3://");
    assertThat(flink.get(CheckpointingOptions.SAVEPOINT_DIRECTORY)).startsWith("s3://");
    assertThat(flink.get(HighAvailabilityOptions.HA_STORAGE_PATH)).startsWith("s3://");
  }

  @Test
  void theCommandsHaveTheirOptions() throws IOException {
    String[] stream = the(FlinkDeployment.class).getSpec().getJob().getArgs();

    assertThat(stream[0]).isEqualTo("stream");
    assertThat(CommandOptions.unknownIn(String.join(" ", stream))).isEmpty();
    List<String> console = console().getContainers().get(0).getArgs();
    assertThat(console.get(0)).isEqualTo("console");
    assertThat(CommandOptions.unknownIn(String.join(" ", console))).isEmpty();
  }

  @Test
  void theConsoleIsNotRootAndTakesSecretsByReference() throws IOException {
    PodSpec pod = console();

    assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
    assertThat(pod.getContainers().get(0).getSecurityContext().getReadOnlyRootFilesystem())
        .isTrue();
    assertThat(pod.getContainers().get(0).getResources().getLimits()).containsKey("memory");
    assertThat(pod.getVolumes())
        .anySatisfy(
            volume -> assertThat(volume.getSecret().getSecretName()).isEqualTo("cardbeam-console"));
  }

  @Test
  void theServiceFindsTheConsole() throws IOException {
    assertThat(the(Deployment.class).getSpec().getTemplate().getMetadata().getLabels())
        .containsAllEntriesOf(the(Service.class).getSpec().getSelector());
    assertThat(console().getContainers().get(0).getPorts().get(0).getName())
        .isEqualTo(the(Service.class).getSpec().getPorts().get(0).getTargetPort().getStrVal());
  }

  private static PodSpec console() throws IOException {
    return the(Deployment.class).getSpec().getTemplate().getSpec();
  }
}
