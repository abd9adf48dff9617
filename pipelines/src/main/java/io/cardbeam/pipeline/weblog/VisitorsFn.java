package io.cardbeam.pipeline.weblog;

import io.cardbeam.weblog.LocatedHit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.jspecify.annotations.Nullable;

/** Gathers who asked when, by visitor; visitors go out in groups by their hash. */
final class VisitorsFn extends DoFn<LogBlock, KV<Integer, byte[]>> {
  private static final long serialVersionUID = 1L;

  /** Groups of visitors: one is in memory at a time where they are put together. */
  static final int GROUPS = 64;

  /** Parts of sessions from which on they are given out. */
  private static final int MOST_PARTS = 100_000;

  private final WebLogSettings settings;
  private transient @Nullable LineReading reading;
  private transient Map<Long, Visitor> visitors = new HashMap<>();
  private transient int parts;

  VisitorsFn(WebLogSettings settings) {
    this.settings = settings;
  }

  @StartBundle
  public void start() throws IOException {
    reading = reading == null ? new LineReading(settings, false) : reading;
    visitors = new HashMap<>();
    parts = 0;
  }

  @ProcessElement
  public void process(@Element LogBlock block, OutputReceiver<KV<Integer, byte[]>> output)
      throws IOException {
    LineReading reader = reading;
    if (reader == null) {
      throw new IllegalStateException("a bundle was not started");
    }
    reader.read(
        block.lines().load(),
        block.firstLine(),
        new LineReading.Receiver() {
          @Override
          public void hit(long line, int end, LocatedHit hit) {
            add(hit);
          }

          @Override
          public void deadLetter(long line, String reason) {
            // Reported by the reading that writes hits.
          }
        });
    if (parts >= MOST_PARTS) {
      flush((group, bytes) -> output.output(KV.of(group, bytes)));
    }
  }

  private void add(LocatedHit hit) {
    if (hit.hit().epochSeconds() >= settings.oldestSeconds()) {
      parts += visitors.computeIfAbsent(hit.visitor(), id -> Visitor.of(hit)).add(hit.visit());
    }
  }

  @FinishBundle
  public void finish(FinishBundleContext context) {
    flush(
        (group, bytes) ->
            context.output(
                KV.of(group, bytes), BoundedWindow.TIMESTAMP_MIN_VALUE, GlobalWindow.INSTANCE));
  }

  private interface Output {
    void group(int group, byte[] visitors);
  }

  private void flush(Output output) {
    Map<Integer, List<Visitor>> groups = new TreeMap<>();
    visitors
        .values()
        .forEach(
            visitor -> groups.computeIfAbsent(group(visitor), g -> new ArrayList<>()).add(visitor));
    groups.forEach((group, of) -> output.group(group, Visitor.encode(of)));
    visitors.clear();
    parts = 0;
  }

  static int group(Visitor visitor) {
    return (int) Math.floorMod(visitor.id(), (long) GROUPS);
  }
}
