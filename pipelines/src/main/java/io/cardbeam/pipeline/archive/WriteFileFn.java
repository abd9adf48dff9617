package io.cardbeam.pipeline.archive;

import io.cardbeam.lake.LakeFileWriter;
import io.cardbeam.wire.Event;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.SchemaNormalization;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.MoveOptions.StandardMoveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/**
 * Writes one file of the lake. It is named by the fingerprint of its bytes and appears whole: it is
 * written under another name, which no reader of the lake looks at, and then renamed.
 */
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
    String name = String.format("%016x", SchemaNormalization.fingerprint64(bytes.toByteArray()));
    String folder = root + batch.getKey() + "/";
    ResourceId unfinished =
        FileSystems.matchNewResource(folder + "." + name + ".unfinished", false);
    ResourceId finished = FileSystems.matchNewResource(folder + name + ".avro", false);
    try (WritableByteChannel out = FileSystems.create(unfinished, "avro/binary")) {
      ByteBuffer rest = ByteBuffer.wrap(bytes.toByteArray());
      while (rest.hasRemaining()) {
        out.write(rest);
      }
    }
    FileSystems.rename(
        List.of(unfinished), List.of(finished), StandardMoveOptions.IGNORE_MISSING_FILES);
    EVENTS.inc(events.size());
    FILES.inc();
  }
}
