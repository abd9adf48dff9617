package io.cardbeam.lake;

import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.io.Encoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/** Writes events of one type as an Avro object container file; the same events, the same bytes. */
public final class LakeFileWriter {
  private static final int DEFLATE_LEVEL = 6;

  private LakeFileWriter() {}

  /**
   * Writes a file.
   *
   * @param events of one type, at least one
   * @param out closed at the end
   */
  public static void write(List<Event> events, OutputStream out) throws IOException {
    EventType type = events.get(0).type();
    Schema schema = LakeSchema.of(type);
    PositionWriter positionWriter = new PositionWriter(type, schema);
    try (DataFileWriter<SpecificRecord> file = new DataFileWriter<>(positionWriter)) {
      file.setCodec(CodecFactory.deflateCodec(DEFLATE_LEVEL));
      file.create(schema, out, SyncMarker.of(schema.getFullName()));
      for (Event event : events.stream().sorted(Event.TIME_ORDER).toList()) {
        positionWriter.position = event.position();
        file.append(event.body());
      }
    }
  }

  /** Writes the position, which the record itself does not have, as its last field. */
  private static final class PositionWriter extends SpecificDatumWriter<SpecificRecord> {
    private long position;

    PositionWriter(EventType type, Schema schema) {
      super(schema, SpecificData.getForSchema(type.schema()));
    }

    @Override
    protected void writeField(Object datum, Schema.Field field, Encoder out, Object state)
        throws IOException {
      if (field.name().equals(LakeSchema.POSITION)) {
        out.writeLong(position);
      } else {
        super.writeField(datum, field, out, state);
      }
    }
  }
}
