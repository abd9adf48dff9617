package io.cardbeam.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.AvroTypeException;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Avro's binary form of the values of one schema, as generated records hold them. */
record ValueCodec(Writer writer, Reader reader) {
  /** Writes a value; null only where the schema is a union with null. */
  interface Writer {
    void write(Object value, Encoder to) throws IOException;
  }

  /** Reads a value. */
  interface Reader {
    @Nullable Object read(Decoder from) throws IOException;
  }

  /**
   * The codec of a schema.
   *
   * @throws IllegalArgumentException if no schema of the contracts is of this type
   */
  static ValueCodec of(Schema schema) {
    return switch (schema.getType()) {
      case STRING ->
          new ValueCodec((value, to) -> to.writeString((String) value), Decoder::readString);
      case DOUBLE ->
          new ValueCodec((value, to) -> to.writeDouble((Double) value), Decoder::readDouble);
      case FLOAT -> new ValueCodec((value, to) -> to.writeFloat((Float) value), Decoder::readFloat);
      case BOOLEAN ->
          new ValueCodec((value, to) -> to.writeBoolean((Boolean) value), Decoder::readBoolean);
      case BYTES ->
          new ValueCodec(
              (value, to) -> to.writeBytes((ByteBuffer) value), from -> from.readBytes(null));
      case LONG -> ofLong(schema);
      case INT -> ofInt(schema);
      case ENUM -> ofEnum(schema);
      case ARRAY -> ofArray(of(schema.getElementType()));
      case RECORD -> ofRecord(RecordCodec.of(schema));
      case UNION -> ofUnion(schema.getTypes());
      default -> throw unknown(schema);
    };
  }

  private static ValueCodec ofLong(Schema schema) {
    LogicalType logical = schema.getLogicalType();
    if (logical == null) {
      return new ValueCodec((value, to) -> to.writeLong((Long) value), Decoder::readLong);
    }
    if (!logical.equals(LogicalTypes.timestampMillis())) {
      throw unknown(schema);
    }
    return new ValueCodec(
        (value, to) -> to.writeLong(((Instant) value).toEpochMilli()),
        from -> Instant.ofEpochMilli(from.readLong()));
  }

  private static ValueCodec ofInt(Schema schema) {
    LogicalType logical = schema.getLogicalType();
    if (logical == null) {
      return new ValueCodec((value, to) -> to.writeInt((Integer) value), Decoder::readInt);
    }
    if (!logical.equals(LogicalTypes.date())) {
      throw unknown(schema);
    }
    return new ValueCodec(
        (value, to) -> to.writeInt((int) ((LocalDate) value).toEpochDay()),
        from -> LocalDate.ofEpochDay(from.readInt()));
  }

  private static ValueCodec ofEnum(Schema schema) {
    List<Object> constants = new ArrayList<>();
    Map<Object, Integer> indexes = new HashMap<>();
    for (String symbol : schema.getEnumSymbols()) {
      Object constant = SpecificData.get().createEnum(symbol, schema);
      indexes.put(constant, constants.size());
      constants.add(constant);
    }
    return new ValueCodec(
        (value, to) -> to.writeEnum(Objects.requireNonNull(indexes.get(value))),
        from -> constants.get(from.readEnum()));
  }

  private static ValueCodec ofArray(ValueCodec item) {
    return new ValueCodec(
        (value, to) -> {
          List<?> items = (List<?>) value;
          to.writeArrayStart();
          to.setItemCount(items.size());
          for (Object one : items) {
            to.startItem();
            item.writer.write(one, to);
          }
          to.writeArrayEnd();
        },
        from -> {
          List<@Nullable Object> items = new ArrayList<>();
          for (long count = from.readArrayStart(); count != 0; count = from.arrayNext()) {
            for (long i = 0; i < count; i++) {
              items.add(item.reader.read(from));
            }
          }
          return items;
        });
  }

  private static ValueCodec ofRecord(RecordCodec<SpecificRecord> codec) {
    return new ValueCodec((value, to) -> codec.write((SpecificRecord) value, to), codec::read);
  }

  /** A union of null and one other type, in either order: the contracts have no other. */
  private static ValueCodec ofUnion(List<Schema> branches) {
    int nullIndex = branches.get(0).getType() == Schema.Type.NULL ? 0 : 1;
    if (branches.size() != 2 || branches.get(nullIndex).getType() != Schema.Type.NULL) {
      throw unknown(Schema.createUnion(branches));
    }
    int otherIndex = 1 - nullIndex;
    ValueCodec other = of(branches.get(otherIndex));
    return new ValueCodec(
        (value, to) -> {
          if (value == null) {
            to.writeIndex(nullIndex);
          } else {
            to.writeIndex(otherIndex);
            other.writer.write(value, to);
          }
        },
        from -> {
          int index = from.readIndex();
          if (index != nullIndex && index != otherIndex) {
            throw new AvroTypeException("a union of two has no branch " + index);
          }
          return index == nullIndex ? null : other.reader.read(from);
        });
  }

  private static IllegalArgumentException unknown(Schema schema) {
    return new IllegalArgumentException("no record of the contracts holds a " + schema);
  }
}
