package io.cardbeam.local.replay;

import io.cardbeam.lake.LakeFileWriter;
import io.cardbeam.lake.LakeFolder;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import io.cardbeam.wire.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;

/**
 * The records that older versions of the contracts wrote, kept in {@code
 * schemas/avro/history/files}, as a lake, and the same events as a lake of today's.
 */
final class EarlierVersionsLake {
  private static final Path KEPT = Path.of("../../schemas/avro/history/files");
  private static final Set<Topic> INPUTS = Set.of(Topic.CARD_EVENTS, Topic.TRANSACTIONS);
  private static final int SYNC_BYTES = 16;

  private EarlierVersionsLake() {}

  /** Writes the old records, each under the schema that it was written with. */
  static void writeAsThen(Path lake) throws IOException {
    for (Path file : kept(".avro")) {
      EventType type = type(file);
      try (DataFileReader<GenericRecord> reader =
          new DataFileReader<>(file.toFile(), new GenericDatumReader<>())) {
        Map<String, List<GenericRecord>> byFolder = new LinkedHashMap<>();
        List<Event> today = today(file.resolveSibling(name(file) + ".jsonl"), type);
        int next = 0;
        for (GenericRecord record : reader) {
          byFolder
              .computeIfAbsent(LakeFolder.of(today.get(next++)), f -> new ArrayList<>())
              .add(record);
        }
        for (Map.Entry<String, List<GenericRecord>> folder : byFolder.entrySet()) {
          write(lake.resolve(folder.getKey()), name(file), reader.getSchema(), folder.getValue());
        }
      }
    }
  }

  private static void write(Path folder, String name, Schema then, List<GenericRecord> records)
      throws IOException {
    Files.createDirectories(folder);
    try (DataFileWriter<GenericRecord> writer =
        new DataFileWriter<>(new GenericDatumWriter<>(then))) {
      writer.create(
          then, Files.newOutputStream(folder.resolve(name + ".avro")), new byte[SYNC_BYTES]);
      for (GenericRecord record : records) {
        writer.append(record);
      }
    }
  }

  /** Writes the same events as today's. */
  static void writeAsToday(Path lake) throws IOException {
    write(lake, events());
  }

  /** Writes those of them that a stream reads, without what was decided. */
  static void writeInputsAsToday(Path lake) throws IOException {
    write(lake, events().stream().filter(event -> INPUTS.contains(event.type().topic())).toList());
  }

  private static void write(Path lake, List<Event> events) throws IOException {
    Map<String, List<Event>> byFolder =
        events.stream().collect(Collectors.groupingBy(LakeFolder::of));
    for (Map.Entry<String, List<Event>> folder : byFolder.entrySet()) {
      Files.createDirectories(lake.resolve(folder.getKey()));
      LakeFileWriter.write(
          folder.getValue(),
          Files.newOutputStream(lake.resolve(folder.getKey()).resolve("today.avro")));
    }
  }

  /** All of them, as today's must read them. */
  static List<Event> events() throws IOException {
    List<Event> events = new ArrayList<>();
    for (Path file : kept(".jsonl")) {
      events.addAll(today(file, type(file)));
    }
    return events;
  }

  private static List<Event> today(Path file, EventType type) throws IOException {
    List<Event> events = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      SpecificRecord body =
          new SpecificDatumReader<SpecificRecord>(
                  type.schema(), type.schema(), SpecificData.getForSchema(type.schema()))
              .read(null, DecoderFactory.get().jsonDecoder(type.schema(), line));
      events.add(Event.of(body));
    }
    return events;
  }

  private static List<Path> kept(String suffix) throws IOException {
    try (Stream<Path> files = Files.list(KEPT)) {
      return files
          .filter(file -> file.toString().endsWith(suffix))
          .sorted(Comparator.comparing(Path::toString))
          .toList();
    }
  }

  /** Name and version, without the file's ending. */
  private static String name(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.lastIndexOf('.'));
  }

  private static EventType type(Path file) {
    String record = name(file).substring(0, name(file).indexOf('.'));
    return EventType.ofRecordName("io.cardbeam.event." + record).orElseThrow();
  }
}
