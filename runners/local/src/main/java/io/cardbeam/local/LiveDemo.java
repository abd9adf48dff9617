package io.cardbeam.local;

import io.cardbeam.command.Account;
import io.cardbeam.command.traffic.Bookmark;
import io.cardbeam.command.traffic.BookmarkFile;
import io.cardbeam.command.traffic.Pace;
import io.cardbeam.command.traffic.TrafficCounts;
import io.cardbeam.command.traffic.TrafficDriver;
import io.cardbeam.command.traffic.TrafficMeter;
import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.simulator.Simulator;
import io.cardbeam.simulator.SimulatorSettings;
import io.cardbeam.token.CardTokenizer;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;

/**
 * Simulated cardholders buy until somebody stops them. Stopped, the pipeline leaves a savepoint and
 * the traffic a bookmark; the next start goes on from both.
 */
final class LiveDemo {
  private static final String JOB = "live";
  private static final String TOPIC_PREFIX = "";

  private final DemoStage stage;
  private final Population population;
  private final Pace pace;
  private final Duration duration;

  /**
   * @param pace of the requests
   * @param duration stops by itself after this time
   */
  LiveDemo(DemoStage stage, Population population, Pace pace, Duration duration) {
    this.stage = stage;
    this.population = population;
    this.pace = pace;
    this.duration = duration;
  }

  /** Plays it, gives the account of this start, and tells whether it adds up. */
  boolean play(PrintWriter out, boolean json, CardTokenizer tokenizer) throws IOException {
    KafkaConnection kafka = stage.servers().kafka(TOPIC_PREFIX);
    createTopics(kafka);
    BookmarkFile bookmarkFile = new BookmarkFile(stage.data().part("traffic").resolve("bookmark"));
    Bookmark bookmark = bookmarkFile.read();
    SimulatorSettings settings = population.settings(stage.data().part("traffic"));
    LocalStream stream =
        stage
            .progress()
            .during(
                "Pipeline",
                () -> stage.startStream(JOB, kafka, stage.data().lake()),
                started -> bookmark.steps() == 0 ? "running" : "going on where it stopped");
    stage.tellOfConsole(kafka);
    LabelledTraffic labelled = new LabelledTraffic(new Simulator(settings, tokenizer).labelled());
    TrafficMeter meter = new TrafficMeter(labelled::isThief);
    try (TrafficDriver driver =
        new TrafficDriver(kafka, pace, meter, bookmark, bookmarkFile::write)) {
      TrafficThread traffic = new TrafficThread(driver, labelled);
      new Watch(stage, stream.job(), meter).until(traffic, duration);
      stage.progress().during("Traffic", () -> stopped(traffic), words -> words);
    }
    stage.progress().during("Pipeline", stream::stop, savepoint -> "stopped with a savepoint");
    account(meter.counts()).print(out, json);
    return meter.counts().requests() == meter.counts().decided();
  }

  private static String stopped(TrafficThread traffic) throws IOException {
    traffic.stop();
    return "stopped";
  }

  private static void createTopics(KafkaConnection kafka) throws IOException {
    try (KafkaTopics topics = new KafkaTopics(kafka.bootstrapServers(), kafka.topicPrefix())) {
      topics.create();
    }
  }

  private Account account(TrafficCounts counts) throws IOException {
    return new Account()
        .with("requests", counts.requests())
        .with("approved", counts.approved())
        .with("referred", counts.referred())
        .with("declined", counts.declined())
        .with("alerts", counts.alerts())
        .with("requests of thieves", counts.thefts())
        .with("thieves stopped", counts.theftsStopped())
        .with("cardholders hindered", counts.hindered())
        .with("purchases and what followed", counts.followUps())
        .with("rows stored", Watch.rowsStored(stage.books()))
        .with("latency p50 ms", counts.latency().p50Micros() / 1000.0)
        .with("latency p99 ms", counts.latency().p99Micros() / 1000.0)
        .with("model", stage.deciding().model().version())
        .with("adds up", counts.requests() == counts.decided() ? "yes" : "NO")
        .with("data stays in", stage.data().root().toString());
  }
}
