package io.cardbeam.pipeline.card;

import io.cardbeam.pipeline.EventCoder;
import io.cardbeam.traffic.DistinctEvents;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/**
 * The events of some types that are in the blocks of each card, each event once. The events of
 * these types of one card are held in memory.
 */
public final class UnpackEvents
    extends PTransform<PCollection<KV<String, Iterable<byte[]>>>, PCollection<Event>> {
  private static final long serialVersionUID = 1L;

  private final Set<EventType> types;

  /** Those of these types. */
  public UnpackEvents(Set<EventType> types) {
    this.types = Set.copyOf(types);
  }

  /** All of them. */
  public UnpackEvents() {
    this(EnumSet.allOf(EventType.class));
  }

  @Override
  public PCollection<Event> expand(PCollection<KV<String, Iterable<byte[]>>> cards) {
    return cards.apply("Unpack", ParDo.of(new UnpackFn(types))).setCoder(EventCoder.of());
  }

  private static final class UnpackFn extends DoFn<KV<String, Iterable<byte[]>>, Event> {
    private static final long serialVersionUID = 1L;

    private final Set<EventType> types;

    UnpackFn(Set<EventType> types) {
      this.types = types;
    }

    @ProcessElement
    public void process(@Element KV<String, Iterable<byte[]>> card, OutputReceiver<Event> output) {
      List<Event> events = new ArrayList<>();
      for (byte[] block : card.getValue()) {
        EventBlocks.read(
            block,
            event -> {
              if (types.contains(event.type())) {
                events.add(event);
              }
            });
      }
      DistinctEvents.of(events).events().forEach(output::output);
    }
  }
}
