package io.cardbeam.pipeline.read;

import io.cardbeam.lake.DamagedAvroFileException;
import io.cardbeam.lake.LakeFileReader;
import io.cardbeam.pipeline.EventCoder;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventChecks;
import io.cardbeam.wire.EventType;
import io.cardbeam.wire.UnreadableRecordException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.util.Optional;
import org.apache.beam.sdk.io.FileIO;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;

/**
 * Reads decisions that were made before from an Avro file, by one worker. A file that can't be read
 * on, or holds a decision that can't be, fails the run: what stands must not be guessed.
 */
final class ReadDecisions extends PTransform<PBegin, PCollection<Event>> {
  private static final long serialVersionUID = 1L;

  private final String file;

  ReadDecisions(String file) {
    this.file = file;
  }

  @Override
  public PCollection<Event> expand(PBegin begin) {
    return begin
        .apply("Match", FileIO.match().filepattern(file))
        .apply("Open", FileIO.readMatches())
        .apply("Read", ParDo.of(new ReadFn()))
        .setCoder(EventCoder.of());
  }

  private static final class ReadFn extends DoFn<FileIO.ReadableFile, Event> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void process(@Element FileIO.ReadableFile file, OutputReceiver<Event> output)
        throws IOException {
      String name = file.getMetadata().resourceId().toString();
      try (InputStream in = new BufferedInputStream(Channels.newInputStream(file.open()));
          LakeFileReader reader = new LakeFileReader(EventType.AUTHORIZATION_DECISION, in)) {
        for (Optional<Event> next = reader.next(); next.isPresent(); next = reader.next()) {
          check(next.get(), name, reader.read());
          output.output(next.get());
        }
      } catch (DamagedAvroFileException e) {
        throw damaged(name, String.valueOf(e.getMessage()));
      }
    }

    private static void check(Event event, String file, long record) throws IOException {
      try {
        EventChecks.check(event);
      } catch (UnreadableRecordException e) {
        throw damaged(file, "record " + record + " is no decision: " + e.reason());
      }
    }

    /** Without its cause: some runners show the innermost message alone. */
    private static IOException damaged(String file, String why) {
      return new IOException(
          "the decisions in " + file + " can't be read: " + why + "; run classify again");
    }
  }
}
