package io.cardbeam.command;

import io.cardbeam.pipeline.RunProgress;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;

/** Runs a bounded pipeline to its end and shows on a terminal how far it has come. */
public final class FinishedRun {
  private static final long SHOW_EVERY_MILLIS = 500;

  private FinishedRun() {}

  /**
   * Runs it, however long it takes.
   *
   * @throws IllegalStateException if it ran elsewhere and failed or was stopped there; what runs
   *     here throws what it failed of
   */
  public static PipelineResult of(Pipeline pipeline, ProgressLine line) {
    ScheduledExecutorService clock =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "progress");
              thread.setDaemon(true);
              return thread;
            });
    long startNanos = System.nanoTime();
    long readBefore = RunProgress.read();
    long decidedBefore = RunProgress.decided();
    var showing =
        clock.scheduleAtFixedRate(
            () ->
                line.show(
                    state(
                        RunProgress.read() - readBefore,
                        RunProgress.decided() - decidedBefore,
                        startNanos)),
            SHOW_EVERY_MILLIS,
            SHOW_EVERY_MILLIS,
            TimeUnit.MILLISECONDS);
    try {
      PipelineResult result = pipeline.run();
      JobAddress.of(result).ifPresent(line::say);
      requireDone(result.waitUntilFinish());
      return result;
    } finally {
      showing.cancel(false);
      clock.shutdown();
      line.hide();
    }
  }

  private static void requireDone(PipelineResult.State end) {
    if (end == PipelineResult.State.FAILED || end == PipelineResult.State.CANCELLED) {
      throw new IllegalStateException(
          "the job is " + end.name().toLowerCase(Locale.ROOT) + "; its own log tells why");
    }
  }

  private static String state(long read, long decided, long startNanos) {
    return String.format(
        Locale.ROOT,
        "%,d read, %,d decided, %d s",
        read,
        decided,
        TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startNanos));
  }
}
