package io.cardbeam.lake;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.io.DatumReader;
import org.apache.avro.specific.SpecificRecord;

/** Reads an Avro file, and tells one that is damaged or cut off from one that is whole. */
final class AvroFile implements LakeReader<SpecificRecord> {
  private final TailStream bytes;
  private final DataFileStream<SpecificRecord> file;

  /**
   * Opens a file.
   *
   * @throws IOException if it is no Avro file, or of a record that the reader can't read
   */
  AvroFile(InputStream in, DatumReader<SpecificRecord> reader) throws IOException {
    try {
      bytes = new TailStream(in.markSupported() ? in : new BufferedInputStream(in));
      file = new DataFileStream<>(bytes, reader);
    } catch (EOFException e) {
      throw new IOException("it ends before its first record", e);
    } catch (AvroRuntimeException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public Optional<SpecificRecord> next() throws IOException {
    try {
      if (file.hasNext()) {
        return Optional.of(file.next());
      }
      if (!bytes.endsWhole()) {
        throw new IOException("it ends in the middle of a block");
      }
      return Optional.empty();
    } catch (AvroRuntimeException | ArrayIndexOutOfBoundsException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
