package io.cardbeam.console.live;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.console.live.ActivityBoard.Counts;
import io.cardbeam.event.Activity;
import io.cardbeam.event.Outcome;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ActivityBoardTest {
  private static final Instant START = Instant.parse("2026-03-02T10:00:00Z");
  private static final List<Outcome> OUTCOMES = List.of(Outcome.values());

  private final ActivityBoard board = new ActivityBoard();

  @Test
  void aLaterRecordOfAKeyReplacesTheEarlierOne() {
    board.apply(activity(0, "CA", "Fresno", Outcome.APPROVED, 5));
    board.apply(activity(0, "CA", "Fresno", Outcome.APPROVED, 9));
    board.apply(activity(0, "CA", "Fresno", Outcome.DECLINED, 2));

    assertThat(board.picture().total()).isEqualTo(new Counts(9, 0, 2));
    assertThat(board.apply(activity(0, "CA", "Fresno", Outcome.DECLINED, 2))).isFalse();
  }

  @Test
  void keepsTheNewestMinutesAlone() {
    for (int minute = 0; minute < 2 * ActivityBoard.MAX_MINUTES; minute++) {
      board.apply(activity(minute, "CA", "Fresno", Outcome.APPROVED, 1));
    }
    board.apply(activity(0, "CA", "Fresno", Outcome.APPROVED, 1_000));

    assertThat(board.picture().minutes()).hasSize(ActivityBoard.MAX_MINUTES);
    assertThat(board.picture().total()).isEqualTo(new Counts(ActivityBoard.MAX_MINUTES, 0, 0));
  }

  @Test
  void saysSoWhenAMinuteHasMoreKeysThanFit() {
    for (int city = 0; city <= ActivityBoard.MAX_CELLS; city++) {
      board.apply(activity(0, "CA", "city " + city, Outcome.APPROVED, 1));
    }

    assertThat(board.picture().total().all()).isEqualTo(ActivityBoard.MAX_CELLS);
    assertThat(board.picture().complete()).isFalse();
  }

  @Test
  void addsUpWhatTheLastRecordsSay() {
    long seed = 20_261_122;
    Random random = new Random(seed);
    Map<String, Activity> last = new TreeMap<>();
    for (int i = 0; i < 2_000; i++) {
      Activity record =
          activity(
              random.nextInt(ActivityBoard.MAX_MINUTES),
              "S" + random.nextInt(15),
              "C" + random.nextInt(3),
              OUTCOMES.get(random.nextInt(OUTCOMES.size())),
              random.nextInt(50));
      board.apply(record);
      last.put(
          record.getWindowStart() + record.getState() + record.getCity() + record.getOutcome(),
          record);
    }

    ActivityBoard.Picture picture = board.picture();
    assertThat(picture.total()).as("seed %d", seed).isEqualTo(sum(last.values().stream()));
    assertThat(picture.minutes())
        .allSatisfy(
            minute ->
                assertThat(minute.counts())
                    .isEqualTo(
                        sum(
                            last.values().stream()
                                .filter(
                                    a ->
                                        a.getWindowStart().toEpochMilli()
                                            == minute.startMillis()))));
    List<String> busiest =
        last.values().stream().map(Activity::getState).distinct().sorted().toList().stream()
            .sorted((a, b) -> Long.compare(of(last, b).all(), of(last, a).all()))
            .limit(ActivityBoard.TOP_STATES)
            .toList();
    assertThat(picture.states()).extracting(ActivityBoard.State::state).isEqualTo(busiest);
  }

  private static Counts of(Map<String, Activity> last, String state) {
    return sum(last.values().stream().filter(a -> a.getState().equals(state)));
  }

  private static Counts sum(Stream<Activity> records) {
    Map<Outcome, Long> sums =
        records.collect(groupingBy(Activity::getOutcome, summingLong(Activity::getCount)));
    return new Counts(
        sums.getOrDefault(Outcome.APPROVED, 0L),
        sums.getOrDefault(Outcome.REFERRED, 0L),
        sums.getOrDefault(Outcome.DECLINED, 0L));
  }

  private static Activity activity(
      int minute, String state, String city, Outcome outcome, long count) {
    Instant start = START.plus(minute, ChronoUnit.MINUTES);
    return Activity.newBuilder()
        .setWindowStart(start)
        .setWindowEnd(start.plus(1, ChronoUnit.MINUTES))
        .setState(state)
        .setCity(city)
        .setCategory("food_dining")
        .setOutcome(outcome)
        .setCurrency("USD")
        .setCount(count)
        .setAmountMinor(count * 100)
        .build();
  }
}
