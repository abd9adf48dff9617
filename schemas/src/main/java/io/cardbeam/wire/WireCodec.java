package io.cardbeam.wire;

import io.cardbeam.event.Activity;
import io.cardbeam.event.AddressCount;
import io.cardbeam.event.DeadLetter;
import io.cardbeam.event.ListEntry;
import io.cardbeam.event.LogLine;
import io.cardbeam.event.RuleVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;

/**
 * Records as Kafka carries them: Avro's single-object encoding, which is two marker bytes, the
 * 64-bit fingerprint of the writer's schema, and the body. The fingerprint tells which record it is
 * and which version of it, so old and new writers share a topic without a registry: every version
 * in {@code schemas/avro/history} is known here and resolved to today's class.
 *
 * <p>Not safe for use by several threads at once: readers and buffers are reused.
 */
public final class WireCodec {
  /** Longest record that is read or written, bytes. */
  public static final int MAX_RECORD_BYTES = 1 << 20;

  private static final int HEADER_BYTES = 10;
  private static final byte MARKER_0 = (byte) 0xC3;
  private static final byte MARKER_1 = (byte) 0x01;

  private final ContractVersions versions;
  private final Map<Long, BodyReader> readers = new HashMap<>();
  private final Map<Schema, Writer> writers = new HashMap<>();
  private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(512);
  private BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(buffer, null);

  /** A codec that knows today's schemas and every earlier version in the history. */
  public WireCodec() {
    this(ContractVersions.known());
  }

  WireCodec(Collection<Schema> earlierVersions) {
    this(new ContractVersions(earlierVersions));
  }

  private WireCodec(ContractVersions versions) {
    this.versions = versions;
  }

  /** Today's schema of every record that travels on Kafka. */
  public static List<Schema> currentSchemas() {
    List<Schema> schemas = new ArrayList<>();
    for (EventType type : EventType.values()) {
      schemas.add(type.schema());
    }
    schemas.add(Activity.getClassSchema());
    schemas.add(DeadLetter.getClassSchema());
    schemas.add(RuleVersion.getClassSchema());
    schemas.add(ListEntry.getClassSchema());
    schemas.add(AddressCount.getClassSchema());
    schemas.add(LogLine.getClassSchema());
    return schemas;
  }

  /** The bytes of a record, header and body. */
  public byte[] encode(SpecificRecord body) {
    Writer writer = writers.computeIfAbsent(body.getSchema(), Writer::new);
    buffer.reset();
    buffer.write(writer.header, 0, HEADER_BYTES);
    try {
      encoder = EncoderFactory.get().directBinaryEncoder(buffer, encoder);
      writer.records.write(body, encoder);
      encoder.flush();
    } catch (IOException impossible) {
      throw new IllegalStateException("writing to memory failed", impossible);
    }
    return buffer.toByteArray();
  }

  /**
   * Does nothing for a record that is not too long, whatever its format.
   *
   * @throws UnreadableRecordException {@code TOO_LONG}, if it has more than {@link
   *     #MAX_RECORD_BYTES}
   */
  public static void checkLength(byte[] bytes) throws UnreadableRecordException {
    if (bytes.length > MAX_RECORD_BYTES) {
      throw new UnreadableRecordException(
          "TOO_LONG", bytes.length + " bytes, above the limit of " + MAX_RECORD_BYTES);
    }
  }

  /**
   * The record in these bytes, as today's class.
   *
   * @throws UnreadableRecordException if the bytes are too long, have no header, name a schema that
   *     is not known, end early or go on after the record
   */
  public SpecificRecord decode(byte[] bytes) throws UnreadableRecordException {
    checkLength(bytes);
    if (bytes.length < HEADER_BYTES || bytes[0] != MARKER_0 || bytes[1] != MARKER_1) {
      throw new UnreadableRecordException(
          "NO_HEADER",
          "no Avro single-object header (C3 01 and a fingerprint) at the start of "
              + bytes.length
              + " bytes");
    }
    long fingerprint =
        ByteBuffer.wrap(bytes, 2, Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).getLong();
    return reader(fingerprint).read(bytes, HEADER_BYTES);
  }

  private BodyReader reader(long fingerprint) throws UnreadableRecordException {
    BodyReader known = readers.get(fingerprint);
    if (known != null) {
      return known;
    }
    ContractVersions.Version version =
        versions
            .find(fingerprint)
            .orElseThrow(
                () ->
                    new UnreadableRecordException(
                        "UNKNOWN_SCHEMA",
                        String.format(
                            "schema fingerprint %016x is not among the known versions; add its"
                                + " schema to schemas/avro/history",
                            fingerprint)));
    BodyReader reader = new BodyReader(version.writer(), version.reader());
    readers.put(fingerprint, reader);
    return reader;
  }

  /**
   * The event in these bytes, checked.
   *
   * @param topic where they were read; an event of another topic is refused
   * @param position the event's place in its card's log
   * @throws UnreadableRecordException as {@link #decode} and {@link EventChecks}, or if it is no
   *     event of the topic
   */
  public Event decodeEvent(byte[] bytes, Topic topic, long position)
      throws UnreadableRecordException {
    return eventOf(decode(bytes), topic, position);
  }

  /**
   * The event of a record, checked.
   *
   * @throws UnreadableRecordException as {@link EventChecks}, or if it is no event of the topic
   */
  public static Event eventOf(SpecificRecord body, Topic topic, long position)
      throws UnreadableRecordException {
    String name = body.getSchema().getName();
    EventType type =
        EventType.ofRecordName(body.getSchema().getFullName())
            .filter(known -> known.topic() == topic)
            .orElseThrow(
                () ->
                    new UnreadableRecordException(
                        "WRONG_TOPIC", name + " does not belong on " + topic.topicName()));
    Event event = new Event(type, position, body);
    EventChecks.check(event);
    return event;
  }

  /**
   * The record of the topic {@link Topic#RULES} in these bytes, checked.
   *
   * @throws UnreadableRecordException as {@link #decode} and {@link RuleChecks}, or if it is
   *     neither a rule's version nor a list's entry
   */
  public RuleRecord decodeRule(byte[] bytes) throws UnreadableRecordException {
    SpecificRecord body = decode(bytes);
    if (!RuleRecord.isOne(body)) {
      throw new UnreadableRecordException(
          "WRONG_TOPIC",
          body.getSchema().getName() + " does not belong on " + Topic.RULES.topicName());
    }
    RuleRecord record = RuleRecord.of(body);
    RuleChecks.check(record);
    return record;
  }

  /**
   * The record of the topic {@link Topic#ADDRESS_COUNTS} in these bytes, checked.
   *
   * @throws UnreadableRecordException as {@link #decode} and {@link AddressCountChecks}, or if it
   *     is no count of an address's cards
   */
  public AddressCount decodeAddressCount(byte[] bytes) throws UnreadableRecordException {
    SpecificRecord body = decode(bytes);
    if (!(body instanceof AddressCount count)) {
      throw new UnreadableRecordException(
          "WRONG_TOPIC",
          body.getSchema().getName() + " does not belong on " + Topic.ADDRESS_COUNTS.topicName());
    }
    AddressCountChecks.check(count);
    return count;
  }

  private static final class Writer {
    private final byte[] header;
    private final RecordCodec<SpecificRecord> records;

    Writer(Schema schema) {
      header =
          ByteBuffer.allocate(HEADER_BYTES)
              .order(ByteOrder.LITTLE_ENDIAN)
              .put(MARKER_0)
              .put(MARKER_1)
              .putLong(ContractVersions.fingerprint(schema))
              .array();
      records = RecordCodec.of(schema);
    }
  }
}
