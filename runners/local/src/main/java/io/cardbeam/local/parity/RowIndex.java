package io.cardbeam.local.parity;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/**
 * The rows of a table in any order, as fingerprints of their bytes: how often each is there. Which
 * file a row lies in, and where, is the runner's affair.
 */
final class RowIndex {
  private final String table;
  private final Path folder;
  private final boolean documents;
  private final Fingerprints fingerprints = new Fingerprints();
  private final Map<Fingerprint, Integer> counts = new HashMap<>();
  private long rows;

  private RowIndex(String table, Path folder, boolean documents) {
    this.table = table;
    this.folder = folder;
    this.documents = documents;
  }

  /** Takes rows, one by one. */
  private interface Receiver {
    /**
     * Takes one.
     *
     * @param bytes of it, without what its file adds
     * @param text of it, for people
     */
    void row(byte[] bytes, Text text) throws IOException;
  }

  /** Made only where somebody wants to see it. */
  private interface Text {
    String of();
  }

  /**
   * Of a folder of Avro files of {@link RowFile}.
   *
   * @throws IOException if a file can't be read
   */
  static RowIndex ofRows(String table, Path folder) throws IOException {
    return new RowIndex(table, folder, false).filled();
  }

  /**
   * Of a folder of documents, each with a name of its own.
   *
   * @throws IOException if one can't be read
   */
  static RowIndex ofDocuments(String table, Path folder) throws IOException {
    return new RowIndex(table, folder, true).filled();
  }

  private RowIndex filled() throws IOException {
    read(
        (bytes, text) -> {
          counts.merge(fingerprints.ofBytes(bytes), 1, Integer::sum);
          rows++;
        });
    return this;
  }

  /** Name of the table. */
  String table() {
    return table;
  }

  /** How many rows there are. */
  long rows() {
    return rows;
  }

  /** How many of these rows the other table lacks; one that it has once and this twice is one. */
  long lackedBy(RowIndex other) {
    return counts.entrySet().stream()
        .mapToLong(e -> Math.max(0, e.getValue() - other.counts.getOrDefault(e.getKey(), 0)))
        .sum();
  }

  /**
   * Some rows that the other table lacks, for people.
   *
   * @param most how many at most
   */
  List<String> examplesLackedBy(RowIndex other, int most) throws IOException {
    List<String> examples = new ArrayList<>();
    read(
        (bytes, text) -> {
          if (examples.size() < most) {
            Fingerprint row = fingerprints.ofBytes(bytes);
            if (counts.getOrDefault(row, 0) > other.counts.getOrDefault(row, 0)) {
              examples.add(text.of());
            }
          }
        });
    return examples;
  }

  private void read(Receiver receiver) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    for (Path file : files) {
      if (documents) {
        document(file, receiver);
      } else if (file.toString().endsWith(RowFile.SUFFIX)) {
        rows(file, receiver);
      }
    }
  }

  private void document(Path file, Receiver receiver) throws IOException {
    String name = folder.relativize(file).toString();
    byte[] content = Files.readAllBytes(file);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(name.getBytes(StandardCharsets.UTF_8));
    bytes.write(0);
    bytes.write(content);
    receiver.row(
        bytes.toByteArray(), () -> name + " " + new String(content, StandardCharsets.UTF_8));
  }

  private static void rows(Path file, Receiver receiver) throws IOException {
    try (DataFileReader<GenericRecord> reader =
        new DataFileReader<>(file.toFile(), new GenericDatumReader<>())) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      GenericDatumWriter<GenericRecord> writer = new GenericDatumWriter<>(reader.getSchema());
      for (GenericRecord row : reader) {
        bytes.reset();
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        writer.write(row, encoder);
        receiver.row(bytes.toByteArray(), row::toString);
      }
    }
  }
}
