package io.cardbeam.bench.fuzz;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One thread of a run: takes an input after the other, until there is none or it hangs. */
final class FuzzWorker implements Runnable {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final FuzzRun run;
  private @Nullable Thread thread;
  private volatile Taken taken = Taken.NOTHING;
  private final AtomicLong done = new AtomicLong();
  private volatile boolean ended;
  private volatile @Nullable Current current;
  private volatile @Nullable Exception failure;

  FuzzWorker(FuzzRun run) {
    this.run = run;
  }

  private record Current(long seed, FuzzInput input, long startNanos) {}

  void startOn(Thread on) {
    thread = on;
    on.start();
  }

  @Override
  public void run() {
    Target target = run.kind().make();
    try {
      for (OptionalLong number = run.take(); number.isPresent() && !ended; number = run.take()) {
        one(target, run.seedOf(number.getAsLong()));
      }
    } catch (IOException | RuntimeException e) {
      failure = e;
    } finally {
      ended = true;
    }
  }

  private void one(Target target, long seed) throws IOException {
    FuzzInput input = target.input(seed);
    current = new Current(seed, input, System.nanoTime());
    try {
      Taken of = measured(target, input.bytes());
      if (!ended) {
        taken = taken.plus(of);
      }
    } catch (Exception | StackOverflowError | OutOfMemoryError | LinkageError thrown) {
      if (!ended) {
        run.findings().add(Finding.of(run.kind(), seed, input, thrown));
      }
    }
    current = null;
    if (!ended) {
      done.incrementAndGet();
    }
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

  /** The input that it hangs at, told once; it does not count as busy any more. */
  @Nullable Finding hang(long now) {
    Current at = current;
    if (ended || at == null || now - at.startNanos() < FuzzRun.MOST_TIME.toNanos()) {
      return null;
    }
    ended = true;
    done.incrementAndGet();
    String stack =
        thread == null
            ? ""
            : Arrays.stream(thread.getStackTrace())
                .map(frame -> "  at " + frame)
                .collect(Collectors.joining("\n"));
    return new Finding(
        run.kind(),
        at.seed(),
        at.input(),
        "hangs for more than " + FuzzRun.MOST_TIME.toSeconds() + " s",
        stack);
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
    Exception why = failure;
    if (why != null) {
      throw new IOException("the run can't go on: " + why.getMessage(), why);
    }
  }
}
