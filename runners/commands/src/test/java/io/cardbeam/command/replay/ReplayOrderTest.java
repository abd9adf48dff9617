package io.cardbeam.command.replay;

import static io.cardbeam.command.replay.TestArchive.START;
import static io.cardbeam.command.replay.TestArchive.events;
import static io.cardbeam.command.replay.TestArchive.payment;
import static io.cardbeam.command.replay.TestArchive.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardbeam.event.DeadLetter;
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
import java.util.concurrent.TimeUnit;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The order of a replay, against the slow way to find it: all of a card's events, sorted. */
class ReplayOrderTest {
  private static final long HOUR = TimeUnit.HOURS.toMillis(1);
  private static final int ROUNDS = 10;

  @TempDir private Path folder = Path.of("");

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

  @Test
  void tellsWhatCantBeTakenAndGoesOn() throws IOException {
    TestArchive archive = new TestArchive(folder);
    Event good = request("r-1", "card-a", 1, START);
    archive.write(List.of(good));
    Path hour = folder.resolve(LakeFolder.of(good));
    Path cut = archive.write(hour, many("cut", 5_000));
    Files.write(cut, java.util.Arrays.copyOf(Files.readAllBytes(cut), 20_000));
    Path cutAtOnce = archive.write(hour, many("at-once", 3));
    Files.write(cutAtOnce, java.util.Arrays.copyOf(Files.readAllBytes(cutAtOnce), 700));
    Path noAvro = Files.writeString(hour.resolve("text.avro"), "no Avro");
    Path otherSchema = archive.write(hour, List.of(payment("y-1", "card-a", START)));
    Path wrongHour = archive.write(hour, List.of(request("r-2", "card-a", 2, START + HOUR)));
    Path noToken = archive.write(hour, List.of(request("r-3", "1234 5678", 3, START)));
    Path astray =
        archive.write(
            folder.resolve(LakeFolder.ofType(EventType.AUTHORIZATION_REQUEST)), List.of(good));

    ArchiveScan scan = archive.scan();
    List<ReplayItem> items = archive.replayed(InputWindow.ALL);
    List<DeadLetter> letters =
        items.stream()
            .filter(ReplayItem.Unread.class::isInstance)
            .map(item -> ((ReplayItem.Unread) item).letter())
            .toList();
    assertThat(letters)
        .extracting(DeadLetter::getSource)
        .containsExactlyInAnyOrder(
            cut.toString(),
            cutAtOnce.toString(),
            noAvro.toString(),
            otherSchema.toString(),
            wrongHour.toString(),
            noToken.toString(),
            astray.toString());
    Map<String, String> codes = new TreeMap<>();
    letters.forEach(letter -> codes.put(letter.getSource(), letter.getCode()));
    assertThat(codes)
        .containsEntry(cut.toString(), "DAMAGED_FILE")
        .containsEntry(noAvro.toString(), "DAMAGED_FILE")
        .containsEntry(otherSchema.toString(), "DAMAGED_FILE")
        .containsEntry(wrongHour.toString(), "WRONG_FOLDER")
        .containsEntry(noToken.toString(), "NOT_A_TOKEN")
        .containsEntry(astray.toString(), "WRONG_FOLDER");
    assertThat(letters)
        .extracting(DeadLetter::getReason)
        .contains(
            "file can't be read on: its header is damaged: the file ends in the middle of it");
    DeadLetter ofCut =
        letters.stream()
            .filter(l -> l.getSource().equals(cut.toString()))
            .findFirst()
            .orElseThrow();
    assertThat(ofCut.getPosition()).isBetween(1L, 4_999L);
    assertThat(events(items)).hasSize((int) ofCut.getPosition() + 1).contains(good);
    assertThat(scan.read()).isEqualTo(items.size());
  }

