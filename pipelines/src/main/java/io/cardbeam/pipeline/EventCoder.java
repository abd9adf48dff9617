package io.cardbeam.pipeline;

import io.cardbeam.wire.ContractVersions;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import io.cardbeam.wire.StateFormat;
import io.cardbeam.wire.StoredContract;
import io.cardbeam.wire.UnreadableStateException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.VarLongCoder;

/**
 * Events between the steps of a pipeline and in its state: a byte for the version of this format,
 * the fingerprint of the writer's schema, which tells the kind of the event too, the position, and
 * the Avro body. Read are events of every version in the schema history.
 */
public final class EventCoder extends AtomicCoder<Event> {
  private static final long serialVersionUID = 1L;
  private static final StateFormat FORMAT = new StateFormat("an event", 1);
  private static final EventCoder INSTANCE = new EventCoder();
  private static final Map<EventType, Kind> KINDS = new EnumMap<>(EventType.class);
  private static final Map<Long, Kind> BY_FINGERPRINT = new HashMap<>();
  private static final ThreadLocal<Buffers> BUFFERS = ThreadLocal.withInitial(Buffers::new);

  static {
    for (EventType type : EventType.values()) {
      Kind kind = new Kind(type, StoredContract.of(type.recordClass()));
      KINDS.put(type, kind);
      for (long fingerprint : ContractVersions.known().fingerprints(type.schema())) {
        BY_FINGERPRINT.put(fingerprint, kind);
      }
    }
  }

  private EventCoder() {}

  public static EventCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(Event event, OutputStream out) throws IOException {
    Kind kind = kind(event.type());
    out.write(kind.header);
    VarLongCoder.of().encode(event.position(), out);
    BinaryEncoder encoder = BUFFERS.get().encoder(out);
    event.type().codec().write(event.body(), encoder);
    encoder.flush();
  }

  private static Kind kind(EventType type) {
    Kind kind = KINDS.get(type);
    if (kind == null) {
      throw new IllegalStateException(type + " has no format");
    }
    return kind;
  }

  /**
   * {@inheritDoc}
   *
   * @throws UnreadableStateException if it was written in a format or under a schema that this
   *     build does not know
   */
  @Override
  public Event decode(InputStream in) throws IOException {
    long fingerprint = FORMAT.readHeader(in);
    Kind kind = BY_FINGERPRINT.get(fingerprint);
    if (kind == null) {
      throw FORMAT.unknownSchema(fingerprint);
    }
    long position = VarLongCoder.of().decode(in);
    BinaryDecoder decoder = BUFFERS.get().decoder(in);
    return new Event(kind.type, position, kind.contract.read(fingerprint, decoder, FORMAT));
  }

  @Override
  public void verifyDeterministic() {
    // Avro's binary form of our records, which have no maps, is a function of their values.
  }

  @Override
  public boolean consistentWithEquals() {
    return true;
  }

  private static final class Kind {
    private final EventType type;
    private final StoredContract<? extends SpecificRecord> contract;
    private final byte[] header;

    Kind(EventType type, StoredContract<? extends SpecificRecord> contract) {
      this.type = type;
      this.contract = contract;
      this.header = FORMAT.header(contract.fingerprint());
    }
  }

  /** Encoders and decoders keep buffers, so each thread has its own. */
  private static final class Buffers {
    private BinaryEncoder encoder =
        EncoderFactory.get().directBinaryEncoder(OutputStream.nullOutputStream(), null);
    private BinaryDecoder decoder =
        DecoderFactory.get().directBinaryDecoder(InputStream.nullInputStream(), null);

    BinaryEncoder encoder(OutputStream out) {
      encoder = EncoderFactory.get().directBinaryEncoder(out, encoder);
      return encoder;
    }

    BinaryDecoder decoder(InputStream in) {
      decoder = DecoderFactory.get().directBinaryDecoder(in, decoder);
      return decoder;
    }
  }
}
