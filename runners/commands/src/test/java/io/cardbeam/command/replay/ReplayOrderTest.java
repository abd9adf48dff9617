package io.cardbeam.command.replay;

import static io.cardbeam.command.replay.TestArchive.START;
import static io.cardbeam.command.replay.TestArchive.events;
import static io.cardbeam.command.replay.TestArchive.payment;
import static io.cardbeam.command.replay.TestArchive.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.lake.LakeFolder;
import io.cardbeam.traffic.InputWindow;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

/** The order of a replay, against the slow way to find it: all of a card's events, sorted. */
class ReplayOrderTest extends ReplayOnTrial {
  private static final int ROUNDS = 10;

  @Test
  void keepsEachCardsLogWhateverCameLateAndSendsEachEventOnce() throws IOException {
    for (int seed = 0; seed < ROUNDS; seed++) {
      Random random = new Random(seed);
      List<Event> log = log(random);
      TestArchive archive = new TestArchive(folder.resolve("lake" + seed));
      int copies = writeInShuffledFiles(archive, log, random);

      ArchiveScan scan = archive.scan();
      try (ReplayOrder order = new ReplayOrder(scan, InputWindow.ALL)) {
        List<ReplayItem> items = TestArchive.all(order);
        assertThat(byCard(events(items))).as("seed " + seed).isEqualTo(byCard(log));
        assertThat(events(items)).as("seed " + seed).hasSameSizeAs(log);
        assertThat(items)
            .extracting(item -> ((ReplayItem.OfEvent) item).atMillis())
            .isSorted()
            .hasSameSizeAs(log);
        assertThat(order.duplicates()).isEqualTo(copies);
        assertThat(order.late()).isEqualTo(late(log)).isPositive();
        assertThat(scan.read()).isEqualTo(log.size() + copies);
      }
    }
  }

  @Test
  void sendsWhatIsInOrderByEventTimeAlone() throws IOException {
    TestArchive archive = new TestArchive(folder);
    Event first = request("r-1", "card-a", 7, START);
    Event second = payment("y-1", "card-a", START + 5);
    Event third = request("r-2", "card-b", 3, START + 9);
    Event fourth = request("r-3", "card-a", 8, START + 2 * HOUR);
    archive.write(List.of(fourth, third, second, first));
    assertThat(events(archive.replayed(InputWindow.ALL)))
        .containsExactly(first, second, third, fourth);
  }

  @Test
  void aLateEventGoesRightBehindWhatStoodBeforeItHoweverLateItCame() throws IOException {
    TestArchive archive = new TestArchive(folder);
    Event early = request("r-1", "card-a", 1, START);
    Event before = request("r-2", "card-a", 2, START + 900 * HOUR);
    Event late = request("r-3", "card-a", 3, START + 5 * HOUR);
    Event after = request("r-4", "card-a", 4, START + 901 * HOUR);
    archive.write(List.of(early, before, late, after));
    List<ReplayItem> items = archive.replayed(InputWindow.ALL);
    assertThat(events(items)).containsExactly(early, before, late, after);
    assertThat(((ReplayItem.OfEvent) items.get(2)).atMillis()).isEqualTo(START + 900 * HOUR);
  }

  @Test
  void aRequestAskedAgainAtAnotherTimeStaysTwoAndOneArchivedTwiceGoesOnce() throws IOException {
    TestArchive archive = new TestArchive(folder);
    Event asked = request("r-1", "card-a", 1, START);
    Event again = request("r-1", "card-a", 2, START + 1);
    Event ofAnotherCard = request("r-1", "card-b", 1, START);
    archive.write(List.of(asked, again, ofAnotherCard));
    archive.write(List.of(asked));
    assertThat(events(archive.replayed(InputWindow.ALL)))
        .containsExactly(asked, ofAnotherCard, again);
  }

