package io.cardbeam.command.replay;

import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.Channel;
import io.cardbeam.event.Payment;
import io.cardbeam.lake.LakeFileWriter;
import io.cardbeam.lake.LakeFolder;
import io.cardbeam.traffic.InputWindow;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A lake in a test's folder. */
final class TestArchive {
  static final long START = Instant.parse("2025-03-01T00:00:00Z").toEpochMilli();

  private final Path root;
  private int files;

  TestArchive(Path root) {
    this.root = root;
  }

  Path root() {
    return root;
  }

  static Event request(String id, String card, long position, long millis) {
    return new Event(
        EventType.AUTHORIZATION_REQUEST,
        position,
        new AuthorizationRequest(
            id,
            card,
            Instant.ofEpochMilli(millis),
            100L,
            "USD",
            "m-1",
            "Merchant",
            "grocery_pos",
            Channel.UNKNOWN,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null));
  }

  /** One from a source without an order of its own. */
  static Event payment(String id, String card, long millis) {
    return payment(id, card, 0, millis, 100);
  }

  static Event payment(String id, String card, long position, long millis, long amountMinor) {
    return new Event(
        EventType.PAYMENT,
        position,
        new Payment(
            id,
            card,
            Instant.ofEpochMilli(millis),
            Instant.ofEpochMilli(millis + 1_000),
            amountMinor,
            "USD",
            "ACH"));
  }

  /** Writes events as the archive does: a file for each folder that they belong to. */
  void write(List<Event> events) throws IOException {
    Map<String, List<Event>> byFolder =
        events.stream().collect(Collectors.groupingBy(LakeFolder::of));
    for (Map.Entry<String, List<Event>> folder : byFolder.entrySet()) {
      write(root.resolve(folder.getKey()), folder.getValue());
    }
  }

  /** Writes a file of events into a folder; gives its path. */
  Path write(Path folder, List<Event> events) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve("f" + files++ + ".avro");
    LakeFileWriter.write(events, Files.newOutputStream(file));
    return file;
  }

  ArchiveScan scan() throws IOException {
    return scan(InputWindow.ALL);
  }

  ArchiveScan scan(InputWindow window) throws IOException {
    return ArchiveScan.of(Archive.of(root, TopicsOption.INPUTS), window, read -> {});
  }

  /** All that a replay would send. */
  List<ReplayItem> replayed(InputWindow window) throws IOException {
    try (ReplayOrder order = new ReplayOrder(scan(window), window)) {
      return all(order);
    }
  }

  static List<ReplayItem> all(ReplayOrder order) throws IOException {
    List<ReplayItem> items = new ArrayList<>();
    for (Optional<ReplayItem> next = order.next(); next.isPresent(); next = order.next()) {
      items.add(next.get());
    }
    return items;
  }

  static List<Event> events(List<ReplayItem> items) {
    return items.stream()
        .filter(ReplayItem.OfEvent.class::isInstance)
        .map(item -> ((ReplayItem.OfEvent) item).event())
        .toList();
  }
}
