package io.cardbeam.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/**
 * Where the lengths of texts and bytes and the counts of lists and maps lie in a record's bytes.
 */
final class LengthFields {
  private final byte[] bytes;
  private final BoundedDecoder from;
  private final List<Span> spans = new ArrayList<>();

  private LengthFields(byte[] bytes) {
    this.bytes = bytes;
    this.from = new BoundedDecoder(bytes);
  }

  /** A number from one position to before another. */
  record Span(int start, int end) {
    /** The bytes with another number there. */
    byte[] replaced(byte[] bytes, long number) throws IOException {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      all.write(bytes, 0, start);
      BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(all, null);
      encoder.writeLong(number);
      encoder.flush();
      all.write(bytes, end, bytes.length - end);
      return all.toByteArray();
    }
  }

  /** All of them in a record's bytes, in order. */
  static List<Span> of(Schema schema, byte[] bytes) throws IOException {
    LengthFields fields = new LengthFields(bytes);
    fields.walk(schema);
    if (!fields.from.isEnd()) {
      throw new IOException("the record is followed by " + fields.from.left() + " bytes");
    }
    return fields.spans;
  }

  private int at() {
    return bytes.length - from.left();
  }

  private int length() throws IOException {
    int start = at();
    int length = from.readInt();
    spans.add(new Span(start, at()));
    return length;
  }

  private void walk(Schema schema) throws IOException {
    switch (schema.getType()) {
      case STRING, BYTES -> from.skipFixed(length());
      case LONG -> from.readLong();
      case INT, ENUM -> from.readInt();
      case FLOAT -> from.readFloat();
      case DOUBLE -> from.readDouble();
      case BOOLEAN -> from.readBoolean();
      case NULL -> from.readNull();
      case FIXED -> from.skipFixed(schema.getFixedSize());
      case UNION -> walk(schema.getTypes().get(from.readIndex()));
      case RECORD -> {
        for (Schema.Field field : schema.getFields()) {
          walk(field.schema());
        }
      }
      case ARRAY -> items(List.of(schema.getElementType()));
      case MAP -> items(Arrays.asList(Schema.create(Schema.Type.STRING), schema.getValueType()));
    }
  }

  private void items(List<Schema> each) throws IOException {
    for (int count = length(); count != 0; count = length()) {
      for (int i = 0; i < count; i++) {
        for (Schema one : each) {
          walk(one);
        }
      }
    }
  }
}
