package io.cardbeam.local;

import io.cardbeam.command.ProgressLine;
import io.cardbeam.decision.Deciding;
import io.cardbeam.pipeline.CardPipeline;
import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.pipeline.StreamSettings;
import io.cardbeam.pipeline.books.BooksConnection;
import io.cardbeam.pipeline.read.ReadKafka;
import io.cardbeam.pipeline.read.WatermarkClock;
import io.cardbeam.wire.Topic;
import java.io.IOException;
import java.io.PrintWriter;
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
 * What every demo plays on: servers, topics, and the stream on them.
 *
 * @param data the folder
 * @param servers running
 * @param deciding what the stream decides by
 * @param stop Ctrl-C
 * @param out the terminal, or what is in its place
 * @param terminal whether lines can be drawn over
 */
record DemoStage(
    DataFolder data,
    LocalServers servers,
    Deciding deciding,
    StopSignal stop,
    PrintWriter out,
    boolean terminal) {
  private static final Duration RUNS_WITHIN = Duration.ofMinutes(2);
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);

  /** What the pipeline reads. */
  private static final List<Topic> INPUT = List.of(Topic.CARD_EVENTS, Topic.TRANSACTIONS);

  ProgressLine progress() {
    return new ProgressLine(out, terminal);
  }

  BooksConnection books() {
    return servers.books();
  }

  /** Tells how to look at the demo in a browser while it runs. */
  void tellOfConsole(KafkaConnection kafka) throws IOException {
    BooksConnection books = books();
    out.println(
        "  Look at it with: ./cardbeam console --bootstrap-servers "
            + kafka.bootstrapServers()
            + " --books-url "
            + books.url()
            + " --books-user "
            + books.user()
            + " --books-password-file "
            + data.secrets().databasePasswordFile());
    out.flush();
  }

  /** Starts the stream and waits until all of it runs; where it left state, it goes on there. */
  LocalJob startStream(String jobName, KafkaConnection kafka, Path lake) throws IOException {
    PipelineOptions options = PipelineOptionsFactory.create();
    servers.flink().configure(options, jobName);
    Pipeline pipeline = Pipeline.create(options);
    new CardPipeline(settings(jobName, kafka, lake)).assemble(pipeline);
    LocalJob job = servers.flink().submit(pipeline);
    job.awaitRunning(RUNS_WITHIN);
    return job;
  }

  /** Simulated and recorded traffic has its own time, so events alone move the watermark. */
  private StreamSettings settings(String jobName, KafkaConnection kafka, Path lake) {
    return new StreamSettings(
        new KafkaConnection(
            kafka.bootstrapServers(),
            kafka.topicPrefix(),
            Map.of(ConsumerConfig.GROUP_ID_CONFIG, jobName)),
        ReadKafka.StartFrom.EARLIEST,
        WatermarkClock.EVENTS,
        Optional.of(books()),
        Optional.of(lake.toString()),
        StreamSettings.ARCHIVE_WAIT,
        StreamSettings.ACTIVITY_EVERY,
        deciding);
  }

  /**
   * Waits until the stream has read all there is.
   *
   * @throws IOException if it fails, or a minute goes by in which it reads nothing
   */
  void awaitRead(LocalJob job, KafkaConnection kafka, Duration patience) throws IOException {
    try (KafkaTopics topics = new KafkaTopics(kafka.bootstrapServers(), kafka.topicPrefix())) {
      long least = Long.MAX_VALUE;
      long leastNanos = System.nanoTime();
      long unread = topics.unread(job.name(), INPUT);
      while (unread > 0) {
        job.throwIfFailed();
        if (unread < least) {
          least = unread;
          leastNanos = System.nanoTime();
        } else if (System.nanoTime() - leastNanos > patience.toNanos()) {
          throw new IOException("the pipeline leaves " + unread + " events unread");
        }
        LockSupport.parkNanos(LOOK_EVERY.toNanos());
        unread = topics.unread(job.name(), INPUT);
      }
    }
  }
}
