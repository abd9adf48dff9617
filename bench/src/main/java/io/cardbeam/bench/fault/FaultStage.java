package io.cardbeam.bench.fault;

import io.cardbeam.command.RunnerOption;
import io.cardbeam.command.stream.StreamState;
import io.cardbeam.command.stream.StreamState.StateBackend;
import io.cardbeam.decision.Deciding;
import io.cardbeam.flink.FlinkHost;
import io.cardbeam.flink.FlinkJob;
import io.cardbeam.local.DataFolder;
import io.cardbeam.local.EmbeddedKafka;
import io.cardbeam.local.KafkaTopics;
import io.cardbeam.local.LocalPostgres;
import io.cardbeam.local.cluster.ClusterSize;
import io.cardbeam.local.cluster.LocalCluster;
import io.cardbeam.pipeline.CardPipeline;
import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.pipeline.StreamSettings;
import io.cardbeam.pipeline.books.BooksConnection;
import io.cardbeam.pipeline.books.BooksMigration;
import io.cardbeam.pipeline.books.Password;
import io.cardbeam.pipeline.format.ValueFormat;
import io.cardbeam.pipeline.read.EventTimes;
import io.cardbeam.pipeline.read.ReadKafka;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/**
 * Kafka and PostgreSQL in and under this process, Flink as processes of their own, and the stream
 * on them with its books.
 */
final class FaultStage implements AutoCloseable {
  private static final String JOB = "faults";
  private static final Duration CHECKPOINT_EVERY = Duration.ofSeconds(10);
  private static final ClusterSize SIZE = new ClusterSize(2, 1, 1_500);

  private final Deque<Part> started = new ArrayDeque<>();
  private final DataFolder data;
  private final LocalCluster cluster;
  private final FlinkHost host;
  private final BooksConnection books;
  private final KafkaConnection kafka;
  private final FlinkJob job;
  private EmbeddedKafka broker;
  private LocalPostgres postgres;

  /**
   * Starts all of it.
   *
   * @throws IOException if something does not start
   */
  FaultStage(DataFolder data, StateBackend state, Deciding deciding) throws IOException {
    this.data = data;
    try {
      broker = startKafka();
      started.push(() -> broker.close());
      postgres = startPostgres();
      started.push(() -> postgres.close());
      kafka = new KafkaConnection(broker.bootstrapServers(), "", Map.of());
      try (KafkaTopics topics = new KafkaTopics(kafka.bootstrapServers(), "")) {
        topics.create();
      }
      books =
          new BooksConnection(
              postgres.jdbcUrl(),
              LocalPostgres.USER,
              new Password.FromFile(data.secrets().databasePasswordFile().toString()));
      BooksMigration.migrate(books);
      cluster = LocalCluster.in(data.part("flink"));
      started.push(cluster::stop);
      cluster.start(SIZE, data.ports().port("flink"));
      host = new FlinkHost();
      started.push(host::close);
      job = submit(state, deciding);
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private FlinkJob submit(StateBackend state, Deciding deciding) throws IOException {
    PipelineOptions options =
        PipelineOptionsFactory.fromArgs(
                RunnerOption.Runner.flink
                    .arguments(SIZE.taskManagers() * SIZE.slots(), cluster.address())
                    .toArray(String[]::new))
            .create();
    host.prepare(
        options,
        new StreamState(
            JOB,
            Optional.of(data.part("state").toString()),
            CHECKPOINT_EVERY,
            state,
            Optional.empty(),
            false));
    Pipeline pipeline = Pipeline.create(options);
    new CardPipeline(
            new StreamSettings(
                kafka,
                ReadKafka.StartFrom.EARLIEST,
                ValueFormat.AVRO,
                EventTimes.Replay.ALL,
                false,
                Optional.of(books),
                Optional.empty(),
                StreamSettings.ARCHIVE_WAIT,
                StreamSettings.ACTIVITY_EVERY,
                deciding))
        .assemble(pipeline);
    return host.submit(pipeline);
  }

  private EmbeddedKafka startKafka() throws IOException {
    return EmbeddedKafka.start(data.part("kafka"), data.ports());
  }

  private LocalPostgres startPostgres() throws IOException {
    return LocalPostgres.start(data.root().resolve("postgres"), data.ports(), data.secrets());
  }

  KafkaConnection kafka() {
    return kafka;
  }

  BooksConnection books() {
    return books;
  }

  /**
   * Does a fault to what runs, and returns at once but for what is started again.
   *
   * @throws IOException if what should be struck is not there
   */
  void strike(Fault fault) throws IOException {
    switch (fault) {
      case KILL_TASKMANAGER -> kill("taskmanager-1");
      case KILL_JOBMANAGER -> kill("jobmanager");
      case RESTART_KAFKA -> {
        broker.close();
        broker = startKafka();
      }
      case RESTART_POSTGRES -> {
        postgres.close();
        postgres = startPostgres();
      }
      case DEAD_LETTERS -> throw new IllegalArgumentException("sent with the traffic");
    }
  }

  /**
   * Ends the stream as if its input had ended: what waits for event time waits no longer.
   *
   * @throws IOException if it does not end
   */
  void drain() throws IOException {
    job.drain();
  }

  private void kill(String member) throws IOException {
    ProcessHandle process =
        cluster
            .process(member)
            .orElseThrow(() -> new IOException("no process of " + member + " to kill"));
    // On Unix it is signal 9, which no process can hear.
    process.destroyForcibly();
  }

  @Override
  public void close() throws IOException {
    IOException failure = new IOException("not everything stopped in order");
    while (!started.isEmpty()) {
      try {
        started.pop().end();
      } catch (IOException | RuntimeException e) {
        failure.addSuppressed(e);
      }
    }
    if (failure.getSuppressed().length > 0) {
      throw failure;
    }
  }

  /** One of the parts, to be ended whatever becomes of the others. */
  private interface Part {
    void end() throws IOException;
  }
}
