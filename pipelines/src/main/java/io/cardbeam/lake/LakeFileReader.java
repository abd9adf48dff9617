package io.cardbeam.lake;

import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.io.Decoder;
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
  private final AvroFile<Event> file;
  private long read;

  /**
   * Opens a file.
   *
   * @throws DamagedAvroFileException if it is no Avro file, or of a record that can't be read as
   *     this type
   */
  public LakeFileReader(EventType type, InputStream in) throws IOException {
    this.type = type;
    this.file = new AvroFile<>(in, this::reading);
  }

  private AvroFile.RecordForm<Event> reading(Schema writer) {
    if (writer.equals(type.schema())) {
      return from -> Event.of(type.codec().read(from));
    }
    Schema expected = LakeSchema.of(type);
    return writer.equals(expected) ? this::readToday : new PositionReader(writer, expected, type);
  }

  private Event readToday(Decoder from) throws IOException {
    SpecificRecord body = type.codec().read(from);
    return new Event(type, from.readLong(), body);
  }

  @Override
  public Optional<Event> next() throws IOException {
    Optional<Event> event = file.next();
    if (event.isPresent()) {
      read++;
    }
    return event;
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
  private static final class PositionReader extends SpecificDatumReader<SpecificRecord>
      implements AvroFile.RecordForm<Event> {
    private final EventType type;
    private long position;

    PositionReader(Schema writer, Schema expected, EventType type) {
      super(writer, expected, SpecificData.getForSchema(type.schema()));
      this.type = type;
    }

    @Override
    public Event read(Decoder from) throws IOException {
      position = 0;
      SpecificRecord body = read(null, from);
      return new Event(type, position, body);
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
