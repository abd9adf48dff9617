package io.cardbeam.pipeline.card;

import io.cardbeam.pipeline.EventCoder;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import java.util.EnumSet;
import java.util.Set;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/** The events of some types that are in blocks. */
public final class UnpackEvents
    extends PTransform<PCollection<KV<String, byte[]>>, PCollection<Event>> {
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
  public PCollection<Event> expand(PCollection<KV<String, byte[]>> blocks) {
    return blocks.apply("Unpack", ParDo.of(new UnpackFn(types))).setCoder(EventCoder.of());
  }

  private static final class UnpackFn extends DoFn<KV<String, byte[]>, Event> {
    private static final long serialVersionUID = 1L;

    private final Set<EventType> types;

    UnpackFn(Set<EventType> types) {
      this.types = types;
    }

    @ProcessElement
    public void process(@Element KV<String, byte[]> block, OutputReceiver<Event> output) {
      EventBlocks.read(
          block.getValue(),
          event -> {
            if (types.contains(event.type())) {
              output.output(event);
            }
          });
    }
  }
}
