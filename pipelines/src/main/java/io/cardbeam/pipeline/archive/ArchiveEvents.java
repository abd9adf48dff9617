package io.cardbeam.pipeline.archive;

import io.cardbeam.lake.LakeFolder;
import io.cardbeam.pipeline.EventCoder;
import io.cardbeam.wire.Event;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.GroupIntoBatches;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.joda.time.Duration;

/**
 * Writes events into the lake, by topic, record and hour of event time. A file is closed when it
 * has {@link #MAX_EVENTS} events or when its first one has waited for the given time, so that an
 * hour of busy traffic makes few files and one of slow traffic is not held back. After a fault some
 * events may be written again, to a file of the same name and bytes or to another one; readers
 * count by id.
 */
public final class ArchiveEvents extends PTransform<PCollection<Event>, PDone> {
  /** Most events of a file: some 10 MB. */
  public static final int MAX_EVENTS = 100_000;

  private static final long serialVersionUID = 1L;

  private final String root;
  private final Duration longestWait;

  /**
   * @param root the lake's folder, on any of Beam's file systems
   * @param longestWait longest time that an event waits for its file to fill
   */
  public ArchiveEvents(String root, Duration longestWait) {
    this.root = root.endsWith("/") ? root : root + "/";
    this.longestWait = longestWait;
  }

  @Override
  public PDone expand(PCollection<Event> events) {
    events
        .apply("KeyByFolder", WithKeys.of(LakeFolder::of).withKeyType(TypeDescriptors.strings()))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), EventCoder.of()))
        .apply(
            "FillFiles",
            GroupIntoBatches.<String, Event>ofSize(MAX_EVENTS)
                .withMaxBufferingDuration(longestWait))
        .apply("WriteFiles", ParDo.of(new WriteFileFn(root)));
    return PDone.in(events.getPipeline());
  }
}
