package io.cardbeam.lake;

import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/**
 * Where an event lies in the lake, below its root: {@code
 * card-events/AuthorizationRequest/date=2020-06-21/hour=12}, by hour of event time, UTC.
 */
public final class LakeFolder {
  private LakeFolder() {}

  /** Folder of an event, without a slash at the end. */
  public static String of(Event event) {
    return ofHour(ofType(event.type()), event.eventTimeMillis());
  }

  /** Folder of an hour of time, milliseconds since 1970 UTC, below a folder. */
  static String ofHour(String folder, long millis) {
    ZonedDateTime time = Instant.ofEpochMilli(millis).atZone(ZoneOffset.UTC);
    int hour = time.getHour();
    return folder + "/date=" + time.toLocalDate() + "/hour=" + (hour < 10 ? "0" : "") + hour;
  }

  /** Folder of all events of a type. */
  public static String ofType(EventType type) {
    return type.topic().topicName() + "/" + type.schema().getName();
  }
}
