package io.cardbeam.wire;

import io.cardbeam.event.AuthorizationRequest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import org.apache.avro.specific.SpecificRecord;

/**
 * The content of events, as their bytes under today's schema. Encoding takes a microsecond or two,
 * so it is for what nothing else tells apart.
 */
final class EventContent {
  /** By type, then by the bytes; 0 for the same content alone. */
  static final Comparator<Event> ORDER = EventContent::compare;

  private EventContent() {}

  @SuppressWarnings("ReferenceEquality") // The same record needs no look into it.
  private static int compare(Event one, Event other) {
    if (one.body() == other.body()) {
      return 0;
    }
    int order = one.type().compareTo(other.type());
    return order != 0 ? order : Arrays.compareUnsigned(bytes(one.body()), bytes(other.body()));
  }

  static byte[] said(SpecificRecord body) {
    return bytes(
        body instanceof AuthorizationRequest request
            ? AuthorizationRequest.newBuilder(request)
                .setEventTime(Instant.EPOCH)
                .setClientCountry(null)
                .build()
            : body);
  }

  private static byte[] bytes(SpecificRecord body) {
    return EventType.of(body).codec().bytes(body);
  }
}
