package io.cardbeam.lake;

import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.io.ResolvingDecoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;

/**
 * Reads an Avro file of events of one type, written under any version of its schema, with or
 * without the archive's position.
 */
public final class LakeFileReader implements LakeReader<Event> {
  private final EventType type;
  private final PositionReader reader;
  private final AvroFile file;
  private long read;

  /**
   * Opens a file.
   *
   * @throws IOException if it is no Avro file, or of a record that can't be read as this type
   */
  public LakeFileReader(EventType type, InputStream in) throws IOException {
    this.type = type;
    this.reader = new PositionReader(type, LakeSchema.of(type));
    this.file = new AvroFile(in, reader);
  }

  @Override
  public Optional<Event> next() throws IOException {
    reader.position = 0;
    Optional<SpecificRecord> body = file.next();
    if (body.isEmpty()) {
      return Optional.empty();
    }
    read++;
    return Optional.of(new Event(type, reader.position, body.get()));
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
