package io.cardbeam.pipeline.read;

import io.cardbeam.event.DeadLetter;
import io.cardbeam.lake.LakeFileReader;
import io.cardbeam.lake.LakeFolder;
import io.cardbeam.pipeline.AvroRecordCoder;
import io.cardbeam.pipeline.EventCoder;
import io.cardbeam.pipeline.RunProgress;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventChecks;
import io.cardbeam.wire.EventType;
import io.cardbeam.wire.UnreadableRecordException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.apache.beam.sdk.io.FileIO;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Reads events of some types from an Avro lake. Gives {@link SourceTags#EVENTS} and {@link
 * SourceTags#DEAD_LETTERS}: one for an event that can't be, and one for a file from where it can't
 * be read on. The same event may lie in the lake twice; what reads it counts it once by its id.
 */
public final class ReadLake extends PTransform<PBegin, PCollectionTuple> {
  private static final long serialVersionUID = 1L;

  private final String root;
  private final Set<EventType> types;

  /**
   * @param root the lake's folder, on any of Beam's file systems
   * @param types which events to read
   */
  public ReadLake(String root, Set<EventType> types) {
    this.root = root.endsWith("/") ? root.substring(0, root.length() - 1) : root;
    this.types = Set.copyOf(types);
  }

  @Override
  public PCollectionTuple expand(PBegin input) {
    PCollectionList<Event> events = PCollectionList.empty(input.getPipeline());
    PCollectionList<DeadLetter> deadLetters = PCollectionList.empty(input.getPipeline());
    for (EventType type : EventType.values()) {
      if (types.contains(type)) {
        PCollectionTuple read = readType(input, type);
        events = events.and(read.get(SourceTags.EVENTS));
        deadLetters = deadLetters.and(read.get(SourceTags.DEAD_LETTERS));
      }
    }
    PCollection<Event> allEvents = events.apply("Events", Flatten.pCollections());
    PCollection<DeadLetter> allDeadLetters =
        deadLetters.apply("DeadLetters", Flatten.pCollections());
    return PCollectionTuple.of(SourceTags.EVENTS, allEvents.setCoder(EventCoder.of()))
        .and(
            SourceTags.DEAD_LETTERS, allDeadLetters.setCoder(AvroRecordCoder.of(DeadLetter.class)));
  }

  private PCollectionTuple readType(PBegin input, EventType type) {
    String name = type.schema().getName();
    PCollectionTuple read =
        input
            .apply(
                "Match" + name,
                FileIO.match()
                    .filepattern(root + "/" + LakeFolder.ofType(type) + "/**.avro")
                    .withEmptyMatchTreatment(EmptyMatchTreatment.ALLOW))
            .apply("Open" + name, FileIO.readMatches())
            .apply("Spread" + name, Reshuffle.viaRandomKey())
            .apply(
                "Read" + name,
                ParDo.of(new ReadFileFn(type))
                    .withOutputTags(SourceTags.EVENTS, TupleTagList.of(SourceTags.DEAD_LETTERS)));
    read.get(SourceTags.EVENTS).setCoder(EventCoder.of());
    read.get(SourceTags.DEAD_LETTERS).setCoder(AvroRecordCoder.of(DeadLetter.class));
    return read;
  }

  private static final class ReadFileFn extends DoFn<FileIO.ReadableFile, Event> {
    private static final long serialVersionUID = 1L;
    private static final Counter REQUESTS = Metrics.counter(SourceTags.NAMESPACE, "requests");
    private static final Counter INVALID = Metrics.counter(SourceTags.NAMESPACE, "invalid");

    private final EventType type;

    ReadFileFn(EventType type) {
      this.type = type;
    }

    @ProcessElement
    public void process(@Element FileIO.ReadableFile file, MultiOutputReceiver output)
        throws IOException {
      String name = file.getMetadata().resourceId().toString();
      long position = 0;
      try (InputStream in = new BufferedInputStream(Channels.newInputStream(file.open()));
          LakeFileReader reader = new LakeFileReader(type, in)) {
        for (Optional<Event> event = reader.next(); event.isPresent(); event = reader.next()) {
          emit(event.get(), name, position, output);
          position = reader.read();
        }
      } catch (IOException e) {
        dead(name, position, "DAMAGED_FILE", "file can't be read on: " + e.getMessage(), output);
      }
    }

    private static void emit(Event event, String file, long position, MultiOutputReceiver output) {
      try {
        EventChecks.check(event);
        if (event.type() == EventType.AUTHORIZATION_REQUEST) {
          REQUESTS.inc();
          RunProgress.countRead();
        }
        output.get(SourceTags.EVENTS).output(event);
      } catch (UnreadableRecordException e) {
        dead(file, position, e.code(), e.reason(), output);
      }
    }

    private static void dead(
        String file, long position, String code, String reason, MultiOutputReceiver output) {
      INVALID.inc();
      output
          .get(SourceTags.DEAD_LETTERS)
          .output(
              new DeadLetter(
                  file,
                  position,
                  code,
                  reason,
                  ByteBuffer.wrap("".getBytes(StandardCharsets.UTF_8))));
    }
  }
}
