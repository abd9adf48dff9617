package io.cardbeam.direct;

import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.Channel;
import io.cardbeam.event.Outcome;
import io.cardbeam.event.Payment;
import io.cardbeam.event.Purchase;
import io.cardbeam.event.Refund;
import io.cardbeam.lake.LakeFileReader;
import io.cardbeam.lake.LakeFileWriter;
import io.cardbeam.lake.LakeFolder;
import io.cardbeam.traffic.PostingCutOff;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Lakes of events that a test makes up, or that it read from another lake. */
final class TestLake {
  private TestLake() {}

  /** A token whose cycles close on a day of the month. */
  static String token(String name, int statementDay) {
    int i = 0;
    while (1 + Math.floorMod((name + "-" + i).hashCode(), 28) != statementDay) {
      i++;
    }
    return name + "-" + i;
  }

  /** An approved request and its purchase. */
  static List<Event> purchase(String id, String card, Instant time, long amountMinor) {
    AuthorizationRequest request =
        new AuthorizationRequest(
            "a-" + id,
            card,
            time,
            amountMinor,
            "USD",
            "m-1",
            "Shop",
            "grocery_pos",
            Channel.ONLINE,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null);
    AuthorizationDecision decision =
        new AuthorizationDecision(
            "a-" + id,
            card,
            time,
            Outcome.APPROVED,
            0.001,
            List.of(),
            "p",
            "m",
            null,
            null,
            null,
            false);
    Purchase purchase =
        new Purchase(
            "p-" + id,
            "a-" + id,
            card,
            time,
            PostingCutOff.after(time),
            amountMinor,
            "USD",
            "m-1",
            "Shop",
            "grocery_pos",
            null,
            null,
            null,
            null,
            List.of());
    return List.of(Event.of(request), Event.of(decision), Event.of(purchase));
  }

  /** A refund of the purchase of that id. */
  static Event refund(String id, String card, Instant time, long amountMinor) {
    return Event.of(
        new Refund(
            "r-" + id,
            "p-" + id,
            "a-" + id,
            card,
            time,
            PostingCutOff.after(time),
            amountMinor,
            "USD",
            "Shop"));
  }

  static Event payment(String id, String card, Instant time, long amountMinor) {
    return Event.of(new Payment(id, card, time, time, amountMinor, "USD", "ACH"));
  }

  /** Writes events, a file for each folder that they belong to. */
  static void write(Path lake, List<Event> events) throws IOException {
    write(lake, events, 1, new Random(0));
  }

  /** Writes events, each to one of some files of its folder. */
  static void write(Path lake, List<Event> events, int files, Random random) throws IOException {
    Map<String, List<Event>> byFile = new TreeMap<>();
    for (Event event : events) {
      String file = LakeFolder.of(event) + "/part-" + random.nextInt(files) + ".avro";
      byFile.computeIfAbsent(file, any -> new ArrayList<>()).add(event);
    }
    for (Map.Entry<String, List<Event>> file : byFile.entrySet()) {
      Path path = lake.resolve(file.getKey());
      Files.createDirectories(Objects.requireNonNull(path.getParent()));
      try (OutputStream out = Files.newOutputStream(path)) {
        LakeFileWriter.write(file.getValue(), out);
      }
    }
  }

  /** All events of a lake. */
  static List<Event> read(Path lake) throws IOException {
    List<Event> events = new ArrayList<>();
    for (EventType type : EventType.values()) {
      Path folder = lake.resolve(LakeFolder.ofType(type));
      if (Files.isDirectory(folder)) {
        try (Stream<Path> files = Files.walk(folder)) {
          for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
            read(type, file, events);
          }
        }
      }
    }
    return events;
  }

  private static void read(EventType type, Path file, List<Event> events) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file));
        LakeFileReader reader = new LakeFileReader(type, in)) {
      for (Optional<Event> next = reader.next(); next.isPresent(); next = reader.next()) {
        events.add(next.get());
      }
    }
  }
}
