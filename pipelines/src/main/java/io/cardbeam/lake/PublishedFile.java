package io.cardbeam.lake;

import io.cardbeam.wire.RecordReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/** Files of what was published: rules, list entries, counts. */
final class PublishedFile {
  private static final int DEFLATE_LEVEL = 6;

  private PublishedFile() {}

  /**
   * Writes a file; the same records, the same bytes.
   *
   * @param inOrder records of one schema
   * @param out closed at the end
   */
  static void write(Schema schema, List<? extends SpecificRecord> inOrder, OutputStream out)
      throws IOException {
    try (DataFileWriter<SpecificRecord> file =
        new DataFileWriter<>(new SpecificDatumWriter<>(schema))) {
      file.setCodec(CodecFactory.deflateCodec(DEFLATE_LEVEL));
      file.create(schema, out, SyncMarker.of(schema.getFullName()));
      for (SpecificRecord record : inOrder) {
        file.append(record);
      }
    }
  }

  /** A file that is being read, written under any version of its schema. */
  static final class Reader<T> implements LakeReader<T> {
    private final AvroFile<T> file;

    /**
     * Opens a file.
     *
     * @throws DamagedAvroFileException if it is no Avro file, or of a record that can't be read as
     *     this schema
     */
    Reader(Schema schema, Function<SpecificRecord, T> made, InputStream in) throws IOException {
      file =
          new AvroFile<>(
              in,
              writer -> {
                RecordReader<SpecificRecord> reader = RecordReader.of(writer, schema);
                return from -> made.apply(reader.read(from));
              });
    }

    @Override
    public Optional<T> next() throws IOException {
      return file.next();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
