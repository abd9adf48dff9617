package io.cardbeam.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardbeam.command.RunnerOption;
import io.cardbeam.command.ShippedModel;
import io.cardbeam.command.stream.StreamState;
import io.cardbeam.command.stream.StreamState.StateBackend;
import io.cardbeam.command.traffic.Bookmark;
import io.cardbeam.command.traffic.Pace;
import io.cardbeam.command.traffic.TrafficDriver;
import io.cardbeam.command.traffic.TrafficMeter;
import io.cardbeam.decision.Deciding;
import io.cardbeam.feature.Reference;
import io.cardbeam.flink.FlinkHost;
import io.cardbeam.flink.FlinkJob;
import io.cardbeam.pipeline.CardPipeline;
import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.pipeline.StreamSettings;
import io.cardbeam.pipeline.format.ValueFormat;
import io.cardbeam.pipeline.read.EventTimes;
import io.cardbeam.pipeline.read.ReadKafka.StartFrom;
import io.cardbeam.policy.Costs;
import io.cardbeam.simulator.Simulator;
import io.cardbeam.simulator.SimulatorSettings;
import io.cardbeam.token.CardTokenizer;
import io.cardbeam.traffic.Step;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole stream is stopped with a savepoint, and a changed one goes on from it. */
class UpgradeTest {
  private static final long SEED = 11;
  private static final int CARDS = 40;
  private static final int REQUESTS_EACH = 250;

  private final Deciding deciding =
      new Deciding(ShippedModel.SIMULATOR.model(), Costs.standard(), Reference.standard());
  @TempDir private Path folder;
  private DataFolder data;
  private EmbeddedKafka broker;
  private KafkaConnection kafka;
  private Bookmark bookmark = Bookmark.START;
  private int played;

  @BeforeEach
  void start() throws IOException {
    data = DataFolder.open(folder.resolve("data"));
    broker = EmbeddedKafka.start(data.part("kafka"), data.ports());
    kafka = new KafkaConnection(broker.bootstrapServers(), "", Map.of());
    try (KafkaTopics topics = new KafkaTopics(kafka.bootstrapServers(), "")) {
      topics.create();
    }
  }

  @AfterEach
  void stop() throws IOException {
    broker.close();
    data.close();
  }

  @Test
  void anotherStateBackendAndMoreStepsGoOnFromASavepointAsIfNothingHadHappened()
      throws IOException {
    stopped(version(StateBackend.heap, Optional.empty()));
    Path lake = data.part("lake");
    stopped(version(StateBackend.rocksdb, Optional.of(lake)));
    assertThat(avroFiles(lake)).as("the new steps work").isNotEmpty();
    assertThatThrownBy(() -> stopped(version(StateBackend.rocksdb, Optional.empty())))
        .as("state of steps that are gone is not dropped unasked")
        .hasMessageContaining("allowNonRestoredState");
    stopped(version(StateBackend.heap, Optional.empty()).dropping());

    DecisionsCheck check = DecisionsCheck.of(kafka, deciding);
    assertThat(check)
        .as("against one thread that played all three parts without a stop")
        .isEqualTo(new DecisionsCheck(3 * REQUESTS_EACH, 3 * REQUESTS_EACH, 0, 0, 0));
  }

  private record Version(StateBackend backend, Optional<Path> lake, boolean drops) {
    Version dropping() {
      return new Version(backend, lake, true);
    }
  }

  private static Version version(StateBackend backend, Optional<Path> lake) {
    return new Version(backend, lake, false);
  }

  /** Starts it, plays the next part of the traffic, and stops it with a savepoint. */
  private void stopped(Version version) throws IOException {
    try (FlinkHost host = new FlinkHost()) {
      FlinkJob job = submit(host, version);
      TrafficMeter meter = new TrafficMeter();
      try (TrafficDriver driver =
          new TrafficDriver(kafka, Pace.fast(), meter, bookmark, latest -> bookmark = latest)) {
        played += REQUESTS_EACH;
        driver.run(upTo(played).iterator());
      }
      assertThat(meter.counts().decided()).isEqualTo(REQUESTS_EACH);
      job.stopWithSavepoint();
    }
  }

  private FlinkJob submit(FlinkHost host, Version version) throws IOException {
    List<String> arguments =
        new ArrayList<>(RunnerOption.Runner.flink.arguments(2, RunnerOption.IN_PROCESS));
    FlinkPipelineOptions options =
        PipelineOptionsFactory.fromArgs(arguments.toArray(String[]::new))
            .as(FlinkPipelineOptions.class);
    options.setAllowNonRestoredState(version.drops());
    host.prepare(
        options,
        new StreamState(
            "upgraded",
            Optional.of(data.part("state").toString()),
            Duration.ofSeconds(10),
            version.backend(),
            Optional.empty(),
            false));
    Pipeline pipeline = Pipeline.create(options);
    new CardPipeline(
            new StreamSettings(
                kafka,
                StartFrom.EARLIEST,
                ValueFormat.AVRO,
                EventTimes.Replay.ALL,
                false,
                Optional.empty(),
                version.lake().map(Path::toString),
                Duration.ofSeconds(1),
                StreamSettings.ACTIVITY_EVERY,
                deciding))
        .assemble(pipeline);
    return host.submit(pipeline);
  }

  private static List<Step> upTo(int requests) {
    SimulatorSettings settings =
        SimulatorSettings.endless(SEED, CARDS, Instant.parse("2026-01-01T00:00:00Z"))
            .atMost(requests);
    List<Step> steps = new ArrayList<>();
    new Simulator(settings, new CardTokenizer(new byte[32])).steps().forEachRemaining(steps::add);
    return steps;
  }

  private static Stream<Path> avroFiles(Path lake) {
    return FileUtils.listFiles(lake.toFile(), new String[] {"avro"}, true).stream()
        .map(java.io.File::toPath);
  }
}
