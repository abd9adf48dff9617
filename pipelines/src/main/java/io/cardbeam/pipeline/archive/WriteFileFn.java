package io.cardbeam.pipeline.archive;

import io.cardbeam.lake.LakeFileWriter;
import io.cardbeam.wire.Event;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/** Writes one file of the lake. */
final class WriteFileFn extends DoFn<KV<String, Iterable<Event>>, Void> {
  private static final long serialVersionUID = 1L;
  private static final Counter EVENTS = Metrics.counter("archive", "events");
  private static final Counter FILES = Metrics.counter("archive", "files");

  private final String root;

  WriteFileFn(String root) {
    this.root = root;
  }

  @ProcessElement
  public void process(@Element KV<String, Iterable<Event>> batch) throws IOException {
    List<Event> events = new ArrayList<>();
    batch.getValue().forEach(events::add);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    LakeFileWriter.write(events, bytes);
    WholeFile.write(root + batch.getKey() + "/", bytes.toByteArray());
    EVENTS.inc(events.size());
    FILES.inc();
  }
}
