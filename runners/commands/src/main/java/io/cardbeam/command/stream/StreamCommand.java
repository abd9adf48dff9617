package io.cardbeam.command.stream;

import io.cardbeam.command.BooksOption;
import io.cardbeam.command.DecidingOption;
import io.cardbeam.command.KafkaOption;
import io.cardbeam.command.Place;
import io.cardbeam.command.RunnerOption;
import io.cardbeam.pipeline.CardPipeline;
import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.pipeline.StreamSettings;
import io.cardbeam.pipeline.books.BooksConnection;
import io.cardbeam.pipeline.books.BooksMigration;
import io.cardbeam.pipeline.format.ValueFormat;
import io.cardbeam.pipeline.read.EventTimes;
import io.cardbeam.pipeline.read.ReadKafka.StartFrom;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code stream}: the unbounded pipeline, on a runner and servers that one names. */
@Command(
    name = "stream",
    description = {
      "Decides authorization requests from Kafka as they come, until it is stopped: decisions,"
          + " alerts and activity to Kafka, books to PostgreSQL, every event to the lake.",
      "The topics must be there; the card token is the key of every record. What can't be taken goes"
          + " to dead-letters with topic, partition, offset and reason. docs/kafka.md tells more."
    })
public final class StreamCommand implements Callable<Integer> {

  /** What the job is called by default. */
  private static final String JOB_NAME = "cardbeam-stream";

  private final StreamHosts hosts;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it.
  private CommandSpec spec;

  @Mixin private final KafkaOption kafka = new KafkaOption();
  @Mixin private final ValueFormatOption format = new ValueFormatOption();
  @Mixin private final EventTimesOption times = new EventTimesOption();
  @Mixin private final BooksOption books = new BooksOption();
  @Mixin private final DecidingOption deciding = new DecidingOption();
  @Mixin private final CheckpointOption checkpoints = new CheckpointOption();
  @Mixin private final RunnerOption runner = new RunnerOption();

  @Option(
      names = "--lake",
      paramLabel = "DIR",
      description = "Root of the Avro archive, local or in S3 or GCS. Default: no archive.")
  private @Nullable String lake;

  @Option(
      names = "--from",
      paramLabel = "earliest|latest",
      defaultValue = "earliest",
      description =
          "Where to start to read without a checkpoint or savepoint. Default: ${DEFAULT-VALUE}.")
  private StartFrom from = StartFrom.EARLIEST;

  @Option(
      names = "--skip-deleted",
      description = {
        "Go on where Kafka's retention has deleted records that were not read yet; without it the"
            + " stream ends there, and says how many they are."
      })
  private boolean skipDeleted;

  @Option(
      names = "--archive-wait",
      paramLabel = "SECONDS",
      defaultValue = "300",
      description =
          "Longest time that an event waits for its archive file to fill. Default:"
              + " ${DEFAULT-VALUE}.")
  private int archiveWaitSeconds = 300;

  /**
   * The command.
   *
   * @param hosts where it may run
   */
  public StreamCommand(StreamHosts hosts) {
    this.hosts = hosts;
  }

  @Override
  public Integer call() throws IOException {
    if (archiveWaitSeconds < 1) {
      throw new ParameterException(spec.commandLine(), "--archive-wait is at least 1 second");
    }
    if (runner.isDetached() && runner.runner() == RunnerOption.Runner.direct) {
      throw new ParameterException(
          spec.commandLine(),
          "--detached is for a cluster; the Direct runner ends with the command");
    }
    StreamState state = checkpoints.state(runner, JOB_NAME);
    Optional<BooksConnection> store = books.connection();
    KafkaConnection connection = kafka.connection();
    ValueFormat values = format.format(connection);
    EventTimes asked = times.times();
    PipelineOptions options =
        runner.streamingOptions(lake == null ? Map.of() : Map.of("--lake", lake));
    PrintWriter out = spec.commandLine().getOut();
    try (StreamHost host = hosts.of(runner.runner())) {
      host.prepare(options, state);
      store.ifPresent(BooksMigration::migrate);
      StreamSettings settings =
          new StreamSettings(
              connection,
              from,
              values,
              new ReplayLook(connection, values, out).limited(asked),
              skipDeleted,
              store,
              Optional.ofNullable(lake).map(Place::absolute),
              Duration.ofSeconds(archiveWaitSeconds),
              StreamSettings.ACTIVITY_EVERY,
              deciding.deciding());
      Pipeline pipeline = Pipeline.create(options);
      new CardPipeline(settings).assemble(pipeline);
      out.println("deciding requests from " + settings.kafka());
      out.flush();
      return host.run(pipeline, runner.isDetached(), out);
    }
  }
}
