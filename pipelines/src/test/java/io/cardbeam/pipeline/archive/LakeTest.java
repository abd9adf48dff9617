package io.cardbeam.pipeline.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.event.DeadLetter;
import io.cardbeam.lake.LakeFolder;
import io.cardbeam.pipeline.EventCoder;
import io.cardbeam.pipeline.read.ReadLake;
import io.cardbeam.pipeline.read.SourceTags;
import io.cardbeam.sample.GeneratedCards;
import io.cardbeam.sample.RandomLedger;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.joda.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeTest implements Serializable {
  private static final long serialVersionUID = 1L;

  @TempDir private transient Path folder;

  @Test
  void readsBackEveryEventWithItsPlaceInTheLog() {
    List<Event> events = positioned(GeneratedCards.of(5, 3, 40));
    archive(events);
    PAssertEvents.sameEvents(events, read(Pipeline.create()));
  }

  @Test
  void keepsTransfersToo() {
    List<Event> events = new ArrayList<>();
    RandomLedger.of(new Random(1), "card-1").forEach(it -> events.add(Event.of(it)));
    archive(events);
    PAssertEvents.sameEvents(events, read(Pipeline.create()));
  }

  @Test
  void liesByTopicRecordDayAndHourAndAnyoneCanReadIt() throws IOException {
    List<Event> events = GeneratedCards.of(6, 2, 30);
    archive(events);
    TreeMap<String, Integer> found = new TreeMap<>();
    for (Path file : files()) {
      try (DataFileReader<GenericRecord> reader =
          new DataFileReader<>(file.toFile(), new GenericDatumReader<>())) {
        String inside = folder.relativize(file.getParent()).toString();
        for (GenericRecord record : reader) {
          assertThat(inside).contains("/" + record.getSchema().getName() + "/");
          found.merge(inside, 1, Integer::sum);
        }
      }
    }
    TreeMap<String, Integer> expected = new TreeMap<>();
    events.forEach(event -> expected.merge(LakeFolder.of(event), 1, Integer::sum));
    assertThat(found).isEqualTo(expected);
  }

  @Test
  void writesTheSameFilesAgain() throws IOException {
    List<Event> events = GeneratedCards.of(7, 2, 30);
    archive(events);
    List<Path> files = files();
    archive(events);
    assertThat(files()).isEqualTo(files);
  }

  @Test
  void givesADamagedFileAsADeadLetterAndReadsTheOthers() throws IOException {
    List<Event> events = GeneratedCards.of(8, 2, 30);
    archive(events);
    Path damaged = files().get(0);
    byte[] bytes = Files.readAllBytes(damaged);
    Files.write(damaged, java.util.Arrays.copyOf(bytes, bytes.length - 20));
    Pipeline pipeline = Pipeline.create();
    PCollectionTuple read =
        pipeline.apply(new ReadLake(folder.toString(), EnumSet.allOf(EventType.class)));
    String name = damaged.toString();
    PAssert.that(read.get(SourceTags.DEAD_LETTERS))
        .satisfies(
            letters -> {
              List<DeadLetter> all = new ArrayList<>();
              letters.forEach(all::add);
              assertThat(all).hasSize(1);
              assertThat(all.get(0).getSource()).isEqualTo(name);
              assertThat(all.get(0).getCode()).isEqualTo("DAMAGED_FILE");
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  private static List<Event> positioned(List<Event> events) {
    List<Event> positioned = new ArrayList<>();
    for (Event event : events) {
      positioned.add(new Event(event.type(), positioned.size(), event.body()));
    }
    return positioned;
  }

  private void archive(List<Event> events) {
    Pipeline pipeline = Pipeline.create();
    pipeline
        .apply(Create.of(events).withCoder(EventCoder.of()))
        .apply(new ArchiveEvents(folder.toString(), Duration.standardSeconds(1)));
    pipeline.run().waitUntilFinish();
  }

  private PCollectionTuple read(Pipeline pipeline) {
    return pipeline.apply(new ReadLake(folder.toString(), EnumSet.allOf(EventType.class)));
  }

  private List<Path> files() {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(f -> f.toString().endsWith(".avro")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class PAssertEvents {
    static void sameEvents(List<Event> expected, PCollectionTuple read) {
      PAssert.that(read.get(SourceTags.EVENTS)).containsInAnyOrder(expected);
      PAssert.that(read.get(SourceTags.DEAD_LETTERS)).empty();
      read.getPipeline().run().waitUntilFinish();
    }
  }
}