  @Test
  void aLimitThatIsHitIsSaid() throws IOException {
    TestArchive archive = new TestArchive(folder);
    archive.write(
        List.of(
            request("r-1", "card-a", 1, START + 5),
            request("r-2", "card-a", 2, START + 1),
            request("r-3", "card-a", 3, START + 2),
            request("r-4", "card-b", 4, START + 9),
            request("r-5", "card-b", 5, START + 8)));
    ArchiveScan scan = archive.scan();
    try (ReplayOrder order = new ReplayOrder(scan, InputWindow.ALL, 2)) {
      assertThat(TestArchive.all(order)).hasSize(5);
    }
    try (ReplayOrder order = new ReplayOrder(scan, InputWindow.ALL, 1)) {
      assertThatThrownBy(() -> TestArchive.all(order))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("more than 1 events that came late wait");
    }
    LogFences one = new LogFences(1);
    one.add(request("r-2", "card-a", 2, START + 1));
    one.add(request("r-1", "card-a", 1, START + 5));
    one.add(request("r-5", "card-b", 5, START + 8));
    assertThatThrownBy(() -> one.add(request("r-4", "card-b", 4, START + 9)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("replay it in parts, with --from and --to");
  }

  @Test
  void leavesOutWhatLiesOutsideAndCountsIt() throws IOException {
    TestArchive archive = new TestArchive(folder);
    Event before = request("r-1", "card-a", 1, START);
    Event within = request("r-2", "card-a", 2, START + HOUR);
    Event atTheEnd = request("r-3", "card-a", 3, START + 2 * HOUR);
    archive.write(List.of(before, within, atTheEnd));
    InputWindow window = new InputWindow(START + HOUR, START + 2 * HOUR);
    try (ReplayOrder order = new ReplayOrder(archive.scan(window), window)) {
      assertThat(events(TestArchive.all(order))).containsExactly(within);
      assertThat(order.outside()).isEqualTo(2);
    }
  }

  @Test
  void nothingWaitsForWhatLiesOutside() throws IOException {
    TestArchive archive = new TestArchive(folder);
    Event early = request("r-1", "card-a", 1, START);
    Event ofAWrongClock = request("r-2", "card-a", 2, START + 60 * 365 * 24 * HOUR);
    Event after = request("r-3", "card-a", 3, START + HOUR);
    archive.write(List.of(early, ofAWrongClock, after));
    List<ReplayItem> items = archive.replayed(new InputWindow(Long.MIN_VALUE, START + 24 * HOUR));
    assertThat(events(items)).containsExactly(early, after);
    assertThat(items)
        .extracting(item -> ((ReplayItem.OfEvent) item).atMillis())
        .containsExactly(START, START + HOUR);
  }

  @Test
  void anEventThatLiesAYearBeyondTheOthersIsADeadLetterAndNothingWaitsForIt() throws IOException {
    TestArchive archive = new TestArchive(folder);
    long wrong = START + 60 * 365 * 24 * HOUR;
    List<Event> good = new ArrayList<>(many("r", 998));
    good.add(request("behind", "card-wrong", 2, START + HOUR));
    archive.write(good);
    archive.write(List.of(request("wrong", "card-wrong", 1, wrong)));

    ArchiveScan scan = archive.scan();
    assertThat(scan.fromTheFuture()).isEqualTo(1);
    List<ReplayItem> items = archive.replayed(InputWindow.ALL);
    assertThat(items).hasSize(1_000);
    assertThat(scan.read()).isEqualTo(1_000);
    assertThat(events(items)).containsExactlyElementsOf(good);
    assertThat(items)
        .filteredOn(ReplayItem.OfEvent.class::isInstance)
        .extracting(item -> ((ReplayItem.OfEvent) item).atMillis())
        .allSatisfy(millis -> assertThat(millis).isLessThanOrEqualTo(START + HOUR));
    assertThat(items)
        .filteredOn(ReplayItem.Unread.class::isInstance)
        .singleElement()
        .extracting(item -> ((ReplayItem.Unread) item).letter())
        .satisfies(
            letter -> {
              assertThat(letter.getCode()).isEqualTo("FROM_THE_FUTURE");
              assertThat(letter.getPosition()).isZero();
              assertThat(letter.getReason())
                  .contains("event time 2085-02-14T00:00:00Z", "more than 365 days", "--to");
            });

    // Whoever names an end has seen the dates.
    InputWindow named = new InputWindow(Long.MIN_VALUE, wrong + HOUR);
    assertThat(archive.scan(named).fromTheFuture()).isZero();
    List<ReplayItem> all = archive.replayed(named);
    assertThat(events(all)).hasSize(1_000);
    assertThat(((ReplayItem.OfEvent) all.get(999)).atMillis()).isEqualTo(wrong);
  }

  /** The first look reads an hour again that seemed too late; the order is as it always is. */
  @Test
  void anEventLongBeforeTheOthersMakesNoneOfThemTooLate() throws IOException {
    TestArchive archive = new TestArchive(folder);
    List<Event> all = new ArrayList<>();
    all.add(request("first", "card-a", 1, START - 9 * 365 * 24 * HOUR));
    Event before = request("before", "card-a", 2, START + 5 * HOUR);
    Event late = request("late", "card-a", 3, START);
    all.add(before);
    all.add(late);
    archive.write(all);
    List<ReplayItem> items = archive.replayed(InputWindow.ALL);
    assertThat(events(items)).containsExactlyElementsOf(all);
    assertThat(((ReplayItem.OfEvent) items.get(2)).atMillis()).isEqualTo(START + 5 * HOUR);
    assertThat(archive.scan().read()).isEqualTo(3);
    assertThat(archive.scan().fromTheFuture()).isZero();
  }

  /** Cards' logs: places rise, time mostly does; some events came late, by up to three days. */
  private static List<Event> log(Random random) {
    List<Event> log = new ArrayList<>();
    long millis = START + TimeUnit.DAYS.toMillis(4);
    for (int i = 0; i < 300; i++) {
      millis += random.nextInt(4) == 0 ? 0 : random.nextLong(HOUR / 4);
      long late = random.nextInt(10) == 0 ? random.nextLong(TimeUnit.DAYS.toMillis(3)) : 0;
      String card = "card-" + random.nextInt(5);
      log.add(
          random.nextInt(5) == 0
              ? payment("y-" + i, card, i, millis - late, 100)
              : request("r-" + i, card, i, millis - late));
    }
    return log;
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

  /** Events of a log behind a later one of their card, the slow way. */
  private static long late(List<Event> log) {
    return log.stream()
        .filter(
            event ->
                log.stream()
                    .anyMatch(
                        other ->
                            other.type() == event.type()
                                && other.cardToken().equals(event.cardToken())
                                && other.position() < event.position()
                                && other.eventTimeMillis() > event.eventTimeMillis()))
        .count();
  }

  private static List<Event> many(String name, int count) {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      events.add(request(name + "-" + i, "card-" + i % 7, 10 + i, START + 10 + i));
    }
    return events;
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
