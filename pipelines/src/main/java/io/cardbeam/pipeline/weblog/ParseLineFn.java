package io.cardbeam.pipeline.weblog;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cardbeam.event.LogLine;
import io.cardbeam.weblog.CombinedLine;
import io.cardbeam.weblog.ContentHash;
import io.cardbeam.weblog.LocatedHit;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.jspecify.annotations.Nullable;

/** Reads lines as the bounded pipeline does; hits by visitor. */
final class ParseLineFn extends DoFn<LogLine, KV<Long, LoggedHit>> {
  private static final long serialVersionUID = 1L;
  private static final Counter LINES = WebLogTags.counter(WebLogTags.LINES);
  private static final Counter HITS = WebLogTags.counter(WebLogTags.HITS);
  private static final Counter DEAD_LETTERS = WebLogTags.counter(WebLogTags.DEAD_LETTERS);

  private final WebLogSettings settings;
  private transient @Nullable LineReading reading;

  ParseLineFn(WebLogSettings settings) {
    this.settings = settings;
  }

  @ProcessElement
  public void process(@Element LogLine line, MultiOutputReceiver output) throws IOException {
    LineReading reader = reading;
    if (reader == null) {
      reader = new LineReading(settings);
      reading = reader;
    }
    String file = line.getFile();
    String place = place(line);
    LINES.inc();
    reader.readLine(
        bytes(line),
        line.getLine(),
        new LineReading.Receiver() {
          @Override
          public void hit(long number, int end, LocatedHit hit) {
            HITS.inc();
            output
                .get(LiveTags.HITS)
                .output(KV.of(hit.visitor(), new LoggedHit(file, number, place, hit, false)));
          }

          @Override
          public void deadLetter(long number, String reason) {
            DEAD_LETTERS.inc();
            output.get(LiveTags.ROWS).output(LiveTables.deadLetter(file, number, reason));
          }
        });
  }

  /** A separator between the two is not needed: an offset has eight bytes. */
  private static String place(LogLine line) {
    byte[] log = line.getFileId().getBytes(UTF_8);
    byte[] both =
        ByteBuffer.allocate(log.length + Long.BYTES).put(log).putLong(line.getOffset()).array();
    ContentHash hash = new ContentHash();
    hash.add(both, 0, both.length);
    return hash.text();
  }

  /** Of a line that was cut, more than is taken, so that it is refused as one in a file is. */
  private static byte[] bytes(LogLine line) {
    ByteBuffer buffer = line.getBytes();
    byte[] bytes =
        Arrays.copyOfRange(
            buffer.array(),
            buffer.arrayOffset() + buffer.position(),
            buffer.arrayOffset() + buffer.limit());
    return line.getCut() ? Arrays.copyOf(bytes, CombinedLine.MAX_BYTES + 1) : bytes;
  }
}
