package io.cardbeam.pipeline.read;

import io.cardbeam.traffic.InputWindow;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;

/** Passes on what an input window holds, and counts the requests that it does not. */
final class WithinWindowFn extends DoFn<Event, Event> {
  private static final long serialVersionUID = 1L;
  private static final Counter OUTSIDE = Metrics.counter(SourceTags.NAMESPACE, SourceTags.OUTSIDE);

  private final InputWindow window;

  WithinWindowFn(InputWindow window) {
    this.window = window;
  }

  @ProcessElement
  public void process(@Element Event event, OutputReceiver<Event> output) {
    if (window.holds(event)) {
      output.output(event);
    } else if (event.type() == EventType.AUTHORIZATION_REQUEST) {
      OUTSIDE.inc();
    }
  }
}
