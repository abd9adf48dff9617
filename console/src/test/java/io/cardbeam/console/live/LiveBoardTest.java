package io.cardbeam.console.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.console.live.History.Named;
import io.cardbeam.console.live.LiveBoard.News;
import io.cardbeam.console.live.LiveBoard.Place;
import io.cardbeam.console.live.RequestsOnTrial.Asked;
import io.cardbeam.event.FraudAlert;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What readers of the board get, against requests counted by hand. */
class LiveBoardTest {
  private static final long SEED = Long.getLong("cardbeam.seed", System.nanoTime());
  private static final Instant FIRST = Instant.parse("2026-03-02T10:00:00Z");
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final Duration AT_ONCE = Duration.ZERO;

  private final Random random = new Random(SEED);

  /** Requests and decisions in any order, some of them twice, and a reader at its own pace. */
  @RepeatedTest(20)
  void theFramesOfAReaderAddUpToAllThatWasDecided() throws Exception {
    List<Asked> asked = LiveRequests.random(random, 400, FIRST, HOUR);
    LiveBoard board = new LiveBoard(() -> FIRST);
    board.caughtUp();
    List<Runnable> events = new ArrayList<>();
    for (Asked one : asked) {
      for (int n = random.nextInt(2); n >= 0; n--) {
        events.add(() -> board.apply(LiveRequests.request(one)));
        events.add(() -> board.apply(LiveRequests.decision(one)));
      }
    }
    Collections.shuffle(events, random);
    HistoryFilters filters = filters();
    LiveFrame.Scope scope =
        new LiveFrame.Scope(FIRST.plusSeconds(random.nextInt(1800)), HistoryStep.MINUTE, filters);

    List<LiveFrame> frames = new ArrayList<>();
    Place place = board.begin(0).news().place();
    for (Runnable event : events) {
      event.run();
      if (random.nextInt(30) == 0) {
        place = read(board, place, scope, frames);
      }
    }
    read(board, place, scope, frames);

    HistoryRange range = new HistoryRange(scope.from(), FIRST.plusMillis(HOUR), HistoryStep.MINUTE);
    History all =
        CountedByHand.history(asked, range, filters, new HistoryRange.Extent(FIRST, FIRST));
    assertThat(added(frames, f -> f.points())).as("seed %d", SEED).isEqualTo(points(all));
    assertThat(addedNames(frames, LiveFrame::states)).isEqualTo(names(all.states()));
    assertThat(addedNames(frames, LiveFrame::cities)).isEqualTo(names(all.cities()));
    assertThat(addedNames(frames, LiveFrame::categories)).isEqualTo(names(all.categories()));
    Map<Integer, Figures> hours = new TreeMap<>();
    IntStream.range(0, 24)
        .filter(hour -> all.hours().get(hour).requests() > 0)
        .forEach(hour -> hours.put(hour, all.hours().get(hour)));
    assertThat(added(frames, LiveFrame::hours)).isEqualTo(hours);
    History before =
        CountedByHand.history(
            asked,
            new HistoryRange(FIRST, scope.from(), HistoryStep.MINUTE),
            filters,
            new HistoryRange.Extent(FIRST, FIRST));
    assertThat(frames.stream().mapToLong(LiveFrame::leftOut).sum())
        .isEqualTo(before.total().requests());
    assertThat(frames).allMatch(frame -> frame.rows().size() <= LiveFrame.MAX_ROWS);
  }

  private HistoryFilters filters() {
    Optional<String> state = random.nextBoolean() ? Optional.of("TX") : Optional.empty();
    return new HistoryFilters(
        state,
        state.filter(s -> random.nextBoolean()).map(s -> "Austin"),
        random.nextInt(3) == 0 ? Optional.of("travel") : Optional.empty(),
        Optional.empty(),
        random.nextInt(3) == 0
            ? Optional.of(LiveRequests.pick(random, List.of("m-1", "Name 1")))
            : Optional.empty());
  }

  private static Place read(
      LiveBoard board, Place place, LiveFrame.Scope scope, List<LiveFrame> frames)
      throws InterruptedException {
    News news = board.await(place, AT_ONCE).orElseThrow();
    frames.add(LiveFrame.of(news, scope));
    return news.place();
  }

  private static Map<Instant, Figures> points(History history) {
    Map<Instant, Figures> points = new TreeMap<>();
    for (int i = 0; i < history.points().size(); i++) {
      if (history.points().get(i).requests() > 0) {
        points.put(history.range().start(i), history.points().get(i));
      }
    }
    return points;
  }

  private static <K> Map<K, Figures> added(
      List<LiveFrame> frames, Function<LiveFrame, Map<K, Figures>> part) {
    Map<K, Figures> sum = new HashMap<>();
    frames.forEach(f -> part.apply(f).forEach((key, more) -> sum.merge(key, more, Figures::plus)));
    return sum;
  }

  private static Map<String, Figures> addedNames(
      List<LiveFrame> frames, Function<LiveFrame, List<Named>> part) {
    return added(frames, frame -> names(part.apply(frame)));
  }

  private static Map<String, Figures> names(List<Named> all) {
    return all.stream().collect(Collectors.toMap(Named::name, Named::figures));
  }

