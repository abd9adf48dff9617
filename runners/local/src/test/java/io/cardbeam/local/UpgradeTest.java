package io.cardbeam.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardbeam.command.stream.StreamState.StateBackend;
import io.cardbeam.command.traffic.Bookmark;
import io.cardbeam.command.traffic.Pace;
import io.cardbeam.command.traffic.TrafficDriver;
import io.cardbeam.command.traffic.TrafficMeter;
import io.cardbeam.flink.FlinkHost;
import io.cardbeam.flink.FlinkJob;
import io.cardbeam.pipeline.KafkaConnection;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole stream is stopped with a savepoint, and a changed one goes on from it. */
class UpgradeTest {
  private static final int REQUESTS_EACH = 250;

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
    stopped(dropping(version(StateBackend.heap, Optional.empty())));

    DecisionsCheck check = DecisionsCheck.of(kafka, StreamOnTrial.deciding());
    assertThat(check)
        .as("against one thread that played all three parts without a stop")
        .isEqualTo(new DecisionsCheck(3 * REQUESTS_EACH, 3 * REQUESTS_EACH, 0, 0, 0));
  }

  private StreamOnTrial version(StateBackend backend, Optional<Path> lake) throws IOException {
    return new StreamOnTrial(
        kafka, data.part("state"), backend, lake, Duration.ofSeconds(1), false);
  }

  private static StreamOnTrial dropping(StreamOnTrial it) {
    return new StreamOnTrial(
        it.kafka(), it.state(), it.backend(), it.lake(), it.archiveWait(), true);
  }

  /** Starts it, plays the next part of the traffic, and stops it with a savepoint. */
  private void stopped(StreamOnTrial version) throws IOException {
    try (FlinkHost host = new FlinkHost()) {
      FlinkJob job = version.submit(host);
      TrafficMeter meter = new TrafficMeter();
      try (TrafficDriver driver =
          new TrafficDriver(kafka, Pace.fast(), meter, bookmark, latest -> bookmark = latest)) {
        played += REQUESTS_EACH;
        driver.run(StreamOnTrial.traffic(played).iterator());
      }
      assertThat(meter.counts().decided()).isEqualTo(REQUESTS_EACH);
      job.stopWithSavepoint();
    }
  }

  private static Stream<Path> avroFiles(Path lake) {
    return FileUtils.listFiles(lake.toFile(), new String[] {"avro"}, true).stream()
        .map(java.io.File::toPath);
  }
}
