package io.cardbeam.bench.gateway;

import io.cardbeam.bench.gateway.Payments.Payment;
import io.cardbeam.command.ProgressLine;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Payments at a fixed rate by the gateway, and some among them without it. */
final class GatewayLoad {
  /** To so many requests by the gateway comes one without it. */
  static final int PER_DIRECT = 4;

  /** Steps of the warm-up, each at a higher rate than the one before. */
  private static final int STEPS = 5;

  private static final Duration ANSWERS_WITHIN = Duration.ofMinutes(1);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final long MAX_MICROS = TimeUnit.MINUTES.toMicros(5);
  private static final int SIGNIFICANT_DIGITS = 3;
  private static final int OK = 200;
  private static final String BY_DEFAULT = "\"decided_by\":\"default\"";

  private final Payments payments;
  private final LeanClient gateway;
  private final StreamProbe stream;
  private final ProgressLine line;
  private long ids;

  GatewayLoad(Payments payments, LeanClient gateway, StreamProbe stream, ProgressLine line) {
    this.payments = payments;
    this.gateway = gateway;
    this.stream = stream;
    this.line = line;
  }

  /** What is counted of a rate, by the threads that hear answers. */
  private record Counts(
      Histogram byGateway,
      Histogram byStream,
      AtomicLong byDefault,
      AtomicLong failed,
      AtomicLong open) {
    Counts() {
      this(
          new ConcurrentHistogram(MAX_MICROS, SIGNIFICANT_DIGITS),
          new ConcurrentHistogram(MAX_MICROS, SIGNIFICANT_DIGITS),
          new AtomicLong(),
          new AtomicLong(),
          new AtomicLong());
    }
  }

  /**
   * Loads the gateway.
   *
   * @param rate requests a second by the gateway
   * @param warmUp time before that which is measured, in which the rate climbs: a start under full
   *     load would measure the compiler
   * @throws IOException if Kafka fails, or answers stay away
   */
  RateResult run(double rate, Duration warmUp, Duration measured) throws IOException {
    Counts counts = new Counts();
    for (int step = 1; step <= STEPS; step++) {
      send(counts, rate * step / STEPS, warmUp.dividedBy(STEPS), false);
    }
    send(counts, rate, measured, true);
    awaitAnswers(counts);
    return new RateResult(
        rate,
        Latency.of(counts.byGateway),
        Latency.of(counts.byStream),
        counts.byDefault.get(),
        counts.failed.get());
  }

  private void send(Counts counts, double rate, Duration time, boolean counted) throws IOException {
    double all = rate * (PER_DIRECT + 1) / PER_DIRECT;
    long show = Math.max(1, Math.round(all));
    FixedRate.run(
        all,
        time,
        (number, intended) -> {
          if (number % show == 0) {
            line.show(
                String.format(
                    Locale.ROOT,
                    "%.0f a second: %,d sent, %,d to come",
                    rate,
                    number,
                    counts.open.get()));
          }
          if (number % (PER_DIRECT + 1) == PER_DIRECT) {
            direct(counts, intended, counted);
          } else {
            byGateway(counts, intended, counted);
          }
        });
  }

  private void direct(Counts counts, long intended, boolean counted) throws IOException {
    Payment payment = payments.next();
    counts.open.incrementAndGet();
    stream.ask(
        payment.request("direct-" + ids++, Instant.now()),
        now -> {
          counts.open.decrementAndGet();
          if (counted) {
            record(counts.byStream, intended, now);
          }
        });
  }

  private void byGateway(Counts counts, long intended, boolean counted) throws IOException {
    Payment payment = payments.next();
    counts.open.incrementAndGet();
    gateway.authorize(
        payment.body("load-" + ids++),
        (status, body) -> {
          long now = System.nanoTime();
          counts.open.decrementAndGet();
          if (counted) {
            count(counts, status, body, intended, now);
          }
        });
  }

  private static void count(Counts counts, int status, String body, long intended, long now) {
    if (status != OK) {
      counts.failed.incrementAndGet();
      return;
    }
    record(counts.byGateway, intended, now);
    if (body.contains(BY_DEFAULT)) {
      counts.byDefault.incrementAndGet();
    }
  }

  private static void record(Histogram micros, long fromNanos, long toNanos) {
    micros.recordValue(Math.min(MAX_MICROS, TimeUnit.NANOSECONDS.toMicros(toNanos - fromNanos)));
  }

  private static void awaitAnswers(Counts counts) throws IOException {
    long end = System.nanoTime() + ANSWERS_WITHIN.toNanos();
    while (counts.open.get() > 0) {
      if (System.nanoTime() > end) {
        throw new IOException(counts.open.get() + " requests have no answer");
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  /**
   * Sends what the cards are, and waits until the stream has decided a payment after it.
   *
   * @throws IOException if it does not within a minute
   */
  void begin() throws IOException {
    Counts counts = new Counts();
    direct(counts, System.nanoTime(), false);
    awaitAnswers(counts);
  }
}
