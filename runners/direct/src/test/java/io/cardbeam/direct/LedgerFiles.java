package io.cardbeam.direct;

import io.cardbeam.decision.Deciding;
import io.cardbeam.event.LedgerTransfer;
import io.cardbeam.lake.LakeFileReader;
import io.cardbeam.lake.LakeFileWriter;
import io.cardbeam.lake.LakeFolder;
import io.cardbeam.pipeline.BoundedBooks;
import io.cardbeam.pipeline.EventCoder;
import io.cardbeam.pipeline.archive.ArchiveEvents;
import io.cardbeam.pipeline.card.CardBooks;
import io.cardbeam.pipeline.read.ReadCards;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Filter;
import org.apache.beam.sdk.transforms.FlatMapElements;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.joda.time.Duration;

/** The ledger in a lake, to be damaged and put back as it was. */
final class LedgerFiles {
  private final Map<Path, byte[]> whole = new TreeMap<>();

  private LedgerFiles(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(one -> one.toString().endsWith(".avro")).toList()) {
        whole.put(file, Files.readAllBytes(file));
      }
    }
  }

  /** Writes what a stream would, and reads it. */
  static LedgerFiles of(Path lake) throws IOException {
    Pipeline pipeline = Pipeline.create();
    BoundedBooks.read(
            pipeline,
            ReadCards.ofLake(lake.toString(), ReadCards.Decisions.KEEP),
            Deciding.standard())
        .cards()
        .apply(FlatMapElements.into(TypeDescriptor.of(Event.class)).via(CardBooks::events))
        .setCoder(EventCoder.of())
        .apply(Filter.by(event -> event.type() == EventType.LEDGER_TRANSFER))
        .apply(new ArchiveEvents(lake.toString(), Duration.standardMinutes(1)));
    pipeline.run().waitUntilFinish();
    return new LedgerFiles(lake.resolve(LakeFolder.ofType(EventType.LEDGER_TRANSFER)));
  }

  /** All transfers, by id. */
  Map<String, LedgerTransfer> transfers() throws IOException {
    Map<String, LedgerTransfer> all = new TreeMap<>();
    for (Path file : whole.keySet()) {
      for (Event event : read(file)) {
        all.put(event.id(), event.body(LedgerTransfer.class));
      }
    }
    return all;
  }

  /** A file that has a transfer. */
  Path fileOf(String transferId) throws IOException {
    for (Path file : whole.keySet()) {
      if (read(file).stream().anyMatch(event -> event.id().equals(transferId))) {
        return file;
      }
    }
    throw new IllegalArgumentException(transferId + " is in no file");
  }

  /** Puts other records in the place of a transfer's. */
  void replace(String transferId, UnaryOperator<List<LedgerTransfer>> damage) throws IOException {
    Path file = fileOf(transferId);
    List<Event> after = new ArrayList<>();
    for (Event event : read(file)) {
      if (event.id().equals(transferId)) {
        damage
            .apply(List.of(event.body(LedgerTransfer.class)))
            .forEach(transfer -> after.add(Event.of(transfer)));
      } else {
        after.add(event);
      }
    }
    if (after.isEmpty()) {
      Files.delete(file);
      return;
    }
    try (OutputStream out = Files.newOutputStream(file)) {
      LakeFileWriter.write(after, out);
    }
  }

  void restore() throws IOException {
    for (Map.Entry<Path, byte[]> file : whole.entrySet()) {
      Files.write(file.getKey(), file.getValue());
    }
  }

  private static List<Event> read(Path file) throws IOException {
    List<Event> events = new ArrayList<>();
    try (LakeFileReader reader =
        new LakeFileReader(EventType.LEDGER_TRANSFER, Files.newInputStream(file))) {
      for (Optional<Event> next = reader.next(); next.isPresent(); next = reader.next()) {
        events.add(next.get());
      }
    }
    return events;
  }
}
