package io.cardbeam.wire;

import io.cardbeam.text.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericEnumSymbol;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;
import org.jspecify.annotations.Nullable;

/**
 * 64-bit fingerprint of what a record says: the first eight bytes of SHA-256 over its fields, by
 * name. It is the same under every version of the schema that can hold the content, since it does
 * not depend on what compatible changes touch:
 *
 * <ul>
 *   <li>fields go in the order of their names, whatever order the schema has them in;
 *   <li>a field at its default is left out, so one that is added changes no fingerprint of records
 *       that do not use it;
 *   <li>a renamed field goes by the first of its aliases, its first name;
 *   <li>whole numbers go as 64 bits, others as the 64 bits of a double, so widening changes none;
 *   <li>symbols of an enum go by name.
 * </ul>
 *
 * <p>Giving a field another default does change the fingerprints of records that hold the old or
 * the new one. Takes a microsecond or two. For all threads.
 */
final class ContentFingerprint {
  /** Avro names are ASCII of at least one letter, so a zero ends the fields of a record. */
  private static final byte END = 0;

  private final Field[] fields;

  /**
   * @param schema of the records
   * @param leftOut names of fields that are no content
   */
  ContentFingerprint(Schema schema, Set<String> leftOut) {
    this.fields =
        schema.getFields().stream()
            .filter(field -> !leftOut.contains(field.name()))
            .map(Field::new)
            .sorted(Comparator.comparing(field -> field.name))
            .toArray(Field[]::new);
  }

  /** The fingerprint of a record of the schema. */
  long of(IndexedRecord record) {
    Bytes bytes = new Bytes();
    write(record, bytes);
    return bytes.digest();
  }

  private void write(IndexedRecord record, Bytes to) {
    for (Field field : fields) {
      Object value = record.get(field.position);
      if (!field.isDefault(value)) {
        to.put(field.nameBytes);
        field.write(Objects.requireNonNull(value), to);
      }
    }
    to.put(END);
  }

  private static final class Field {
    private final int position;
    private final String name;
    private final byte[] nameBytes;
    private final boolean hasDefault;
    private final @Nullable Object defaultValue;
    private final Map<Schema, ContentFingerprint> parts = new HashMap<>();

    Field(Schema.Field field) {
      this.position = field.pos();
      this.name = field.aliases().stream().findFirst().orElse(field.name());
      this.nameBytes = (name + '\0').getBytes(StandardCharsets.UTF_8);
      this.hasDefault = field.hasDefaultValue();
      this.defaultValue = hasDefault ? SpecificData.get().getDefaultValue(field) : null;
      addParts(field.schema());
    }

    private void addParts(Schema schema) {
      switch (schema.getType()) {
        case RECORD -> parts.put(schema, new ContentFingerprint(schema, Set.of()));
        case ARRAY -> addParts(schema.getElementType());
        case UNION -> schema.getTypes().forEach(this::addParts);
        default -> {
          // A value without parts.
        }
      }
    }

    private boolean isDefault(@Nullable Object value) {
      if (!hasDefault || value == null || defaultValue == null) {
        return hasDefault && value == null && defaultValue == null;
      }
      // Generated and generic texts and symbols have classes of their own.
      if (value instanceof CharSequence || value instanceof GenericEnumSymbol<?>) {
        return value.toString().equals(defaultValue.toString());
      }
      return value.equals(defaultValue);
    }

    private void write(Object value, Bytes to) {
      if (value instanceof CharSequence text) {
        to.putText(text.toString());
      } else if (value instanceof Long || value instanceof Integer) {
        to.putLong(((Number) value).longValue());
      } else if (value instanceof Instant time) {
        to.putLong(time.toEpochMilli());
      } else if (value instanceof LocalDate date) {
        to.putLong(date.toEpochDay());
      } else if (value instanceof Double || value instanceof Float) {
        to.putLong(Double.doubleToLongBits(((Number) value).doubleValue()));
      } else if (value instanceof Boolean flag) {
        to.put(flag ? (byte) 1 : 0);
      } else if (value instanceof ByteBuffer bytes) {
        ByteBuffer copy = bytes.duplicate();
        to.putLong(copy.remaining());
        byte[] content = new byte[copy.remaining()];
        copy.get(content);
        to.put(content);
      } else if (value instanceof Collection<?> list) {
        to.putLong(list.size());
        for (Object element : list) {
          write(element, to);
        }
      } else if (value instanceof IndexedRecord record) {
        Objects.requireNonNull(parts.get(record.getSchema()), name).write(record, to);
      } else {
        // A symbol of an enum, generated or generic.
        to.putText(value.toString());
      }
    }
  }

  /** Bytes that grow. */
  private static final class Bytes {
    private static final int USUAL = 512;

    private byte[] bytes = new byte[USUAL];
    private int size;

    void put(byte one) {
      ensure(1);
      bytes[size++] = one;
    }

    void put(byte[] some) {
      ensure(some.length);
      System.arraycopy(some, 0, bytes, size, some.length);
      size += some.length;
    }

    void putLong(long value) {
      ensure(Long.BYTES);
      ByteBuffer.wrap(bytes).putLong(size, value);
      size += Long.BYTES;
    }

    void putText(String text) {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      putLong(utf8.length);
      put(utf8);
    }

    long digest() {
      MessageDigest sha = Sha256.newDigest();
      sha.update(bytes, 0, size);
      return ByteBuffer.wrap(sha.digest()).getLong();
    }

    private void ensure(int more) {
      if (size + more > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
      }
    }
  }
}
