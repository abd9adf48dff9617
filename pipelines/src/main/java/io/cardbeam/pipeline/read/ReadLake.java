package io.cardbeam.pipeline.read;

import io.cardbeam.lake.LakeFileReader;
import io.cardbeam.lake.LakeFolder;
import io.cardbeam.lake.LakeReader;
import io.cardbeam.pipeline.EventCoder;
import io.cardbeam.pipeline.RunProgress;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventChecks;
import io.cardbeam.wire.EventType;
import io.cardbeam.wire.UnreadableRecordException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollectionTuple;

/**
 * Reads events of some types from an Avro lake. Gives {@link SourceTags#EVENTS} and {@link
 * SourceTags#DEAD_LETTERS}, as {@link ReadLakeFiles} tells. The same event may lie in the lake
 * twice; what reads it counts it once by its id.
 */
public final class ReadLake extends PTransform<PBegin, PCollectionTuple> {
  private static final long serialVersionUID = 1L;
  private static final Counter REQUESTS = Metrics.counter(SourceTags.NAMESPACE, "requests");
  private static final Counter INVALID = Metrics.counter(SourceTags.NAMESPACE, "invalid");

  private final String root;
  private final Set<EventType> types;
  private final boolean toTheLatestHour;

  /**
   * @param root the lake's folder, on any of Beam's file systems
   * @param types which events to read
   */
  public ReadLake(String root, Set<EventType> types) {
    this(root, types, false);
  }

  private ReadLake(String root, Set<EventType> types, boolean toTheLatestHour) {
    this.root = root;
    this.types = Set.copyOf(types);
    this.toTheLatestHour = toTheLatestHour;
  }

  /**
   * The same, but an event that lies beyond the {@link io.cardbeam.traffic.LatestHour} of all that
   * are read is a dead letter. Every file is read twice.
   */
  public ReadLake toTheLatestHour() {
    return new ReadLake(root, types, true);
  }

  @Override
  public PCollectionTuple expand(PBegin input) {
    List<LakeContent<Event>> contents = new ArrayList<>();
    for (EventType type : EventType.values()) {
      if (types.contains(type)) {
        contents.add(new EventsOfType(type));
      }
    }
    return input.apply(
        "Files",
        new ReadLakeFiles<>(root, contents, SourceTags.EVENTS, EventCoder.of(), toTheLatestHour));
  }

  private record EventsOfType(EventType type) implements LakeContent<Event> {
    @Override
    public String name() {
      return type.schema().getName();
    }

    @Override
    public String folder() {
      return LakeFolder.ofType(type);
    }

    @Override
    public LakeReader<Event> open(InputStream in) throws IOException {
      return new LakeFileReader(type, in);
    }

    @Override
    public void check(Event event) throws UnreadableRecordException {
      EventChecks.check(event);
    }

    @Override
    public long timeMillis(Event event) {
      return event.eventTimeMillis();
    }

    @Override
    public void countRead(Event event) {
      if (type == EventType.AUTHORIZATION_REQUEST) {
        REQUESTS.inc();
        RunProgress.countRead();
      }
    }

    @Override
    public Counter invalid() {
      return INVALID;
    }
  }
}
