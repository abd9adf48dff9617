package io.cardbeam.simulator.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardbeam.simulator.SimulatedStep;
import io.cardbeam.simulator.SimulatorSettings;
import io.cardbeam.simulator.TestTraffic;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventChecks;
import io.cardbeam.wire.EventType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeTrafficWriterTest {
  private static final List<SimulatedStep> STEPS =
      TestTraffic.of(
          SimulatorSettings.endless(6, 60, TestTraffic.START).atMost(500).withFraudRate(0.05));

  @TempDir private Path folder = Path.of("");

  @Test
  void everyEventIsInTheFileOfItsTopicRecordAndHour() throws Exception {
    Path lake = write("lake");
    List<Event> read = new ArrayList<>();
    for (Path file : LakeReading.files(lake)) {
      EventType type = type(lake, file);
      String name = lake.relativize(file).toString();
      List<Event> events = LakeReading.events(file, type);
      assertThat(events).isNotEmpty();
      for (Event event : events) {
        String time = Instant.ofEpochMilli(event.eventTimeMillis()).toString();
        assertThat(name)
            .isEqualTo(
                type.topic().topicName()
                    + "/"
                    + type.schema().getName()
                    + "/date="
                    + time.substring(0, 10)
                    + "/hour="
                    + time.substring(11, 13)
                    + "/part-00000.avro");
      }
      assertThat(events).extracting(Event::eventTimeMillis).isSorted();
      read.addAll(events);
    }
    assertThat(sorted(read)).isEqualTo(sorted(allEvents()));
    assertThat(read)
        .extracting(Event::type)
        .contains(
            EventType.CARD_UPDATE,
            EventType.CHARGEBACK,
            EventType.CHARGEBACK_RESOLUTION,
            EventType.PURCHASE,
            EventType.REFUND,
            EventType.PAYMENT,
            EventType.REVERSAL,
            EventType.AUTHORIZATION_REQUEST);
  }

  @Test
  void theSameTrafficGivesTheSameBytes() throws Exception {
    Path one = write("one");
    Path two = write("two");
    List<Path> files = LakeReading.files(one);
    assertThat(LakeReading.files(two)).hasSameSizeAs(files);
    for (Path file : files) {
      assertThat(two.resolve(one.relativize(file))).hasSameBinaryContentAs(file);
    }
  }

  @Test
  void everyEventIsOneThatReadersTake() throws Exception {
    for (Event event : allEvents()) {
      EventChecks.check(event);
    }
  }

  @Test
  void nothingIsKeptBackLongerThanTheLimit() {
    for (SimulatedStep.Attempt attempt : TestTraffic.attempts(STEPS)) {
      long latest =
          attempt.step().eventTimeMillis()
              + Duration.ofDays(LakeTrafficWriter.MAX_DAYS_KEPT).toMillis();
      assertThat(attempt.step().ifApproved())
          .hasSizeLessThanOrEqualTo(3)
          .allMatch(event -> event.eventTimeMillis() <= latest);
    }
  }

  @Test
  void countsWhatItWrote() throws Exception {
    LakeTrafficWriter writer = new LakeTrafficWriter(folder.resolve("counted"));
    try (writer) {
      for (SimulatedStep step : STEPS) {
        writer.write(step);
      }
    }
    assertThat(writer.written())
        .containsEntry("AuthorizationRequest", 500L)
        .containsEntry("files", (long) LakeReading.files(folder.resolve("counted")).size());
    assertThat(writer.written().entrySet().stream().mapToLong(e -> e.getValue()).sum())
        .isEqualTo(allEvents().size() + LakeReading.files(folder.resolve("counted")).size());
  }

  @Test
  void anEventOfAnEarlierHourIsRefused() throws Exception {
    List<SimulatedStep.Attempt> attempts = TestTraffic.attempts(STEPS);
    Event early = Event.of(attempts.get(0).step().request());
    Event late = Event.of(attempts.get(attempts.size() - 1).step().request());
    try (LakeFiles files = new LakeFiles(folder.resolve("order"))) {
      files.append(late);
      assertThatThrownBy(() -> files.append(early))
          .hasMessage("AUTHORIZATION_REQUEST comes after a later hour's");
    }
  }

  private Path write(String name) throws IOException {
    Path lake = folder.resolve(name);
    Files.createDirectories(lake);
    try (LakeTrafficWriter writer = new LakeTrafficWriter(lake)) {
      for (SimulatedStep step : STEPS) {
        writer.write(step);
      }
    }
    return lake;
  }

  private static EventType type(Path lake, Path file) {
    String record = lake.relativize(file).getName(1).toString();
    return Arrays.stream(EventType.values())
        .filter(type -> type.schema().getName().equals(record))
        .findFirst()
        .orElseThrow();
  }

  private static List<Event> sorted(List<Event> events) {
    return events.stream()
        .sorted(Comparator.comparing(Event::type).thenComparing(Event::id))
        .toList();
  }

  private static List<Event> allEvents() {
    List<Event> events = new ArrayList<>();
    for (SimulatedStep step : STEPS) {
      if (step instanceof SimulatedStep.Attempt attempt) {
        events.add(Event.of(attempt.step().request()));
        events.addAll(attempt.step().ifApproved());
      } else {
        events.add(((SimulatedStep.Announcement) step).step().event());
      }
    }
    return events;
  }
}
