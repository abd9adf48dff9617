package io.cardbeam.dataflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardbeam.command.AnyRunner;
import io.cardbeam.command.Cardbeam;
import io.cardbeam.command.stream.StreamHosts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What a flex template's launcher starts. */
class TemplateTest {
  @TempDir private Path folder;

  @Test
  void describesTheJobToTheLauncherInsteadOfPostingIt() throws IOException {
    try (GoogleStandIn google = new GoogleStandIn()) {
      Path described = folder.resolve("job.json");
      List<String> given =
          new ArrayList<>(
              List.of(
                  "--runner=DataflowRunner",
                  "--project=" + GoogleStandIn.PROJECT,
                  "--region=" + GoogleStandIn.REGION,
                  "--tempLocation=" + GoogleStandIn.BUCKET + "/tmp",
                  "--stagingLocation=" + GoogleStandIn.BUCKET + "/staging",
                  "--jobName=cardbeam-stream",
                  "--templateLocation=" + described,
                  "--bootstrapServers=kafka.invalid:9092",
                  "--eventTime=live",
                  "--lake=gs://cardbeam-test/lake",
                  "--privateWorkers=true"));
      given.addAll(google.clientOptions(Files.writeString(folder.resolve("p.jar"), "jar")));

      assertThat(Template.run("stream", given)).isZero();

      JsonNode job = new ObjectMapper().readTree(described.toFile());
      assertThat(job.path("name").asText()).isEqualTo("cardbeam-stream");
      assertThat(job.path("type").asText()).isEqualTo("JOB_TYPE_STREAMING");
      assertThat(google.jobs()).isEmpty();
      assertThat(google.objectNames()).anyMatch(name -> name.startsWith("staging/pipeline-"));
    }
  }

  @Test
  void givesTheCommandItsOptionsAndBeamTheRest() {
    CommandLine line = Cardbeam.with(AnyRunner.commands(StreamHosts.ofBeam()));
    CommandSpec stream =
        Objects.requireNonNull(line.getSubcommands().get("stream")).getCommandSpec();

    assertThat(
            TemplateArguments.of(
                stream,
                List.of(
                    "--runner=DataflowRunner", "--booksUrl=a=b", "--lake=gs://b/l", "--update")))
        .containsExactly(
            "stream",
            "--runner=dataflow",
            "--detached",
            "--books-url=a=b",
            "--lake=gs://b/l",
            "--beam",
            "--update");
  }

  @Test
  void saysWhatIsMissing() throws IOException {
    assertThat(Template.run("stream", List.of("--project=cardbeam-test"))).isEqualTo(2);
  }

  @Test
  void knowsNoOtherCommands() {
    assertThatThrownBy(() -> Template.run("dance", List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
