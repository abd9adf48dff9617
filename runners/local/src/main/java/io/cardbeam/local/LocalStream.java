package io.cardbeam.local;

import io.cardbeam.decision.Deciding;
import io.cardbeam.flink.FlinkJob;
import io.cardbeam.flink.JobFolder;
import io.cardbeam.flink.LocalFlink;
import io.cardbeam.pipeline.CardPipeline;
import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.pipeline.StreamSettings;
import io.cardbeam.pipeline.books.BooksConnection;
import io.cardbeam.pipeline.format.ValueFormat;
import io.cardbeam.pipeline.read.EventTimes;
import io.cardbeam.pipeline.read.ReadKafka;
import io.cardbeam.wire.Topic;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * The unbounded pipeline on the embedded servers.
 *
 * @param job running
 * @param folder of the job's state
 * @param kafka where it reads and writes
 */
public record LocalStream(FlinkJob job, JobFolder folder, KafkaConnection kafka) {
  private static final Duration RUNS_WITHIN = Duration.ofMinutes(2);
  private static final Duration READS_ON_WITHIN = Duration.ofMinutes(1);
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);

  /** What the pipeline reads. */
  static final List<Topic> INPUT = List.of(Topic.CARD_EVENTS, Topic.TRANSACTIONS);

  /**
   * How often what happened is written down.
   *
   * @param archiveWait longest time that an event waits for its archive file to fill
   * @param checkpointEvery time between two checkpoints
   */
  public record Rhythm(Duration archiveWait, Duration checkpointEvery) {
    /** As streams are run elsewhere. */
    public static final Rhythm STANDARD =
        new Rhythm(StreamSettings.ARCHIVE_WAIT, LocalFlink.CHECKPOINT_INTERVAL);
  }

  /**
   * Starts the stream and waits until all of it runs; where it left state, it goes on there.
   *
   * @param times which event times it takes: of live traffic, or any
   * @param books the database, if it is to be written
   * @param lake the archive, if there is to be one
   * @throws IOException if it fails, or does not run within two minutes
   */
  public static LocalStream start(
      LocalFlink flink,
      String jobName,
      KafkaConnection kafka,
      EventTimes times,
      Optional<BooksConnection> books,
      Optional<Path> lake,
      Deciding deciding)
      throws IOException {
    return start(flink, jobName, kafka, times, false, books, lake, Rhythm.STANDARD, deciding);
  }

  /**
   * The same.
   *
   * @param skipDeleted whether it goes on where retention has deleted what it had not read; else
   *     that is a failure
   * @param rhythm how often what happened is written down
   */
  static LocalStream start(
      LocalFlink flink,
      String jobName,
      KafkaConnection kafka,
      EventTimes times,
      boolean skipDeleted,
      Optional<BooksConnection> books,
      Optional<Path> lake,
      Rhythm rhythm,
      Deciding deciding)
      throws IOException {
    PipelineOptions options = PipelineOptionsFactory.create();
    flink.configure(options, jobName, rhythm.checkpointEvery());
    Pipeline pipeline = Pipeline.create(options);
    StreamSettings settings =
        new StreamSettings(
            new KafkaConnection(
                kafka.bootstrapServers(),
                kafka.topicPrefix(),
                Map.of(ConsumerConfig.GROUP_ID_CONFIG, jobName)),
            ReadKafka.StartFrom.EARLIEST,
            ValueFormat.AVRO,
            times,
            skipDeleted,
            books,
            lake.map(Path::toString),
            rhythm.archiveWait(),
            StreamSettings.ACTIVITY_EVERY,
            deciding);
    new CardPipeline(settings).assemble(pipeline);
    FlinkJob job = flink.submit(pipeline);
    job.awaitRunning(RUNS_WITHIN);
    return new LocalStream(job, flink.jobFolder(jobName), kafka);
  }

  /**
   * Lets it read and write all there is, and ends it.
   *
   * @throws IOException if it fails, or a minute goes by in which it reads nothing
   */
  public void finish() throws IOException {
    awaitRead();
    job.drain();
    folder.forget();
  }

  /**
   * Stops it where it is. Its state is kept and the next stream of this name goes on from there, as
   * if nothing had happened between.
   *
   * @return where the savepoint is
   */
  public String stop() throws IOException {
    String savepoint = job.stopWithSavepoint();
    folder.keepOnly(savepoint);
    return savepoint;
  }

  private void awaitRead() throws IOException {
    try (KafkaTopics topics = new KafkaTopics(kafka.bootstrapServers(), kafka.topicPrefix())) {
      long least = Long.MAX_VALUE;
      long leastNanos = System.nanoTime();
      long unread = topics.unread(job.name(), INPUT);
      while (unread > 0) {
        job.throwIfFailed();
        if (unread < least) {
          least = unread;
          leastNanos = System.nanoTime();
        } else if (System.nanoTime() - leastNanos > READS_ON_WITHIN.toNanos()) {
          throw new IOException("the pipeline leaves " + unread + " events unread");
        }
        LockSupport.parkNanos(LOOK_EVERY.toNanos());
        unread = topics.unread(job.name(), INPUT);
      }
    }
  }
}