  @RepeatedTest(20)
  void aReaderThatBeginsAnyTimeLacksNothingFromWhereItIsComplete() {
    LiveBoard board = new LiveBoard(() -> FIRST, new LiveWindow(50), new AlertList(20));
    board.caughtUp();
    List<Asked> asked = LiveRequests.random(random, 300, FIRST, HOUR);
    Set<String> decided = new HashSet<>();
    for (Asked one : asked) {
      board.apply(LiveRequests.request(one));
      board.apply(LiveRequests.decision(one));
      decided.add(one.id());
      LiveBoard.Beginning beginning = board.begin(5);
      Set<String> expected =
          asked.stream()
              .filter(a -> decided.contains(a.id()))
              .filter(a -> a.time().toEpochMilli() >= beginning.completeFromMillis())
              .map(Asked::id)
              .collect(Collectors.toSet());
      assertThat(
              beginning.news().requests().stream()
                  .filter(r -> r.timeMillis() >= beginning.completeFromMillis())
                  .map(r -> r.key().requestId()))
          .as("seed %d", SEED)
          .containsExactlyInAnyOrderElementsOf(expected);
      assertThat(beginning.news().requests()).hasSizeLessThanOrEqualTo(50);
    }
  }

  @Test
  void whoIsTooSlowBeginsAgainAndNothingIsKeptForIt() throws Exception {
    LiveBoard board = new LiveBoard(() -> FIRST, new LiveWindow(50), new AlertList(20));
    board.caughtUp();
    Place place = board.begin(0).news().place();
    List<Asked> asked = LiveRequests.random(random, 51, FIRST, HOUR);
    asked.subList(0, 50).forEach(one -> decide(board, one));
    assertThat(board.await(place, AT_ONCE).orElseThrow().requests()).hasSize(50);
    decide(board, asked.get(50));
    assertThat(board.await(place, AT_ONCE)).isEmpty();

    Place later = board.begin(0).news().place();
    IntStream.range(0, 20).forEach(i -> board.apply(AlertListTest.alert("a-" + i)));
    assertThat(board.await(later, AT_ONCE).orElseThrow().alerts())
        .extracting(FraudAlert::getAlertId)
        .startsWith("a-0")
        .endsWith("a-19")
        .hasSize(20);
    board.apply(AlertListTest.alert("a-20"));
    assertThat(board.await(later, AT_ONCE)).isEmpty();
    assertThat(board.begin(5).news().alerts())
        .extracting(FraudAlert::getAlertId)
        .containsExactly("a-16", "a-17", "a-18", "a-19", "a-20");
  }

  private static void decide(LiveBoard board, Asked one) {
    board.apply(LiveRequests.request(one));
    board.apply(LiveRequests.decision(one));
  }

  @Test
  void whatWaitsForItsOtherHalfIsBoundedAndWhatIsGivenUpIsMissing() {
    LiveWindow window = new LiveWindow();
    RequestJoin join = new RequestJoin(window, 10);
    List<Asked> asked = LiveRequests.random(random, 30, FIRST, HOUR);
    asked.subList(0, 11).forEach(one -> join.take(LiveRequests.request(one)));
    asked.subList(0, 11).forEach(one -> join.take(LiveRequests.decision(one), Optional.empty()));
    assertThat(window.after(0))
        .extracting(r -> r.key().requestId())
        .containsExactlyElementsOf(asked.subList(1, 11).stream().map(Asked::id).toList());
    assertThat(window.completeFromMillis()).isEqualTo(Long.MIN_VALUE);

    join.forgetDecisions();
    assertThat(window.completeFromMillis())
        .as("the request of the first is gone")
        .isEqualTo(asked.get(0).time().toEpochMilli() + 1);
    asked.subList(11, 22).forEach(one -> join.take(LiveRequests.decision(one), Optional.empty()));
    assertThat(window.completeFromMillis())
        .isEqualTo(
            1 + Math.max(asked.get(0).time().toEpochMilli(), asked.get(11).time().toEpochMilli()));
    asked.subList(11, 22).forEach(one -> join.take(LiveRequests.request(one)));
    assertThat(window.last()).isEqualTo(20);
  }

  @Test
  void latencyIsFromEventTimeToTheReadDecisionWhereThatIsOfNow() {
    LiveWindow window = new LiveWindow();
    RequestJoin join = new RequestJoin(window);
    List<Asked> asked = LiveRequests.random(random, 5, FIRST, HOUR);
    long[] late = {0, 42, 600_000, 600_001, -1};
    for (int i = 0; i < late.length; i++) {
      Asked one = asked.get(i);
      join.take(LiveRequests.request(one));
      join.take(LiveRequests.decision(one), Optional.of(one.time().toEpochMilli() + late[i]));
    }

    assertThat(window.after(0).stream().map(r -> r.latencyMillis().orElse(-7)))
        .containsExactly(0, 42, 600_000, -7, -7);
    assertThat(IntStream.of(0, 9, 99, 100, 129, 999, 1_290, 600_000).map(LiveFrame::rounded))
        .containsExactly(0, 9, 99, 100, 120, 990, 1_200, 600_000);
  }

  @Test
  void theIdOfAnEventIsAPlaceAndNothingElseIsOne() {
    LivePlace place = new LivePlace("0123456789abcdef", FIRST, new Place(7, 3));

    assertThat(LivePlace.of(place.text())).contains(place);
    for (String other :
        List.of("", "1", "x".repeat(80), "0123456789abcdef.1.1", place.text() + "0".repeat(20))) {
      assertThat(LivePlace.of(other)).as(other).isEmpty();
    }
  }
}
