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
 * An alert for each decision whose probability of fraud reaches the policy's alert threshold,
 * unless the card is snoozed.
 */
public final class RaiseAlerts extends PTransform<PCollection<Decided>, PCollection<Event>> {
  private static final long serialVersionUID = 1L;

  private final double alertFrom;

  /**
   * @param alertFrom least probability of fraud that is shown to an analyst, 0 to 1
   */
  public RaiseAlerts(double alertFrom) {
    this.alertFrom = alertFrom;
  }

  @Override
  public PCollection<Event> expand(PCollection<Decided> decided) {
    double from = alertFrom;
    return decided
        .apply("Suspicious", Filter.by(d -> Alerts.isDue(d, from)))
        .apply(
            "AsAlert",
            MapElements.into(TypeDescriptor.of(Event.class)).via(d -> Event.of(Alerts.of(d))))
        .setCoder(EventCoder.of());
  }
}
