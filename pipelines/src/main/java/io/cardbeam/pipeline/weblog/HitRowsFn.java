package io.cardbeam.pipeline.weblog;

import io.cardbeam.weblog.HitRow;
import java.util.HashMap;
import java.util.Map;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;

/**
 * Hits as rows of their day's files, and counted by minute; both of a bundle's hits together, since
 * an element costs a runner more than the row in it.
 */
final class HitRowsFn extends DoFn<LoggedHit, KV<String, byte[]>> {
  private static final long serialVersionUID = 1L;
  private static final int SECONDS_A_MINUTE = 60;

  /** Bytes of rows from which on they are given out. */
  private static final int FULL_BYTES = 1 << 20;

  private final boolean anonymize;
  private transient HitText text = new HitText(RowText::encoded);
  private transient Map<String, RowText> rows = new HashMap<>();
  private transient Map<Long, Counts> counts = new HashMap<>();

  HitRowsFn(boolean anonymize) {
    this.anonymize = anonymize;
  }

  @StartBundle
  public void start() {
    text = new HitText(RowText::encoded);
    rows = new HashMap<>();
    counts = new HashMap<>();
  }

  @ProcessElement
  public void process(@Element LoggedHit hit, MultiOutputReceiver output) {
    String table = LiveTables.hits(hit.hit());
    RowText of = rows.computeIfAbsent(table, key -> new RowText());
    text.add(of, HitRow.of(hit.file(), hit.line(), hit.hit(), hit.isBot(), anonymize));
    if (of.length() >= FULL_BYTES) {
      output.get(LiveTags.ROWS).output(KV.of(table, of.take()));
    }
    long minute = Math.floorDiv(hit.hit().hit().epochSeconds(), SECONDS_A_MINUTE);
    counts.computeIfAbsent(minute, key -> new Counts()).add(hit.hit(), hit.isBot());
  }

  @FinishBundle
  public void finish(FinishBundleContext context) {
    rows.forEach(
        (table, of) -> {
          if (of.length() > 0) {
            context.output(
                LiveTags.ROWS,
                KV.of(table, of.take()),
                BoundedWindow.TIMESTAMP_MIN_VALUE,
                GlobalWindow.INSTANCE);
          }
        });
    counts.forEach(
        (minute, of) ->
            of.flush(
                count ->
                    context.output(
                        LiveTags.COUNTS,
                        KV.of(LiveTables.countKey(minute, count.getKey()), count.getValue()),
                        BoundedWindow.TIMESTAMP_MIN_VALUE,
                        GlobalWindow.INSTANCE)));
    rows.clear();
    counts.clear();
  }
}
