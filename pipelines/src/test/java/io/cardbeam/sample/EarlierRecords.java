package io.cardbeam.sample;

import io.cardbeam.wire.ContractVersions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;

/**
 * Records of an earlier version of a contract, as {@code schemas/avro/history/files} has them.
 *
 * @param name of the version, {@code NAME.N}
 * @param writer its schema
 * @param bodies in Avro's binary form under that schema
 * @param today what they must be read as
 */
public record EarlierRecords(
    String name, Schema writer, List<byte[]> bodies, List<SpecificRecord> today) {
  private static final Path FOLDER = Path.of("..", "schemas", "avro", "history", "files");

  /** Every version before today's of a contract that has any. */
  public static List<EarlierRecords> all() throws IOException {
    List<Path> files;
    try (Stream<Path> listed = Files.list(FOLDER)) {
      files = listed.filter(file -> file.toString().endsWith(".avro")).sorted().toList();
    }
    List<EarlierRecords> all = new ArrayList<>();
    for (Path file : files) {
      all.add(of(file));
    }
    return all;
  }

  /** The versions before today's of one contract. */
  public static List<EarlierRecords> of(Class<? extends SpecificRecord> contract)
      throws IOException {
    return all().stream()
        .filter(earlier -> earlier.name.startsWith(contract.getSimpleName() + "."))
        .toList();
  }

  /** The fingerprint of the version. */
  public long fingerprint() {
    return ContractVersions.fingerprint(writer);
  }

  private static EarlierRecords of(Path file) throws IOException {
    String name = String.valueOf(file.getFileName()).replace(".avro", "");
    List<byte[]> bodies = new ArrayList<>();
    Schema writer;
    try (DataFileReader<GenericRecord> records =
        new DataFileReader<>(file.toFile(), new GenericDatumReader<>())) {
      writer = records.getSchema();
      for (GenericRecord record : records) {
        bodies.add(body(record));
      }
    }
    Schema today = SpecificData.get().getSchema(SpecificData.get().getClass(writer));
    List<SpecificRecord> read = new ArrayList<>();
    for (String line : Files.readAllLines(FOLDER.resolve(name + ".jsonl"))) {
      read.add(
          new SpecificDatumReader<SpecificRecord>(today, today, SpecificData.getForSchema(today))
              .read(null, DecoderFactory.get().jsonDecoder(today, line)));
    }
    return new EarlierRecords(name, writer, bodies, read);
  }

  private static byte[] body(GenericRecord record) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    new GenericDatumWriter<GenericRecord>(record.getSchema(), new GenericData())
        .write(record, encoder);
    encoder.flush();
    return bytes.toByteArray();
  }
}
