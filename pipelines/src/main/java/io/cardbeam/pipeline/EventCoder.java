package io.cardbeam.pipeline;

import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarLongCoder;

/**
 * Events between the steps of a pipeline: name of the kind, position, Avro body under today's
 * schema. Shorter than the wire format, and never stored beyond a run's own state.
 */
public final class EventCoder extends AtomicCoder<Event> {
  private static final long serialVersionUID = 1L;
  private static final EventCoder INSTANCE = new EventCoder();
  private static final ThreadLocal<Formats> FORMATS = ThreadLocal.withInitial(Formats::new);

  private EventCoder() {}

  public static EventCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(Event event, OutputStream out) throws IOException {
    StringUtf8Coder.of().encode(event.type().name(), out);
    VarLongCoder.of().encode(event.position(), out);
    FORMATS.get().write(event.type(), event.body(), out);
  }

  @Override
  public Event decode(InputStream in) throws IOException {
    EventType type = EventType.valueOf(StringUtf8Coder.of().decode(in));
    long position = VarLongCoder.of().decode(in);
    return new Event(type, position, FORMATS.get().read(type, in));
  }

  @Override
  public void verifyDeterministic() {
    // Avro's binary form of our records, which have no maps, is a function of their values.
  }

  @Override
  public boolean consistentWithEquals() {
    return true;
  }

  /** Encoders and decoders keep buffers, so each thread has its own. */
  private static final class Formats {
    private BinaryEncoder encoder =
        EncoderFactory.get().directBinaryEncoder(OutputStream.nullOutputStream(), null);
    private BinaryDecoder decoder =
        DecoderFactory.get().directBinaryDecoder(InputStream.nullInputStream(), null);

    void write(EventType type, SpecificRecord body, OutputStream out) throws IOException {
      encoder = EncoderFactory.get().directBinaryEncoder(out, encoder);
      type.codec().write(body, encoder);
      encoder.flush();
    }

    SpecificRecord read(EventType type, InputStream in) throws IOException {
      decoder = DecoderFactory.get().directBinaryDecoder(in, decoder);
      return type.codec().read(decoder);
    }
  }
}
