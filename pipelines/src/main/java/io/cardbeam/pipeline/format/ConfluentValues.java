package io.cardbeam.pipeline.format;

import static io.cardbeam.pipeline.format.OtherFormat.CONFLUENT_HEADER_BYTES;

import io.cardbeam.pipeline.format.SchemaRegistry.Registered;
import io.cardbeam.wire.BodyReader;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import io.cardbeam.wire.Topic;
import io.cardbeam.wire.UnreadableRecordException;
import io.cardbeam.wire.WireCodec;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/**
 * Values in Confluent's wire format. The writer's schema is resolved into ours by Avro's rules; the
 * writer's record is known by its name, whatever its namespace is, or by one of our aliases.
 */
final class ConfluentValues implements EventDecoder {
  private final SchemaRegistry registry;
  private final JsonValues json = new JsonValues();
  private final Map<Integer, BodyReader> readers = new LinkedHashMap<>(16, 0.75f, true);

  ConfluentValues(SchemaRegistry registry) {
    this.registry = registry;
  }

  @Override
  public Event decode(byte[] value, Topic topic, long position) throws UnreadableRecordException {
    if (!OtherFormat.isConfluent(value)) {
      throw OtherFormat.of(value, "Confluent's wire format")
          .orElseGet(
              () ->
                  new UnreadableRecordException(
                      "NO_HEADER",
                      "no header of Confluent's (a byte 0 and a schema's id) at the start of "
                          + value.length
                          + " bytes"));
    }
    WireCodec.checkLength(value);
    int id = OtherFormat.confluentId(value);
    BodyReader reader = readers.get(id);
    if (reader == null) {
      Registered registered = registry.get(id);
      if (registered instanceof Registered.OfAvro avro) {
        reader = readerOf(id, avro.schema());
        readers.put(id, reader);
        if (readers.size() > SchemaRegistry.MAX_SCHEMAS) {
          readers.remove(readers.keySet().iterator().next());
        }
      } else {
        byte[] body = Arrays.copyOfRange(value, CONFLUENT_HEADER_BYTES, value.length);
        return json.decode(body, topic, position);
      }
    }
    return WireCodec.eventOf(reader.read(value, CONFLUENT_HEADER_BYTES), topic, position);
  }

  private static BodyReader readerOf(int id, Schema writer) throws UnreadableRecordException {
    if (writer.getType() == Schema.Type.RECORD) {
      for (EventType type : EventType.values()) {
        Schema reader = type.schema();
        if (reader.getName().equals(writer.getName())
            || reader.getAliases().contains(writer.getFullName())) {
          return readerOf(id, writer, reader);
        }
      }
    }
    throw new UnreadableRecordException(
        "UNKNOWN_RECORD",
        "schema "
            + id
            + " is of "
            + (writer.getType() == Schema.Type.RECORD ? writer.getFullName() : writer.getType())
            + ", which is no event; known are "
            + Arrays.stream(EventType.values())
                .map(type -> type.schema().getName())
                .collect(Collectors.joining(", ")));
  }

  private static BodyReader readerOf(int id, Schema writer, Schema reader)
      throws UnreadableRecordException {
    try {
      return new BodyReader(SameNames.asIn(reader, writer), reader);
    } catch (AvroRuntimeException e) {
      throw new UnreadableRecordException(
          "UNKNOWN_SCHEMA",
          "schema " + id + " can't be read as " + reader.getName() + ": " + e.getMessage());
    }
  }
}
