package io.cardbeam.bench.fuzz;

import io.cardbeam.text.StableHash;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Throws a number of inputs at one target, on several threads. What an input gives follows from the
 * run's seed and its number, whatever the threads do.
 */
final class FuzzRun {
  /** Longest that one input may take; more is a hang. */
  static final Duration MOST_TIME = Duration.ofSeconds(20);

  /** Most that reading one input may allocate, bytes; more is a finding. */
  static final long MOST_ALLOCATED_BYTES = 512L << 20;

  /** After so many findings a target is left alone. */
  static final int MOST_FINDINGS = 10_000;

  private static final long POLL_MILLIS = 100;
  private static final long TELL_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final TargetKind kind;
  private final Supplier<? extends Target> targets;
  private final Duration mostTime;
  private final long inputs;
  private final long seed;
  private final Findings findings;
  private final AtomicLong next = new AtomicLong();
  private final List<FuzzWorker> workers = new ArrayList<>();
  private volatile boolean stopped;

  /**
   * @param inputs how many
   * @param seed of the run
   * @param findings takes what is found
   */
  FuzzRun(TargetKind kind, long inputs, long seed, Findings findings) {
    this(kind, kind::make, MOST_TIME, inputs, seed, findings);
  }

  FuzzRun(
      TargetKind kind,
      Supplier<? extends Target> targets,
      Duration mostTime,
      long inputs,
      long seed,
      Findings findings) {
    this.kind = kind;
    this.targets = targets;
    this.mostTime = mostTime;
    this.inputs = inputs;
    this.seed = seed;
    this.findings = findings;
  }

  /** Seed of an input of a run: SplitMix64, so that neighbours have nothing in common. */
  static long seedOf(long runSeed, long number) {
    return StableHash.mixed(runSeed + (number + 1) * StableHash.GOLDEN_GAMMA);
  }

  /**
   * Runs.
   *
   * @param threads at once
   * @param endNanos when to stop, by {@link System#nanoTime}
   * @param progress receives how far it has come, in words, now and then
   * @throws IOException if a finding can't be kept, or no input be made
   */
  FuzzResult run(int threads, long endNanos, Consumer<String> progress) throws IOException {
    long startNanos = System.nanoTime();
    long before = findings.count();
    for (int i = 0; i < threads; i++) {
      start();
    }
    long told = startNanos;
    for (Optional<FuzzWorker> busy = busy(); busy.isPresent(); busy = busy()) {
      await(busy.get());
      long now = System.nanoTime();
      endHangs(now);
      if (now > endNanos || findings.count() - before >= MOST_FINDINGS) {
        stopped = true;
      }
      if (now - told >= TELL_NANOS) {
        told = now;
        progress.accept(
            String.format(
                Locale.ROOT, "%s: %,d of %,d", kind.words(), Math.min(next.get(), inputs), inputs));
      }
    }
    Taken taken = Taken.NOTHING;
    long done = 0;
    for (FuzzWorker worker : workers) {
      worker.rethrow();
      taken = taken.plus(worker.taken());
      done += worker.done();
    }
    double seconds = (System.nanoTime() - startNanos) / (double) TimeUnit.SECONDS.toNanos(1);
    return new FuzzResult(kind, done, taken, findings.count() - before, seconds);
  }

  private void start() {
    FuzzWorker worker = new FuzzWorker(this);
    workers.add(worker);
    worker.start();
  }

  /** The number of the next input; empty when there is none any more. */
  OptionalLong take() {
    if (stopped) {
      return OptionalLong.empty();
    }
    long number = next.getAndIncrement();
    return number < inputs ? OptionalLong.of(number) : OptionalLong.empty();
  }

  long seedOf(long number) {
    return seedOf(seed, number);
  }

  /** A target for one thread. */
  Target makeTarget() {
    return targets.get();
  }

  /** Longest that one input may take. */
  Duration mostTime() {
    return mostTime;
  }

  TargetKind kind() {
    return kind;
  }

  Findings findings() {
    return findings;
  }

  private Optional<FuzzWorker> busy() {
    return workers.stream().filter(FuzzWorker::isBusy).findFirst();
  }

  /** A thread that hangs can't be ended in Java: it is left behind, and another one goes on. */
  private void endHangs(long now) throws IOException {
    for (FuzzWorker worker : List.copyOf(workers)) {
      Optional<Finding> hang = worker.hang(now);
      if (hang.isPresent()) {
        findings.add(hang.get());
        start();
      }
    }
  }

  private static void await(FuzzWorker worker) {
    try {
      worker.await(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
