package io.cardbeam.command;

import io.cardbeam.pipeline.CardPipeline;
import io.cardbeam.pipeline.StreamSettings;
import io.cardbeam.pipeline.books.BooksConnection;
import io.cardbeam.pipeline.books.BooksMigration;
import io.cardbeam.pipeline.read.ReadKafka.StartFrom;
import io.cardbeam.pipeline.read.WatermarkClock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.StreamingOptions;
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
      "The topics must be there; the card token is the key and the event time the timestamp of"
          + " every record."
    })
public final class StreamCommand implements Callable<Integer> {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it.
  private CommandSpec spec;

  @Mixin private final KafkaOption kafka = new KafkaOption();
  @Mixin private final BooksOption books = new BooksOption();
  @Mixin private final DecidingOption deciding = new DecidingOption();
  @Mixin private final RunnerOption runner = new RunnerOption();

  @Option(
      names = "--lake",
      paramLabel = "DIR",
      description = "Root of the Avro archive, local or in S3 or GCS. Default: no archive.")
  private @Nullable String lake;

  @Option(
      names = "--checkpoints",
      paramLabel = "DIR",
      description = {
        "Where Flink keeps the state every 10 seconds, local or in S3 or GCS. Without it nothing is"
            + " kept: after a fault the run ends, and the next one begins anew.",
        "To go on: --beam --savepointPath=DIR/JOB/chk-N"
      })
  private @Nullable String checkpoints;

  @Option(
      names = "--from",
      paramLabel = "earliest|latest",
      defaultValue = "earliest",
      description =
          "Where to start to read without a checkpoint or savepoint. Default: ${DEFAULT-VALUE}.")
  private StartFrom from = StartFrom.EARLIEST;

  @Option(
      names = "--event-time",
      paramLabel = "live|replay",
      defaultValue = "live",
      description = {
        "live: events happen now, so where there are none the clock tells the time.",
        "replay: events are of any age, and they alone tell the time. Default: ${DEFAULT-VALUE}."
      })
  private EventTime eventTime = EventTime.LIVE;

  @Option(
      names = "--archive-wait",
      paramLabel = "SECONDS",
      defaultValue = "300",
      description =
          "Longest time that an event waits for its archive file to fill. Default:"
              + " ${DEFAULT-VALUE}.")
  private int archiveWaitSeconds = 300;

  /** What tells the time, by the names that people type. */
  enum EventTime {
    LIVE,
    REPLAY
  }

  @Override
  public Integer call() {
    if (archiveWaitSeconds < 1) {
      throw new ParameterException(spec.commandLine(), "--archive-wait is at least 1 second");
    }
    Optional<BooksConnection> store = books.connection();
    StreamSettings settings =
        new StreamSettings(
            kafka.connection(),
            from,
            eventTime == EventTime.LIVE
                ? WatermarkClock.EVENTS_AND_WALL_CLOCK
                : WatermarkClock.EVENTS,
            store,
            Optional.ofNullable(lake),
            Duration.ofSeconds(archiveWaitSeconds),
            StreamSettings.ACTIVITY_EVERY,
            deciding.deciding());
    PipelineOptions options =
        runner.streamingOptions(
            Optional.ofNullable(checkpoints), lake == null ? Map.of() : Map.of("--lake", lake));
    options.as(StreamingOptions.class).setStreaming(true);
    store.ifPresent(BooksMigration::migrate);
    Pipeline pipeline = Pipeline.create(options);
    new CardPipeline(settings).assemble(pipeline);
    spec.commandLine().getOut().println("deciding requests from " + settings.kafka());
    spec.commandLine().getOut().flush();
    PipelineResult job = pipeline.run();
    JobAddress.of(job).ifPresent(spec.commandLine().getOut()::println);
    spec.commandLine().getOut().flush();
    if (runner.isDetached()) {
      return 0;
    }
    return job.waitUntilFinish() == PipelineResult.State.FAILED ? 1 : 0;
  }
}
