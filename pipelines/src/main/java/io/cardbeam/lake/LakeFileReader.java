package io.cardbeam.lake;

import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.io.ResolvingDecoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;

/**
 * Reads an Avro file of events of one type, written under any version of its schema, with or
 * without the archive's position.
 */
public final class LakeFileReader implements Closeable {
  private final EventType type;
  private final PositionReader reader;
  private final TailStream bytes;
  private final DataFileStream<SpecificRecord> file;
  private long read;

  /**
   * Opens a file.
   *
   * @throws IOException if it is no Avro file, or of a record that can't be read as this type
   */
  public LakeFileReader(EventType type, InputStream in) throws IOException {
    this.type = type;
    this.reader = new PositionReader(type, LakeSchema.of(type));
    this.bytes = new TailStream(in.markSupported() ? in : new BufferedInputStream(in));
    try {
      this.file = new DataFileStream<>(bytes, reader);
    } catch (AvroRuntimeException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /**
   * The next event, or empty at the end.
   *
   * @throws IOException if the file is damaged from here on
   */
  public Optional<Event> next() throws IOException {
    try {
      if (!file.hasNext()) {
        if (!bytes.endsWhole()) {
          throw new IOException("it ends in the middle of a block");
        }
        return Optional.empty();
      }
      reader.position = 0;
      SpecificRecord body = file.next();
      read++;
      return Optional.of(new Event(type, reader.position, body));
    } catch (AvroRuntimeException | ArrayIndexOutOfBoundsException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** How many events were read: the position from 0 of the next one. */
  public long read() {
    return read;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  /** Keeps the position, for which the record itself has no place. */
  private static final class PositionReader extends SpecificDatumReader<SpecificRecord> {
    private long position;

    PositionReader(EventType type, Schema expected) {
      super(expected, expected, SpecificData.getForSchema(type.schema()));
    }

    @Override
    protected void readField(
        Object record, Schema.Field field, Object oldDatum, ResolvingDecoder in, Object state)
        throws IOException {
      if (field.name().equals(LakeSchema.POSITION)) {
        position = in.readLong();
      } else {
        super.readField(record, field, oldDatum, in, state);
      }
    }
  }
}
