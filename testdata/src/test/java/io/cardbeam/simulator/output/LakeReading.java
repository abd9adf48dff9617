package io.cardbeam.simulator.output;

import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;

/** Reads a lake the plain way: every file with Avro's own reader. */
final class LakeReading {
  private LakeReading() {}

  static List<Path> files(Path lake) throws IOException {
    try (Stream<Path> all = Files.walk(lake)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  static List<Event> events(Path file, EventType type) throws IOException {
    SpecificDatumReader<SpecificRecord> datums =
        new SpecificDatumReader<>(
            type.schema(), type.schema(), SpecificData.getForSchema(type.schema()));
    List<Event> events = new ArrayList<>();
    try (DataFileReader<SpecificRecord> reader = new DataFileReader<>(file.toFile(), datums)) {
      reader.forEach(record -> events.add(Event.of(record)));
    }
    return events;
  }
}
