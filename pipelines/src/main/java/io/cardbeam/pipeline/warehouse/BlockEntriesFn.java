package io.cardbeam.pipeline.warehouse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;

/**
 * Packs entries of one card that come one after the other into one element, their bytes in a row.
 * Decisions come card by card, so a card's two thousand entries are a dozen elements: an element
 * costs more to group, with its key, window and timestamp, than the entry in it.
 */
final class BlockEntriesFn extends DoFn<KV<String, CardEntry>, KV<String, byte[]>> {
  private static final long serialVersionUID = 1L;

  /** From this size on a block is full, bytes. */
  static final int FULL_BYTES = 64 << 10;

  private transient ByteArrayOutputStream block = new ByteArrayOutputStream();
  private transient String card = "";

  @StartBundle
  public void start() {
    block = new ByteArrayOutputStream();
    card = "";
  }

  @ProcessElement
  public void process(
      @Element KV<String, CardEntry> entry, OutputReceiver<KV<String, byte[]>> output)
      throws IOException {
    boolean isOther = !entry.getKey().equals(card);
    if (block.size() > 0 && (isOther || block.size() >= FULL_BYTES)) {
      output.output(KV.of(card, block.toByteArray()));
      block.reset();
    }
    card = entry.getKey();
    CardEntryCoder.of().encode(entry.getValue(), block);
  }

  @FinishBundle
  public void finish(FinishBundleContext context) {
    if (block.size() > 0) {
      context.output(
          KV.of(card, block.toByteArray()),
          GlobalWindow.INSTANCE.maxTimestamp(),
          GlobalWindow.INSTANCE);
    }
  }
}
