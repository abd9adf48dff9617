package io.cardbeam.local;

import io.cardbeam.command.RunnerOption;
import io.cardbeam.command.StarPipeline;
import io.cardbeam.command.StatementsPipeline;
import io.cardbeam.console.cube.Warehouse;
import io.cardbeam.flink.RootCause;
import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.pipeline.read.ReadCards;
import io.cardbeam.star.MonthRange;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is made of a demo's lake beside the stream, by the commands' own pipelines and on one
 * thread: the star, and the statements of the months that are over. Both as soon as the files of
 * the history are closed, and again every hour: the star, so that labels that came since are in it,
 * and statements, so that a month that is over since is billed and what came late is corrected.
 * What the lake has not yet the cube has from the books.
 */
final class DemoTables implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DemoTables.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);
  private static final Duration BETWEEN_BUILDS = Duration.ofHours(1);

  /** Until the files of what was read are closed and written, on a busy machine too. */
  private static final Duration FILES_CLOSE = LiveDemo.RHYTHM.archiveWait().plusSeconds(5);

  private final DemoStage stage;
  private final KafkaConnection kafka;
  private final Map<TopicPartition, Long> historyEnds;
  private final ReadCards lake;
  private final YearMonth first;
  private final Path star;
  private final InstantSource clock;
  private final Thread thread;
  private volatile Optional<Step> step;

  /** What is done now, in words, and since when. */
  private record Step(String words, Instant begun) {}

  /** A piece of work; tells whether it is done. */
  private interface Work {
    boolean run() throws IOException;
  }

  private DemoTables(
      DemoStage stage,
      Population population,
      KafkaConnection kafka,
      byte[] tokenKey,
      InstantSource clock)
      throws IOException {
    this.stage = stage;
    this.kafka = kafka;
    try (KafkaTopics topics = topics()) {
      this.historyEnds = topics.endOffsets(LocalStream.INPUT);
    }
    this.lake = new ReadCards(stage.data().lake().toString(), tokenKey, ReadCards.Decisions.KEEP);
    this.first = monthOf(population.start());
    this.star = stage.data().part("star");
    this.clock = clock;
    this.step = now("the files of the history are closed");
    this.thread = new Thread(this::run, "demo-tables");
    thread.setDaemon(true);
  }

  /**
   * Begins to make them.
   *
   * @param population whose history was sent
   */
  static DemoTables make(
      DemoStage stage,
      Population population,
      KafkaConnection kafka,
      byte[] tokenKey,
      InstantSource clock)
      throws IOException {
    DemoTables tables = new DemoTables(stage, population, kafka, tokenKey, clock);
    tables.thread.start();
    return tables;
  }

  /** Where the star is, and how far. */
  Warehouse warehouse() {
    return new Warehouse(star, this::progress);
  }

  private Optional<Step> now(String words) {
    return Optional.of(new Step(words, clock.instant()));
  }

  private Optional<String> progress() {
    return step.map(
        now ->
            now.words()
                + ", "
                + Duration.between(now.begun(), clock.instant()).toSeconds()
                + " s so far");
  }

  private void run() {
    LockSupport.parkNanos(FILES_CLOSE.toNanos());
    makeStar();
    untilDone("history", this::isRead);
    LockSupport.parkNanos(FILES_CLOSE.toNanos());
    while (!Thread.currentThread().isInterrupted()) {
      untilDone("statements", this::issueStatements);
      LockSupport.parkNanos(BETWEEN_BUILDS.toNanos());
      makeStar();
    }
  }

  private void makeStar() {
    step = now("the history is read");
    untilDone("star", this::publishStar);
    step = Optional.empty();
  }

  /**
   * Whether the stream has read all of the history, so that its files are written when their time
   * is up: a statement for want of some would be corrected later. For the star that is no harm.
   */
  private boolean isRead() throws IOException {
    try (KafkaTopics topics = topics()) {
      return topics.unread(LiveDemo.JOB, historyEnds) == 0;
    }
  }

  private KafkaTopics topics() {
    return new KafkaTopics(kafka.bootstrapServers(), kafka.topicPrefix());
  }

  /** Tries it until it is done, or this is closed; ever more rarely, since a try costs seconds. */
  private void untilDone(String what, Work work) {
    Duration pause = FIRST_PAUSE;
    while (!Thread.currentThread().isInterrupted()) {
      long beganNanos = System.nanoTime();
      try {
        if (work.run()) {
          LOG.info("{}: done in {} s", what, (System.nanoTime() - beganNanos) / 1_000_000_000);
          return;
        }
      } catch (IOException | RuntimeException e) {
        LOG.warn("{} could not be made: {}", what, RootCause.line(e));
        step = step.flatMap(any -> now("it could not be built and is tried again"));
      }
      LockSupport.parkNanos(pause.toNanos());
      pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : pause;
    }
  }

  private boolean publishStar() throws IOException {
    boolean holds = StarPipeline.publish(pipeline(), lake, stage.deciding(), star);
    if (!holds) {
      LOG.warn("the star's data did not pass its tests");
      step = now("it could not be built and is tried again");
    }
    return holds;
  }

  /**
   * Of the months from the history's first on that are over, if the lake reaches their end by now;
   * else the next round issues them.
   */
  private boolean issueStatements() throws IOException {
    YearMonth last = monthOf(clock.instant()).minusMonths(1);
    if (!last.isBefore(first)) {
      boolean issued =
          StatementsPipeline.standard(
                  lake, stage.deciding(), new MonthRange(first, last), stage.books())
              .publish(pipeline(), stage.data().statements());
      LOG.info("statements until {}: {}", last, issued ? "issued" : "not over in the lake yet");
    }
    return true;
  }

  private static YearMonth monthOf(Instant time) {
    return YearMonth.from(time.atOffset(ZoneOffset.UTC));
  }

  private static Pipeline pipeline() {
    List<String> arguments = RunnerOption.Runner.flink.arguments(1, RunnerOption.IN_PROCESS);
    return Pipeline.create(
        PipelineOptionsFactory.fromArgs(arguments.toArray(String[]::new)).create());
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
