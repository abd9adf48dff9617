package io.cardbeam.pipeline.read;

import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import java.util.Set;
import org.apache.beam.sdk.transforms.Filter;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;

/** The events of some types. */
public final class KindOfEvent extends PTransform<PCollection<Event>, PCollection<Event>> {
  private static final long serialVersionUID = 1L;

  private final Set<EventType> types;

  public KindOfEvent(Set<EventType> types) {
    this.types = Set.copyOf(types);
  }

  @Override
  public PCollection<Event> expand(PCollection<Event> events) {
    Set<EventType> wanted = types;
    return events.apply("OfType", Filter.by(event -> wanted.contains(event.type())));
  }
}