  /** Ids are used again at any time, for the same and for another content, on both topics. */
  @Test
  void ofEachIdentityTheFirstOfTheLogGoesFirstAndNoContentIsLost() throws IOException {
    for (int seed = 0; seed < ROUNDS; seed++) {
      Random random = new Random(seed);
      List<Event> log = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        String card = "card-" + random.nextInt(3);
        String id = "x-" + random.nextInt(20);
        long millis = START + random.nextInt(4) * HOUR / 2 + random.nextInt(3);
        log.add(
            random.nextBoolean()
                ? payment(id, card, i, millis, 1 + random.nextInt(3))
                : request(id, card, i, millis));
      }
      TestArchive archive = new TestArchive(folder.resolve("conflicts" + seed));
      List<Event> shuffled = new ArrayList<>(log);
      Collections.shuffle(shuffled, random);
      archive.write(shuffled.subList(0, 90));
      archive.write(shuffled.subList(90, 200));

      List<ReplayItem> items = archive.replayed(InputWindow.ALL);
      assertThat(firsts(events(items))).as("seed " + seed).isEqualTo(firsts(log));
      List<String> gone = new ArrayList<>();
      events(items).forEach(event -> gone.add(said(event)));
      for (ReplayItem item : items) {
        if (item instanceof ReplayItem.Unread conflict) {
          assertThat(conflict.letter().getCode()).isEqualTo("CONFLICT");
          gone.add(conflict.letter().getReason());
        }
      }
      for (Event event : log) {
        String print = "%016x".formatted(event.fingerprint());
        assertThat(gone)
            .as("seed " + seed + ": " + event)
            .anyMatch(text -> text.contains(print) && text.contains(event.cardToken()));
      }
    }
  }

  /** Of each identity what its first event says. */
  private static Map<String, String> firsts(List<Event> events) {
    Map<String, String> firsts = new TreeMap<>();
    events.forEach(event -> firsts.putIfAbsent(event.identity().toString(), said(event)));
    return firsts;
  }

  private static String said(Event event) {
    return "%s, fingerprint %016x".formatted(event.identity(), event.fingerprint());
  }

  @Test
  void aFileThatIsNotInOrderIsReadAllTheSame() throws IOException {
    TestArchive archive = new TestArchive(folder);
    List<Event> inOrder =
        List.of(
            request("r-1", "card-a", 1, START),
            request("r-2", "card-a", 2, START + 1),
            request("r-3", "card-b", 5, START + 2));
    Path file = archive.write(folder.resolve(LakeFolder.of(inOrder.get(0))), inOrder);
    turnAround(file);
    Event beside = request("r-4", "card-b", 6, START + 3);
    archive.write(List.of(beside));
    List<Event> expected = new ArrayList<>(inOrder);
    expected.add(beside);
    assertThat(events(archive.replayed(InputWindow.ALL))).isEqualTo(expected);
    assertThat(archive.scan().unsorted()).extracting(ArchiveFile::path).containsExactly(file);
    assertThat(archive.scan().read()).isEqualTo(4);
  }

  private static int writeInShuffledFiles(TestArchive archive, List<Event> log, Random random)
      throws IOException {
    List<Event> shuffled = new ArrayList<>(log);
    int copies = 0;
    for (Event event : log) {
      if (random.nextInt(20) == 0) {
        shuffled.add(event);
        copies++;
      }
    }
    Collections.shuffle(shuffled, random);
    for (int i = 0; i < shuffled.size(); i += 50) {
      archive.write(shuffled.subList(i, Math.min(shuffled.size(), i + 50)));
    }
    return copies;
  }

  /** Of each card: its log on either topic. */
  private static Map<String, List<List<String>>> byCard(List<Event> events) {
    Map<String, List<List<String>>> byCard = new TreeMap<>();
    for (Event event : events) {
      List<List<String>> both =
          byCard.computeIfAbsent(
              event.cardToken(), c -> List.of(new ArrayList<>(), new ArrayList<>()));
      both.get(event.type() == EventType.PAYMENT ? 1 : 0).add(event.id());
    }
    return byCard;
  }

  /** Writes a file again with its records from the last to the first. */
  private static void turnAround(Path file) throws IOException {
    List<GenericRecord> records = new ArrayList<>();
    try (DataFileReader<GenericRecord> reader =
        new DataFileReader<>(file.toFile(), new GenericDatumReader<>())) {
      reader.forEach(records::add);
      Collections.reverse(records);
      try (DataFileWriter<GenericRecord> writer =
          new DataFileWriter<>(new GenericDatumWriter<>(reader.getSchema()))) {
        writer.create(reader.getSchema(), Files.newOutputStream(file));
        for (GenericRecord record : records) {
          writer.append(record);
        }
      }
    }
  }
}
