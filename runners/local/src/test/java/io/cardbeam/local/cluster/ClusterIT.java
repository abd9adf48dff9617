package io.cardbeam.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardbeam.command.AnyRunner;
import io.cardbeam.command.Cardbeam;
import io.cardbeam.flink.FlinkHosts;
import io.cardbeam.local.DataFolder;
import io.cardbeam.local.EmbeddedKafka;
import io.cardbeam.local.KafkaTopics;
import io.cardbeam.local.ListeningSockets;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A cluster of separate processes, with the jar that is deployed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterIT {
  private static final Path SAMPLES =
      Path.of(System.getProperty("cardbeam.root", ""), "testdata", "samples");
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private Path folder;
  private String address;

  @BeforeAll
  void start(@TempDir Path temporary) throws IOException {
    folder = temporary;
    int port;
    try (DataFolder ports = DataFolder.open(folder.resolve("ports"))) {
      port = ports.ports().port("flink");
    }
    assertThat(cluster("start", "--slots", "1", "--memory", "1200", "--port", "" + port).code())
        .isZero();
    address = "127.0.0.1:" + port;
  }

  @AfterAll
  void stop() throws IOException {
    LocalCluster cluster = LocalCluster.in(folder.resolve("cluster"));
    List<ProcessHandle> members = new ArrayList<>();
    for (String name : Members.names(cluster.folder().size())) {
      cluster.process(name).ifPresent(members::add);
    }
    try {
      assertThat(cluster("stop")).extracting(Answer::code).isEqualTo(0);
    } finally {
      cluster.stop();
    }
    assertThat(members).hasSize(4).noneMatch(ProcessHandle::isAlive);
    assertThat(cluster("status").code()).as("nothing runs any more").isEqualTo(1);
    assertThat(cluster("stop").code()).as("there is nothing to stop").isEqualTo(2);
  }

  private record Answer(int code, String text) {
    JsonNode json() throws IOException {
      return new ObjectMapper().readTree(text);
    }
  }

  private Answer cluster(String what, String... more) {
    List<String> args = new ArrayList<>(List.of("cluster", what));
    args.addAll(List.of("--data", folder.resolve("cluster").toString()));
    args.addAll(List.of(more));
    return run(args);
  }

  private static Answer run(List<String> args) {
    List<Object> commands = new ArrayList<>(AnyRunner.commands(FlinkHosts.all()));
    commands.add(new ClusterCommand());
    StringWriter out = new StringWriter();
    CommandLine line = Cardbeam.with(commands);
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(out, true));
    return new Answer(line.execute(args.toArray(String[]::new)), out.toString());
  }

  @Test
  void listensOnLoopbackOnly() throws IOException {
    for (JsonNode process : cluster("status", "--json").json().get("processes")) {
      assertThat(ListeningSockets.ofProcess(process.get("pid").asText()))
          .as(process.toString())
          .isNotEmpty()
          .allMatch(java.net.InetAddress::isLoopbackAddress);
    }
  }

  @Test
  void decidesAFileAsTheDirectRunnerDoes() throws IOException {
    assertThat(decisions("cluster", "--runner=flink", "--flink-master=" + address))
        .hasSize(2_001)
        .isEqualTo(decisions("direct", "--runner=direct"));
  }

  /** As a person does on any Flink, EMR's too: Flink's own command line, with the jar. */
  @Test
  void flinkRunDecidesAFileByTheDeployableJar() throws Exception {
    flinkRun(List.of(), classify(folder.resolve("decided-flink-run")));
    assertThat(decisionsIn(folder.resolve("decided-flink-run")))
        .isEqualTo(decisions("direct-again", "--runner=direct"));
  }

  private void flinkRun(List<String> options, List<String> command) throws Exception {
    String lib = Files.readString(Path.of(System.getProperty("cardbeam.flink.lib", ""))).strip();
    String jar = System.getProperty("cardbeam.staged", "").split(File.pathSeparator, 2)[0];
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.add("--add-opens=java.base/java.lang=ALL-UNNAMED");
    words.add("--add-opens=java.base/java.util=ALL-UNNAMED");
    words.addAll(List.of("-cp", lib, "org.apache.flink.client.cli.CliFrontend"));
    words.addAll(List.of("run", "-m", address));
    words.addAll(options);
    words.addAll(List.of("-c", "io.cardbeam.flink.Main", jar));
    words.addAll(command);
    Path said = folder.resolve("flink-run.txt");
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile());
    builder.environment().put("FLINK_CONF_DIR", folder.resolve("cluster/conf").toString());
    Process process = builder.start();
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(said)).isZero();
  }

  private static List<String> classify(Path output) {
    List<String> args = new ArrayList<>(List.of("classify"));
    args.addAll(List.of("--input", SAMPLES.resolve("kaggle-2000.csv").toString()));
    args.addAll(List.of("--token-key", SAMPLES.resolve("token.key").toString()));
    args.addAll(List.of("--output", output.toString()));
    return args;
  }

  private List<String> decisions(String name, String... where) throws IOException {
    Path output = folder.resolve("decided-" + name);
    List<String> args = new ArrayList<>(classify(output));
    args.addAll(List.of(where));
    Answer answer = run(args);
    assertThat(answer.code()).as(answer.text()).isZero();
    return decisionsIn(output);
  }

  private static List<String> decisionsIn(Path output) throws IOException {
    return Files.readAllLines(output.resolve("decisions.csv")).stream().sorted().toList();
  }

  @Test
  void startsAgainWhatIsKilled() throws Exception {
    LocalCluster cluster = LocalCluster.in(folder.resolve("cluster"));
    ProcessHandle killed = cluster.process("taskmanager-2").orElseThrow();
    killed.destroyForcibly();
    killed.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Optional<ProcessHandle> next = cluster.process("taskmanager-2");
    while (next.isEmpty() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      next = cluster.process("taskmanager-2");
    }
    assertThat(next).isPresent();
    assertThat(next.get().pid()).isNotEqualTo(killed.pid());
    assertThat(cluster("status").code()).isZero();
  }

  @Test
  void aStreamIsSubmittedStoppedWithASavepointAndGoesOnFromIt() throws Exception {
    try (DataFolder data = DataFolder.open(folder.resolve("stream"));
        EmbeddedKafka kafka = EmbeddedKafka.start(data.part("kafka"), data.ports())) {
      try (KafkaTopics topics = new KafkaTopics(kafka.bootstrapServers(), "")) {
        topics.create();
      }
      assertThat(stream(kafka).text()).contains("it started afresh");
      assertThat(stream(kafka).text())
          .as("twice the same stream would decide twice")
          .contains("a job named trial runs at " + address + " already");
      JsonNode job = cluster("status", "--json").json().at("/jobs/0");
      assertThat(job.get("name").asText()).isEqualTo("trial");

      Answer stopped = cluster("stop", "--job", "trial");
      assertThat(stopped.text()).contains("stopped with savepoint");
      assertThat(stream(kafka).text()).containsPattern("it goes on from .*savepoints/savepoint-");
      assertThat(cluster("stop", "--job", "trial", "--at", address).code()).isZero();
      assertThat(cluster("stop", "--job", "trial").text()).contains("no job named trial runs");

      flinkRun(List.of("--detached"), List.of(streamOn("[auto]", kafka)));
      assertThat(cluster("status", "--json").json().at("/jobs/0/status").asText())
          .isEqualTo("running");
      assertThat(cluster("stop", "--job", "trial", "--at", address).code()).isZero();
    }
  }

  private Answer stream(EmbeddedKafka kafka) {
    return run(List.of(streamOn(address, kafka)));
  }

  private String[] streamOn(String master, EmbeddedKafka kafka) {
    return new String[] {
      "stream",
      "--bootstrap-servers=" + kafka.bootstrapServers(),
      "--flink-master=" + master,
      "--parallelism=1",
      "--job-name=trial",
      "--state=rocksdb",
      "--checkpoints=" + folder.resolve("state"),
      "--detached"
    };
  }
}
