package io.cardbeam.simulator.output;

import io.cardbeam.lake.LakeFolder;
import io.cardbeam.lake.SyncMarker;
import io.cardbeam.pipeline.files.OwnerOnly;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/**
 * Avro object container files by topic, record and hour of event time. Events come in order of
 * time, so one file of each record is open at most. The same events give the same bytes.
 */
final class LakeFiles implements Closeable {
  /** Most records of a file, some 50 MB; an hour with more has several. */
  static final int MAX_RECORDS = 500_000;

  private static final int ZSTANDARD_LEVEL = 3;
  private static final long HOUR_MILLIS = 3_600_000;

  private final Path lake;
  private final Map<EventType, OpenFile> open = new EnumMap<>(EventType.class);
  private long count;

  LakeFiles(Path lake) {
    this.lake = lake;
  }

  /** Files made so far. */
  long count() {
    return count;
  }

  /**
   * Writes an event.
   *
   * @throws IllegalArgumentException if its hour is before that of the last event of its type
   */
  void append(Event event) throws IOException {
    long hour = Math.floorDiv(event.eventTimeMillis(), HOUR_MILLIS);
    OpenFile file = open.get(event.type());
    if (file == null || file.hour != hour || file.records == MAX_RECORDS) {
      int part = 0;
      if (file != null) {
        if (hour < file.hour) {
          throw new IllegalArgumentException(event.type() + " comes after a later hour's");
        }
        part = file.hour == hour ? file.part + 1 : 0;
        file.close();
      }
      file = create(event, hour, part);
      open.put(event.type(), file);
    }
    file.append(event.body());
  }

  private OpenFile create(Event first, long hour, int part) throws IOException {
    EventType type = first.type();
    String name = LakeFolder.of(first) + String.format(Locale.ROOT, "/part-%05d.avro", part);
    Path path = lake.resolve(name);
    OwnerOnly.file(path);
    count++;
    return new OpenFile(type, hour, part, path, SyncMarker.of(name));
  }

  @Override
  public void close() throws IOException {
    for (OpenFile file : open.values()) {
      file.close();
    }
    open.clear();
  }

  private static final class OpenFile implements Closeable {
    private final long hour;
    private final int part;
    private final DataFileWriter<SpecificRecord> writer;
    private int records;

    OpenFile(EventType type, long hour, int part, Path path, byte[] syncMarker) throws IOException {
      this.hour = hour;
      this.part = part;
      writer =
          new DataFileWriter<>(
              new SpecificDatumWriter<>(type.schema(), SpecificData.getForSchema(type.schema())));
      writer.setCodec(CodecFactory.zstandardCodec(ZSTANDARD_LEVEL));
      writer.create(type.schema(), Files.newOutputStream(path), syncMarker);
    }

    void append(SpecificRecord record) throws IOException {
      writer.append(record);
      records++;
    }

    @Override
    public void close() throws IOException {
      writer.close();
    }
  }
}
