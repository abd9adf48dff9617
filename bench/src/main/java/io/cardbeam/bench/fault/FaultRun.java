package io.cardbeam.bench.fault;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cardbeam.command.ProgressLine;
import io.cardbeam.command.traffic.Bookmark;
import io.cardbeam.command.traffic.Pace;
import io.cardbeam.command.traffic.TrafficDriver;
import io.cardbeam.command.traffic.TrafficMeter;
import io.cardbeam.decision.Deciding;
import io.cardbeam.local.DecisionsCheck;
import io.cardbeam.local.TrafficThread;
import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.simulator.Simulator;
import io.cardbeam.simulator.SimulatorSettings;
import io.cardbeam.token.CardTokenizer;
import io.cardbeam.wire.Topic;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Traffic with one fault after the other; after each it waits for all answers, and checks. */
final class FaultRun {
  private static final Duration RECOVERS_WITHIN = Duration.ofMinutes(3);

  /** A JobManager that dies is missed only when it has not answered for six seconds. */
  private static final Duration SHOWS_WITHIN = Duration.ofSeconds(8);

  private static final double QUIET_SECONDS = 1;
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final FaultStage stage;
  private final SimulatorSettings people;
  private final CardTokenizer tokenizer;
  private final Deciding deciding;
  private final double rate;
  private final Duration part;
  private final ProgressLine line;

  /** Written by the thread of the traffic. */
  private volatile Bookmark bookmark = Bookmark.START;

  private long unreadable;

  /**
   * @param people whose traffic it is
   * @param rate requests a second that are sent
   * @param part time of traffic before a fault, and some seconds more at least after it
   */
  FaultRun(
      FaultStage stage,
      SimulatorSettings people,
      CardTokenizer tokenizer,
      Deciding deciding,
      double rate,
      Duration part,
      ProgressLine line) {
    this.stage = stage;
    this.people = people;
    this.tokenizer = tokenizer;
    this.deciding = deciding;
    this.rate = rate;
    this.part = part;
    this.line = line;
  }

  /**
   * A round with this fault.
   *
   * @throws IOException if the traffic or the stream does not recover, or a check can't be made
   */
  Round round(Fault fault) throws IOException {
    TrafficMeter meter = new TrafficMeter();
    long startNanos = System.nanoTime();
    double silenceBefore;
    double outage;
    try (TrafficDriver driver =
            new TrafficDriver(stage.kafka(), Pace.steady(rate), meter, bookmark, this::keep);
        Arrivals arrivals = new Arrivals(stage.kafka())) {
      TrafficThread traffic = new TrafficThread(driver, new Simulator(people, tokenizer).steps());
      awaitFirst(meter, traffic);
      arrivals.mark();
      startNanos = System.nanoTime();
      go(part, fault.words() + ": before", meter, traffic);
      silenceBefore = arrivals.longestSilenceSeconds();
      arrivals.mark();
      if (fault == Fault.DEAD_LETTERS) {
        sendUnreadable(Math.round(rate));
      } else {
        stage.strike(fault);
      }
      go(part.plus(SHOWS_WITHIN), fault.words() + ": after", meter, traffic);
      awaitRecovery(fault, meter, arrivals, traffic);
      outage = arrivals.longestSilenceSeconds();
      traffic.stop();
    }
    double seconds = (System.nanoTime() - startNanos) / (double) TimeUnit.SECONDS.toNanos(1);
    line.show(fault.words() + ": checking");
    DecisionsCheck decisions = DecisionsCheck.of(stage.kafka(), deciding);
    BooksCheck books = BooksCheck.of(stage.kafka(), stage.books(), decisions.requests());
    return new Round(
        fault,
        meter.counts().requests(),
        seconds,
        silenceBefore,
        outage,
        decisions,
        books,
        DeadLettersCheck.of(stage.kafka(), unreadable));
  }

  /**
   * Ends the stream, and checks the books once more.
   *
   * @param requests that the last round has counted
   * @throws IOException if it does not end, or the check can't be made
   */
  BooksCheck end(long requests) throws IOException {
    line.show("ending the stream");
    stage.drain();
    return BooksCheck.of(stage.kafka(), stage.books(), requests);
  }

  private void keep(Bookmark latest) {
    bookmark = latest;
  }

  private void awaitFirst(TrafficMeter meter, TrafficThread traffic) throws IOException {
    long deadline = System.nanoTime() + RECOVERS_WITHIN.toNanos();
    while (meter.counts().decided() == 0) {
      look("first answers", meter, traffic);
      if (System.nanoTime() > deadline) {
        throw new IOException("no answer for " + RECOVERS_WITHIN.toMinutes() + " minutes");
      }
    }
  }

  private void go(Duration time, String what, TrafficMeter meter, TrafficThread traffic)
      throws IOException {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      look(what, meter, traffic);
    }
  }

  private void awaitRecovery(
      Fault fault, TrafficMeter meter, Arrivals arrivals, TrafficThread traffic)
      throws IOException {
    long deadline = System.nanoTime() + RECOVERS_WITHIN.toNanos();
    while (arrivals.silenceSeconds() > QUIET_SECONDS) {
      look(fault.words() + ": recovering", meter, traffic);
      if (System.nanoTime() > deadline) {
        throw new IOException(
            "after '"
                + fault.words()
                + "' no decision came for "
                + RECOVERS_WITHIN.toMinutes()
                + " minutes");
      }
    }
  }

  private void look(String what, TrafficMeter meter, TrafficThread traffic) throws IOException {
    if (traffic.isDone()) {
      traffic.join();
      throw new IOException("the traffic has ended");
    }
    var counts = meter.counts();
    line.show(
        String.format(
            java.util.Locale.ROOT,
            "%s: %,d sent, %,d decided",
            what,
            counts.requests(),
            counts.decided()));
    LockSupport.parkNanos(LOOK_NANOS);
  }

  private void sendUnreadable(long records) throws IOException {
    KafkaConnection kafka = stage.kafka();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                kafka.bootstrapServers(),
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                "true"),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (long i = 0; i < records; i++) {
        byte[] bytes = ("no record " + i).getBytes(UTF_8);
        sent.add(producer.send(new ProducerRecord<>(kafka.name(Topic.CARD_EVENTS), bytes, bytes)));
      }
      for (Future<RecordMetadata> record : sent) {
        record.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while records that can't be read were sent", e);
    } catch (ExecutionException e) {
      throw new IOException("Kafka does not take records: " + e.getMessage(), e);
    }
    unreadable += records;
  }
}
