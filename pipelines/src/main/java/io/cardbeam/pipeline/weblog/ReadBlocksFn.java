package io.cardbeam.pipeline.weblog;

import io.cardbeam.pipeline.files.CsvRow;
import io.cardbeam.pipeline.files.SortKey;
import io.cardbeam.pipeline.weblog.LogSource.Copy;
import io.cardbeam.pipeline.weblog.LogSource.ReadUpTo;
import java.io.IOException;
import java.util.List;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/** Reads what is new of a log as blocks of lines. */
final class ReadBlocksFn extends DoFn<LogSource, LogBlock> {
  private static final long serialVersionUID = 1L;
  private static final Counter LINES = WebLogTags.counter(WebLogTags.LINES);
  private static final Counter DEAD_LETTERS = WebLogTags.counter(WebLogTags.DEAD_LETTERS);

  private final boolean tells;
  private final boolean hashes;

  /**
   * @param tells whether it counts and writes files that can't be read, and how far it has come: of
   *     two readings of a file one does
   * @param hashes whether blocks say the hash of what is before them
   */
  ReadBlocksFn(boolean tells, boolean hashes) {
    this.tells = tells;
    this.hashes = hashes;
  }

  @ProcessElement
  public void process(@Element LogSource source, MultiOutputReceiver output) throws IOException {
    OutputReceiver<LogBlock> blocks = output.get(WebLogTags.BLOCKS);
    SourceReader.Receiver receiver =
        new SourceReader.Receiver() {
          @Override
          public void block(LogBlock block) {
            blocks.output(block);
          }

          @Override
          public void damage(Copy copy, long line, String reason) {
            if (tells) {
              LINES.inc();
              DEAD_LETTERS.inc();
              output.get(WebLogTags.ROWS).output(Tables.deadLetter(copy.name(), line, reason));
            }
          }

          @Override
          public void readUpTo(LogSource of, ReadUpTo place) {
            if (tells) {
              output
                  .get(WebLogTags.ROWS)
                  .output(readFile(of.identityBytes(), of.identity(), place));
            }
          }
        };
    new SourceReader(LogPlaces::open, receiver, hashes).read(source);
  }

  /** How far a log was read, as a row. */
  static KV<String, KV<String, byte[]>> readFile(
      int identityBytes, String identity, ReadUpTo place) {
    String row =
        CsvRow.of(
            List.of(
                place.file(),
                Integer.toString(identityBytes),
                identity,
                Long.toString(place.bytes()),
                Long.toString(place.lines()),
                place.tail()));
    return KV.of(
        Tables.READ_FILES,
        KV.of(identity + SortKey.of(place.bytes()) + place.tail(), SortKey.utf8(row)));
  }
}
