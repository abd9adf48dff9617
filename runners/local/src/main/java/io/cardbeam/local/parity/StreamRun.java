package io.cardbeam.local.parity;

import io.cardbeam.command.ProgressLine;
import io.cardbeam.command.RunnerOption;
import io.cardbeam.command.traffic.Bookmark;
import io.cardbeam.command.traffic.EventSender;
import io.cardbeam.command.traffic.Pace;
import io.cardbeam.command.traffic.TrafficCounts;
import io.cardbeam.command.traffic.TrafficDriver;
import io.cardbeam.command.traffic.TrafficMeter;
import io.cardbeam.csv.CsvSteps;
import io.cardbeam.flink.LocalFlink;
import io.cardbeam.local.DataFolder;
import io.cardbeam.local.EmbeddedKafka;
import io.cardbeam.local.KafkaTopics;
import io.cardbeam.local.LocalStream;
import io.cardbeam.local.TopicReader;
import io.cardbeam.local.TrafficThread;
import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.pipeline.RunProgress;
import io.cardbeam.pipeline.read.EventTimes;
import io.cardbeam.wire.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Unbounded mode: the file played through embedded Kafka and the stream on embedded Flink, as fast
 * as answers come. The books are made of the lake that the stream left; the database, which follows
 * the decisions and has no part in them, is left out.
 */
final class StreamRun implements ParityRun {
  private static final String JOB = "parity";
  private static final int SLOTS = 2;
  private static final long SHOW_EVERY_NANOS = Duration.ofMillis(500).toNanos();

  private final TrafficMeter meter = new TrafficMeter();

  @Override
  public String name() {
    return "stream";
  }

  @Override
  public RunAccount decide(ParityInput input, Path folder, ProgressLine line) throws IOException {
    try (DataFolder data = DataFolder.open(folder);
        EmbeddedKafka server = EmbeddedKafka.start(data.part("kafka"), data.ports())) {
      KafkaConnection kafka = new KafkaConnection(server.bootstrapServers(), "", Map.of());
      try (KafkaTopics topics = new KafkaTopics(kafka.bootstrapServers(), kafka.topicPrefix())) {
        topics.create();
      }
      Path lake = data.part("lake");
      long rows;
      try (LocalFlink flink = LocalFlink.start(data.part("flink"), SLOTS)) {
        LocalStream stream =
            LocalStream.start(
                flink,
                JOB,
                kafka,
                EventTimes.Replay.ALL,
                Optional.empty(),
                Optional.of(lake),
                input.deciding());
        rows = play(input, stream, line);
        line.show("waiting for the stream to end");
        stream.finish();
      }
      line.show("making its books");
      BoundedRun.inProcess(RunnerOption.Runner.flink).keepBooks(input, lake, folder, line);
      line.show("reading its decisions");
      TopicDecisions written = TopicDecisions.copy(kafka, AvroDecisions.in(folder));
      // What came unasked was written again after a fault; nobody asked again.
      long repeated = written.records() - written.copied() - meter.counts().repeated();
      return new RunAccount(rows, TopicReader.count(kafka, Topic.DEAD_LETTERS), repeated);
    }
  }

  /** Plays the file until each request has its answer; gives the rows that were read. */
  private long play(ParityInput input, LocalStream stream, ProgressLine line) throws IOException {
    long startNanos = System.nanoTime();
    try (EventSender deadLetters = new EventSender(stream.kafka());
        CsvSteps steps = input.traffic(deadLetters.deadLetters());
        TrafficDriver driver =
            new TrafficDriver(stream.kafka(), Pace.fast(), meter, Bookmark.START, b -> {})) {
      deadLetters.flush();
      TrafficThread traffic = new TrafficThread(driver, steps);
      while (!traffic.isDone()) {
        stream.job().throwIfFailed();
        line.show(state(startNanos));
        LockSupport.parkNanos(SHOW_EVERY_NANOS);
      }
      traffic.join();
      return steps.requests() + steps.invalid();
    } catch (UncheckedIOException e) {
      throw new IOException("the file can't be played: " + e.getMessage(), e);
    }
  }

  private String state(long startNanos) {
    TrafficCounts counts = meter.counts();
    return String.format(
        Locale.ROOT,
        "%,d sent, %,d decided, %d s",
        counts.requests(),
        counts.decided(),
        TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startNanos));
  }

  @Override
  public long progress() {
    TrafficCounts counts = meter.counts();
    return counts.requests() + counts.decided() + RunProgress.read() + RunProgress.decided();
  }
}
