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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a replay leaves out, can't take or has no room for is counted and said. */
class ReplayLimitsTest extends ReplayOnTrial {
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

  private static List<Event> many(String name, int count) {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      events.add(request(name + "-" + i, "card-" + i % 7, 10 + i, START + 10 + i));
    }
    return events;
  }
}
