package io.cardbeam.pipeline.read;

import io.cardbeam.traffic.InputWindow;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;

/** What an input window holds; the requests that it does not are counted. */
final class Within {
  private static final Counter OUTSIDE = Metrics.counter(SourceTags.NAMESPACE, SourceTags.OUTSIDE);

  private Within() {}

  static boolean holds(InputWindow window, Event event) {
    if (window.holds(event)) {
      return true;
    }
    if (event.type() == EventType.AUTHORIZATION_REQUEST) {
      OUTSIDE.inc();
    }
    return false;
  }
}
