package io.cardbeam.command.replay;

import io.cardbeam.pipeline.Decided;
import io.cardbeam.pipeline.classify.ClassifyCounters;
import io.cardbeam.traffic.InputWindow;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;

/** Passes on decisions on requests within a window, and counts them by outcome. */
final class WithinFn extends DoFn<Decided, Decided> {
  /** Namespace of the counters, which are called as those of {@link ClassifyCounters}. */
  static final String NAMESPACE = "replay";

  /** Counter: decisions on requests before the window, made for the sake of what follows. */
  static final String BEFORE = "before";

  private static final long serialVersionUID = 1L;

  private final InputWindow window;
  private final Counter before = Metrics.counter(NAMESPACE, BEFORE);

  WithinFn(InputWindow window) {
    this.window = window;
  }

  @ProcessElement
  public void process(@Element Decided decided, OutputReceiver<Decided> output) {
    if (decided.request().getEventTime().toEpochMilli() < window.fromMillis()) {
      before.inc();
      return;
    }
    Metrics.counter(NAMESPACE, ClassifyCounters.nameOf(decided.decision().getOutcome())).inc();
    output.output(decided);
  }
}
