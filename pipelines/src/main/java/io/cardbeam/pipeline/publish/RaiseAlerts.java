package io.cardbeam.pipeline.publish;

import io.cardbeam.pipeline.Decided;
import io.cardbeam.pipeline.EventCoder;
import io.cardbeam.wire.Event;
import org.apache.beam.sdk.transforms.Filter;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * An alert for each decision that says so: whoever reads decisions later, in the books or a lake,
 * knows which alerts were raised.
 */
public final class RaiseAlerts extends PTransform<PCollection<Decided>, PCollection<Event>> {
  private static final long serialVersionUID = 1L;

  @Override
  public PCollection<Event> expand(PCollection<Decided> decided) {
    return decided
        .apply("Suspicious", Filter.by(Alerts::isDue))
        .apply(
            "AsAlert",
            MapElements.into(TypeDescriptor.of(Event.class)).via(d -> Event.of(Alerts.of(d))))
        .setCoder(EventCoder.of());
  }
}
