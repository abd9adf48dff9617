package io.cardbeam.local;

import io.cardbeam.command.Account;
import io.cardbeam.command.traffic.Bookmark;
import io.cardbeam.command.traffic.EventSender;
import io.cardbeam.command.traffic.Pace;
import io.cardbeam.command.traffic.TrafficCounts;
import io.cardbeam.command.traffic.TrafficDriver;
import io.cardbeam.command.traffic.TrafficMeter;
import io.cardbeam.csv.CsvSteps;
import io.cardbeam.csv.FileReading;
import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.pipeline.read.EventTimes;
import io.cardbeam.token.CardTokenizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.commons.io.FileUtils;

/**
 * A file is played to its end, as if its cardholders lived now: topics of its own, made again each
 * time, and a pipeline without memory, so the same file gives the same decisions and the books,
 * which keep each event once, don't change the second time.
 */
final class FileDemo {
  private static final String JOB = "file";
  private static final String TOPIC_PREFIX = "file.";

  private final DemoStage stage;
  private final Path file;
  private final FileReading how;
  private final Pace pace;

  FileDemo(DemoStage stage, Path file, FileReading how, Pace pace) {
    this.stage = stage;
    this.file = file;
    this.how = how;
    this.pace = pace;
  }

  /**
   * What came of a file.
   *
   * @param addsUp whether every row is decided and stored, or a dead letter
   */
  record Played(Account account, boolean addsUp) {}

  /** Plays it and gives the account. */
  Played play(CardTokenizer tokenizer) throws IOException {
    KafkaConnection kafka = stage.servers().kafka(TOPIC_PREFIX);
    Path lake = stage.data().lakeOf(file);
    forgetEarlierRun(kafka, lake);
    LocalStream stream =
        stage
            .progress()
            .during(
                "Pipeline",
                () ->
                    stage.startStream(
                        JOB, kafka, lake, EventTimes.Replay.ALL, LocalStream.Rhythm.STANDARD),
                started -> "running");
    TrafficMeter meter = new TrafficMeter();
    try (EventSender deadLetters = new EventSender(kafka);
        CsvSteps rows = read(tokenizer, deadLetters);
        TrafficDriver driver =
            new TrafficDriver(kafka, pace, meter, Bookmark.START, bookmark -> {})) {
      deadLetters.flush();
      long beganNanos = System.nanoTime();
      TrafficThread traffic = new TrafficThread(driver, rows);
      new Watch(stage, stream.job(), meter).until(traffic, Watch.WITHOUT_LIMIT);
      traffic.stop();
      double seconds = (System.nanoTime() - beganNanos) / (double) TimeUnit.SECONDS.toNanos(1);
      stage.progress().during("Pipeline", () -> finished(stream), words -> words);
      stage.space().require();
      return account(rows, meter.counts(), seconds, tokenizer);
    }
  }

  private CsvSteps read(CardTokenizer tokenizer, EventSender deadLetters) throws IOException {
    try {
      return stage
          .progress()
          .during(
              "File",
              () -> CsvSteps.open(file, tokenizer, how, deadLetters.deadLetters()),
              rows -> rows.requests() + " requests, " + rows.invalid() + " invalid rows");
    } catch (UncheckedIOException e) {
      throw new IOException("the file can't be played: " + e.getMessage(), e);
    }
  }

  private static String finished(LocalStream stream) throws IOException {
    stream.finish();
    return "everything is written";
  }

  private void forgetEarlierRun(KafkaConnection kafka, Path lake) throws IOException {
    FileUtils.deleteDirectory(lake.toFile());
    stage.servers().flink().jobFolder(JOB).forget();
    try (KafkaTopics topics = new KafkaTopics(kafka.bootstrapServers(), kafka.topicPrefix())) {
      topics.delete();
      topics.create();
    }
  }

  private Played account(
      CsvSteps rows, TrafficCounts counts, double seconds, CardTokenizer tokenizer)
      throws IOException {
    long requests = rows.requests();
    StoredRows stored =
        stage
            .progress()
            .during(
                "Books",
                () -> StoredRows.of(file, tokenizer, how, stage.books()),
                found -> "looked up each row of the file");
    boolean addsUp =
        !stage.stop().isAsked()
            && requests == counts.decided()
            && requests == stored.requests()
            && stored.approved() == stored.purchases()
            && stored.findings() == rows.findings();
    Account account =
        new Account()
            .with("rows read", requests + rows.invalid())
            .with("invalid", rows.invalid())
            .with("approved", counts.approved())
            .with("referred", counts.referred())
            .with("declined", counts.declined())
            .with("alerts", counts.alerts())
            .with("stored requests", stored.requests())
            .with("stored purchases", stored.purchases());
    if (how.labels().chargebacks()) {
      account.with("stored findings", stored.findings());
    }
    account
        .with("answered before", Math.max(0, counts.approved() - stored.approved()))
        .with("rows stored", Watch.rowsStored(stage.books()))
        .with("latency p50 ms", counts.latency().p50Micros() / 1000.0)
        .with("latency p99 ms", counts.latency().p99Micros() / 1000.0)
        .with("seconds", seconds)
        .with("requests per second", requests / seconds)
        .with("model", stage.deciding().model().version())
        .with("adds up", addsUp ? "yes" : "NO")
        .with("data stays in", stage.data().root().toString());
    return new Played(account, addsUp);
  }
}
