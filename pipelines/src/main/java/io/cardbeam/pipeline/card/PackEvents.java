package io.cardbeam.pipeline.card;

import io.cardbeam.wire.Event;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/** Events as {@link EventBlocks}, keyed by card. Bounded input in the global window. */
public final class PackEvents
    extends PTransform<PCollection<Event>, PCollection<KV<String, byte[]>>> {
  private static final long serialVersionUID = 1L;

  /** Blocks between the steps of a pipeline. */
  public static final KvCoder<String, byte[]> CODER =
      KvCoder.of(StringUtf8Coder.of(), ByteArrayCoder.of());

  @Override
  public PCollection<KV<String, byte[]>> expand(PCollection<Event> events) {
    return events.apply("Pack", ParDo.of(new PackFn())).setCoder(CODER);
  }

  private static final class PackFn extends DoFn<Event, KV<String, byte[]>> {
    private static final long serialVersionUID = 1L;

    private transient EventBlocks blocks = new EventBlocks();

    @StartBundle
    public void start() {
      blocks = new EventBlocks();
    }

    @ProcessElement
    public void process(@Element Event event, OutputReceiver<KV<String, byte[]>> output) {
      blocks.add(event, (card, events) -> output.output(KV.of(card, events)));
    }

    @FinishBundle
    public void finish(FinishBundleContext context) {
      blocks.flush(
          (card, events) ->
              context.output(
                  KV.of(card, events),
                  GlobalWindow.INSTANCE.maxTimestamp(),
                  GlobalWindow.INSTANCE));
    }
  }
}
