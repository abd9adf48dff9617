package io.cardbeam.local;

import io.cardbeam.command.Account;
import io.cardbeam.command.traffic.Bookmark;
import io.cardbeam.command.traffic.BookmarkFile;
import io.cardbeam.command.traffic.Pace;
import io.cardbeam.command.traffic.TrafficCounts;
import io.cardbeam.command.traffic.TrafficDriver;
import io.cardbeam.command.traffic.TrafficMeter;
import io.cardbeam.geo.GeoFile;
import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.pipeline.read.EventTimes;
import io.cardbeam.simulator.Simulator;
import io.cardbeam.token.CardTokenizer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Simulated cardholders buy until somebody stops them. Those of today first play their history, as
 * fast as it is decided, and then buy by the clock, so that a payment that comes by the gateway is
 * one among theirs. Stopped, the pipeline leaves a savepoint and the traffic a bookmark; the next
 * start goes on from both. What would have been bought between is left out.
 */
final class LiveDemo {
  /**
   * Files of the lake are closed sooner than elsewhere, so that what is made of it is there soon:
   * at a few requests a second some 15 small files a minute. Checkpoints are rarer than in a stream
   * of a file: they hold all that a history leaves.
   */
  static final LocalStream.Rhythm RHYTHM =
      new LocalStream.Rhythm(Duration.ofSeconds(20), Duration.ofSeconds(30));

  static final String JOB = "live";
  private static final String TOPIC_PREFIX = "";
  private static final Duration SHOW_EVERY = Duration.ofMillis(500);

  private final DemoStage stage;
  private final Asked asked;
  private final InstantSource clock;

  /**
   * What was asked for.
   *
   * @param newcomers who lives in a folder that nobody lives in yet
   * @param speed pace of traffic that has a time of its own; empty for the time of today
   * @param duration stops by itself so long after it is ready
   * @param console empty for a demo without console
   */
  record Asked(
      Population newcomers,
      Optional<Pace> speed,
      Duration duration,
      Optional<ConsoleAsked> console) {}

  /**
   * What was asked of the console.
   *
   * @param port where it is to listen
   * @param locations where shoppers' addresses are; empty to leave their countries out
   * @param weblogs whether visitors come whose requests it shows
   */
  record ConsoleAsked(int port, Optional<GeoFile> locations, boolean weblogs) {}

  LiveDemo(DemoStage stage, Asked asked, InstantSource clock) {
    this.stage = stage;
    this.asked = asked;
    this.clock = clock;
  }

  /**
   * Plays it, gives the account of this start, and tells whether it adds up.
   *
   * @param tokenKey turns card numbers into tokens
   */
  boolean play(PrintWriter out, boolean json, byte[] tokenKey) throws IOException {
    Supplier<CardTokenizer> tokenizers = () -> new CardTokenizer(tokenKey);
    Path folder = stage.data().part("traffic");
    BookmarkFile bookmarkFile = new BookmarkFile(folder.resolve("bookmark"));
    Bookmark bookmark = bookmarkFile.read();
    Population population = population(folder, bookmark);
    KafkaConnection kafka = stage.servers().kafka(TOPIC_PREFIX);
    createTopics(kafka);
    boolean ofToday = population.live().isPresent();
    LocalStream stream =
        stage
            .progress()
            .during(
                "Pipeline",
                () ->
                    stage.startStream(
                        JOB,
                        kafka,
                        stage.data().lake(),
                        ofToday ? EventTimes.Live.standard() : EventTimes.Replay.ALL,
                        RHYTHM),
                started -> bookmark.steps() == 0 ? "running" : "going on where it stopped");
    Optional<SampleCards> samples =
        ofToday && asked.console().isPresent()
            ? Optional.of(new SampleCards(population.cards()))
            : Optional.empty();
    LabelledTraffic labelled =
        new LabelledTraffic(
            new Simulator(population.settings(), tokenizers.get()).labelled(),
            step -> samples.ifPresent(cards -> cards.saw(step)));
    TrafficMeter meter = new TrafficMeter(labelled::isThief);
    Pace pace = asked.speed().orElse(Pace.wallClock(clock));
    try (TrafficDriver driver =
        new TrafficDriver(kafka, pace, meter, bookmark, bookmarkFile::write)) {
      CompletableFuture<TrafficCounts> caughtUp = new CompletableFuture<>();
      if (ofToday) {
        driver.onceCaughtUp(() -> caughtUp.complete(meter.restart()));
      }
      TrafficThread traffic = new TrafficThread(driver, labelled);
      Watch watch = new Watch(stage, stream.job(), meter);
      if (ofToday) {
        stage
            .progress()
            .during(
                "History",
                () -> played(traffic, watch, meter, caughtUp),
                counts -> words(counts, bookmark.steps() == 0));
      }
      watch(watch, traffic, population, kafka, tokenKey, samples);
      stage.progress().during("Traffic", () -> stopped(traffic), words -> words);
    }
    stage.progress().during("Pipeline", stream::stop, savepoint -> "stopped with a savepoint");
    account(meter.counts()).print(out, json);
    stage.space().require();
    return meter.counts().requests() == meter.counts().decided();
  }

