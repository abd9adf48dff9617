package io.cardbeam.wire;

import io.cardbeam.event.AuthorizationRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
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
            ? AuthorizationRequest.newBuilder(request).setEventTime(Instant.EPOCH).build()
            : body);
  }

  private static byte[] bytes(SpecificRecord body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    try {
      EventType.of(body).codec().write(body, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("memory can't be written", e);
    }
    return bytes.toByteArray();
  }
}
