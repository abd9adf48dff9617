package io.cardbeam.bench.fuzz;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One thread of a run: takes an input after the other, until there is none or it hangs. */
final class FuzzWorker {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final FuzzRun run;
  private final Thread thread;

  /** What it reads now. Who takes it away, the thread at its end or the watch, counts it. */
  private final AtomicReference<@Nullable Current> current = new AtomicReference<>();

  private final AtomicLong done = new AtomicLong();
  private volatile Taken taken = Taken.NOTHING;
  private volatile boolean ended;
  private volatile @Nullable Throwable failure;

  FuzzWorker(FuzzRun run) {
    this.run = run;
    this.thread = new Thread(this::work, "fuzz-" + run.kind().code());
    thread.setDaemon(true);
  }

  private record Current(long seed, FuzzInput input, long startNanos) {}

  void start() {
    thread.start();
  }

  // Whatever is thrown: a thread that ends in silence would leave its inputs out.
  private void work() {
    try {
      Target target = run.makeTarget();
      boolean goesOn = true;
      while (goesOn) {
        OptionalLong number = run.take();
        goesOn = number.isPresent() && one(target, run.seedOf(number.getAsLong()));
      }
    } catch (Throwable e) {
      failure = e;
    } finally {
      ended = true;
    }
  }

  /** Reads one; false if it took too long and another thread has gone on. */
  private boolean one(Target target, long seed) throws IOException {
    FuzzInput input = target.input(seed);
    Current mine = new Current(seed, input, System.nanoTime());
    current.set(mine);
    Taken of = Taken.NOTHING;
    Optional<Finding> finding = Optional.empty();
    try {
      of = measured(target, input.bytes());
    } catch (Throwable thrown) {
      finding = Optional.of(Finding.of(run.kind(), seed, input, thrown));
    }
    if (!current.compareAndSet(mine, null)) {
      return false;
    }
    if (finding.isPresent()) {
      run.findings().add(finding.get());
    }
    taken = taken.plus(of);
    done.incrementAndGet();
    return true;
  }

  /** Reads an input and measures what it allocates. */
  static Taken measured(Target target, byte[] input) throws Exception {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    Taken of = target.run(input);
    long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
    BrokenLawException.require(
        bytes <= FuzzRun.MOST_ALLOCATED_BYTES, "reading it takes too much memory");
    return of;
  }

  /** The input that it hangs at, reported once; it does not count as busy any more. */
  Optional<Finding> hang(long now) {
    Current at = current.get();
    if (at == null
        || now - at.startNanos() < run.mostTime().toNanos()
        || !current.compareAndSet(at, null)) {
      return Optional.empty();
    }
    ended = true;
    done.incrementAndGet();
    String stack =
        Arrays.stream(thread.getStackTrace())
            .map(frame -> "  at " + frame)
            .collect(Collectors.joining("\n"));
    return Optional.of(
        new Finding(
            run.kind(),
            at.seed(),
            at.input(),
            "hangs for more than " + run.mostTime().toSeconds() + " s",
            stack));
  }

  /** Waits until its thread has ended, or so many milliseconds. */
  void await(long millis) throws InterruptedException {
    thread.join(millis);
  }

  boolean isBusy() {
    return !ended;
  }

  Taken taken() {
    return taken;
  }

  long done() {
    return done.get();
  }

  /** Throws what ended it, if something did. */
  void rethrow() throws IOException {
    Throwable why = failure;
    if (why != null) {
      throw new IOException("the run can't go on: " + why, why);
    }
  }
}
