package io.cardbeam.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * The files in {@code schemas/avro/history/files}: {@code NAME.N.avro} as version N of a contract
 * wrote it, and beside it {@code NAME.N.jsonl}, what today's must read in it, a record a line in
 * Avro's JSON.
 */
final class EarlierVersionFiles {
  static final Path FOLDER = Path.of("avro", "history", "files");
  private static final int SYNC_BYTES = 16;

  /** What has no place in today's schema any more is written as one of these. */
  private static final String DROPPED_TEXT = "gone";

  private static final int DROPPED_NUMBER = 77;

  private EarlierVersionFiles() {}

  /** Every version before today's of a contract that has any: each of them has a file. */
  static List<SchemaHistory.Version> versions() {
    List<SchemaHistory.Version> all = SchemaHistory.versions();
    return all.stream()
        .filter(
            version ->
                all.stream()
                    .anyMatch(
                        later ->
                            later.number() > version.number()
                                && later.schema().getName().equals(version.schema().getName())))
        .toList();
  }

  static Path file(SchemaHistory.Version version) {
    return FOLDER.resolve(version.name() + ".avro");
  }

  private static Path expectation(SchemaHistory.Version version) {
    return FOLDER.resolve(version.name() + ".jsonl");
  }

  /** What today's must read in a version's file. */
  static List<SpecificRecord> expected(SchemaHistory.Version version, Schema today)
      throws IOException {
    List<SpecificRecord> records = new ArrayList<>();
    for (String line : Files.readAllLines(expectation(version))) {
      records.add(
          new SpecificDatumReader<SpecificRecord>(today, today, SpecificData.getForSchema(today))
              .read(null, DecoderFactory.get().jsonDecoder(today, line)));
    }
    return records;
  }

  /** What lies in a version's file, as it wrote it. */
  static List<GenericRecord> written(SchemaHistory.Version version) throws IOException {
    try (DataFileReader<GenericRecord> reader =
        new DataFileReader<>(file(version).toFile(), new GenericDatumReader<>())) {
      List<GenericRecord> records = new ArrayList<>();
      reader.forEach(records::add);
      return records;
    }
  }

  /** The bytes of a version's file, from what today's must read in it. */
  static byte[] bytes(SchemaHistory.Version version, Schema today) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataFileWriter<GenericRecord> file =
        new DataFileWriter<>(new GenericDatumWriter<>(version.schema()))) {
      // Uncompressed, so that no version of a packer has a say in the bytes.
      file.setCodec(CodecFactory.nullCodec());
      file.create(version.schema(), bytes, new byte[SYNC_BYTES]);
      for (SpecificRecord record : expected(version, today)) {
        file.append(asThen(record, version.schema()));
      }
    }
    return bytes.toByteArray();
  }

  private static GenericRecord asThen(SpecificRecord record, Schema then) {
    GenericRecord old = new GenericData.Record(then);
    for (Schema.Field field : then.getFields()) {
      Optional<Schema.Field> now =
          record.getSchema().getFields().stream()
              .filter(today -> isCalled(today, field.name()))
              .findFirst();
      old.put(
          field.name(),
          now.isPresent()
              ? asThen(record.get(now.get().pos()), field.schema(), now.get().schema())
              : dropped(field.schema()));
    }
    return old;
  }

  private static boolean isCalled(Schema.Field now, String name) {
    return now.name().equals(name) || now.aliases().contains(name);
  }

  private static @Nullable Object asThen(@Nullable Object value, Schema then, Schema now) {
    if (value == null) {
      return null;
    }
    return switch (then.getType()) {
      case UNION -> asThen(value, branch(then), branch(now));
      case RECORD -> asThen((SpecificRecord) value, then);
      case ARRAY ->
          ((List<?>) value)
              .stream()
                  .map(item -> asThen(item, then.getElementType(), branch(now).getElementType()))
                  .collect(Collectors.toList());
      case ENUM -> new GenericData.EnumSymbol(then, symbol(value.toString(), then, branch(now)));
      case INT -> Math.toIntExact(((Number) value).longValue());
      case LONG ->
          value instanceof Instant time ? time.toEpochMilli() : ((Number) value).longValue();
      case FLOAT -> exactly(((Number) value).doubleValue());
      default -> value;
    };
  }

  /** What today's reads as its default may have been a symbol that is gone: the first of these. */
  private static String symbol(String value, Schema then, Schema now) {
    return value.equals(now.getEnumDefault())
        ? then.getEnumSymbols().stream()
            .filter(symbol -> !now.hasEnumSymbol(symbol))
            .findFirst()
            .orElse(value)
        : value;
  }

  private static float exactly(double value) {
    if ((float) value != value) {
      throw new IllegalArgumentException(value + " is no float");
    }
    return (float) value;
  }

  private static Object dropped(Schema schema) {
    return switch (branch(schema).getType()) {
      case INT -> DROPPED_NUMBER;
      case STRING -> DROPPED_TEXT;
      default -> throw new IllegalArgumentException("what to write as " + schema + "?");
    };
  }

  private static Schema branch(Schema schema) {
    return schema.isUnion()
        ? schema.getTypes().stream()
            .filter(type -> type.getType() != Schema.Type.NULL)
            .findFirst()
            .orElseThrow()
        : schema;
  }
}