  /** Those who live here, without a gap in which they bought: nobody was there to decide. */
  private Population population(Path folder, Bookmark bookmark) throws IOException {
    Optional<Population> here = Population.read(folder);
    boolean wantsToday = asked.speed().isEmpty();
    if (here.isPresent() && here.get().live().isPresent() != wantsToday) {
      throw new IOException(
          wantsToday
              ? "the traffic in this folder has a time of its own: go on with --speed, or begin"
                  + " another folder with --data"
              : "the traffic in this folder keeps the time of today: leave --speed out, or begin"
                  + " another folder with --data");
    }
    Population population = here.orElse(asked.newcomers());
    if (bookmark.steps() > 0) {
      population = population.away(bookmark.reachedMillis(), now());
    }
    population.keep(folder);
    return population;
  }

  private Instant now() {
    return clock.instant();
  }

  /** Waits until the traffic has come to the present; gives what was played. */
  private TrafficCounts played(
      TrafficThread traffic,
      Watch watch,
      TrafficMeter meter,
      CompletableFuture<TrafficCounts> caughtUp)
      throws IOException {
    watch.until(
        () -> caughtUp.isDone() || traffic.isDone(),
        SHOW_EVERY,
        () ->
            stage
                .progress()
                .show(
                    String.format(
                        Locale.ROOT, "History ... %,d requests", meter.counts().decided())));
    if (traffic.isDone()) {
      traffic.join();
    }
    return caughtUp.getNow(meter.counts());
  }

  private static String words(TrafficCounts counts, boolean first) {
    return String.format(
        Locale.ROOT,
        "%,d requests %s",
        counts.decided(),
        first ? "of the past days decided" : "that were missing decided");
  }

  /** Shows it, with a console beside it unless that is not wanted. */
  private void watch(
      Watch watch,
      TrafficThread traffic,
      Population population,
      KafkaConnection kafka,
      byte[] tokenKey,
      Optional<SampleCards> samples)
      throws IOException {
    if (stage.stop().isAsked() || stage.space().isLow()) {
      return;
    }
    if (asked.console().isEmpty()) {
      stage.tellOfConsole(kafka);
      watch.until(traffic, asked.duration());
      return;
    }
    ConsoleAsked console = asked.console().get();
    int others = console.weblogs() ? DemoConsole.VISITORS_CARDS : 0;
    List<SampleCards.Sample> found =
        samples.map(cards -> cards.take(now(), others)).orElse(List.of());
    Supplier<CardTokenizer> tokenizers = () -> new CardTokenizer(tokenKey);
    try (DemoTables tables = DemoTables.make(stage, population, kafka, tokenKey, clock);
        DemoConsole shown =
            DemoConsole.start(stage, kafka, tokenizers, found, tables.warehouse(), console)) {
      shown.tell(stage.out());
      found.stream().findFirst().ifPresent(sample -> shown.tell(sample, stage.out()));
      watch.until(traffic, asked.duration());
    }
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
