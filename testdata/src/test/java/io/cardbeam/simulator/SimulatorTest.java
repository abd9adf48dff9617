package io.cardbeam.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardbeam.token.CardTokenizer;
import io.cardbeam.traffic.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SimulatorTest {
  private static final SimulatorSettings SETTINGS =
      SimulatorSettings.endless(11, 30, TestTraffic.START).atMost(2_000).withFraudRate(0.02);

  @Test
  void theSameSeedGivesTheSameTraffic() {
    assertThat(TestTraffic.of(SETTINGS)).isEqualTo(TestTraffic.of(SETTINGS));
  }

  @Test
  void anotherSeedGivesOtherPeopleAndOtherRequests() {
    SimulatorSettings other =
        SimulatorSettings.endless(12, 30, TestTraffic.START).atMost(2_000).withFraudRate(0.02);
    Set<String> cards = new HashSet<>();
    Set<String> requests = new HashSet<>();
    for (SimulatedStep.Attempt attempt : TestTraffic.attempts(TestTraffic.of(SETTINGS))) {
      cards.add(attempt.number().digits());
      requests.add(attempt.step().request().getRequestId());
    }
    for (SimulatedStep.Attempt attempt : TestTraffic.attempts(TestTraffic.of(other))) {
      assertThat(cards).doesNotContain(attempt.number().digits());
      assertThat(requests).doesNotContain(attempt.step().request().getRequestId());
    }
  }

  @Test
  void aLaterStartGoesOnWithTheSameCardsAndRequestsOfItsOwn() {
    SimulatorSettings later =
        SimulatorSettings.endless(11, 30, TestTraffic.START.plus(Duration.ofDays(90)))
            .atMost(500)
            .withFraudRate(0.02);
    List<SimulatedStep.Attempt> before = TestTraffic.attempts(TestTraffic.of(SETTINGS));
    Set<String> cards = new HashSet<>();
    Set<String> requests = new HashSet<>();
    before.forEach(a -> cards.add(a.step().request().getCardToken()));
    before.forEach(a -> requests.add(a.step().request().getRequestId()));
    for (SimulatedStep.Attempt attempt : TestTraffic.attempts(TestTraffic.of(later))) {
      assertThat(cards).contains(attempt.step().request().getCardToken());
      assertThat(requests).doesNotContain(attempt.step().request().getRequestId());
    }
  }

  @Test
  void aCardDoesTheSameWhicheverOtherCardsThereAre() {
    Instant end = TestTraffic.START.plus(Duration.ofDays(20));
    List<SimulatedStep> alone =
        TestTraffic.of(SimulatorSettings.endless(5, 1, TestTraffic.START).until(end));
    String token = token(alone.get(0));
    List<SimulatedStep> amongOthers =
        TestTraffic.of(SimulatorSettings.endless(5, 25, TestTraffic.START).until(end));
    assertThat(amongOthers).filteredOn(step -> token(step).equals(token)).isEqualTo(alone);
  }

  @Property(tries = 10)
  void cardsThatJoinLaterDoWhatTheyWouldIfAllHadBegunThen(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 29) int joiners) {
    Instant joined = TestTraffic.START.plus(Duration.ofDays(12)).plusSeconds(4_711);
    Instant end = joined.plus(Duration.ofDays(9));
    SimulatorSettings began = SimulatorSettings.endless(seed, 30, TestTraffic.START).until(end);
    List<SimulatedStep> steps =
        TestTraffic.of(began.with(new SimulatorSettings.Joiners(joiners, joined)));
    Set<String> late = new HashSet<>();
    TestTraffic.of(SimulatorSettings.endless(seed, 30, joined).until(joined.plusMillis(1))).stream()
        .skip(30 - joiners)
        .limit(joiners)
        .forEach(issue -> late.add(token(issue)));
    assertThat(steps)
        .filteredOn(step -> late.contains(token(step)))
        .isEqualTo(
            TestTraffic.of(SimulatorSettings.endless(seed, 30, joined).until(end)).stream()
                .filter(step -> late.contains(token(step)))
                .toList());
    assertThat(steps)
        .filteredOn(step -> !late.contains(token(step)))
        .isEqualTo(
            TestTraffic.of(began).stream().filter(step -> !late.contains(token(step))).toList());
    assertThat(steps).extracting(step -> step.step().eventTimeMillis()).isSorted();
  }

  @Property(tries = 20)
  void stepsComeInOrderOfEventTimeBetweenStartAndEnd(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int cards) {
    Instant start = Instant.parse("2025-06-14T15:09:26Z");
    Instant end = start.plus(Duration.ofDays(5));
    List<SimulatedStep> steps =
        TestTraffic.of(SimulatorSettings.endless(seed, cards, start).until(end));
    assertThat(steps)
        .extracting(step -> step.step().eventTimeMillis())
        .isSorted()
        .allSatisfy(millis -> assertThat(millis % 1000).isZero())
        .allSatisfy(
            millis ->
                assertThat(Instant.ofEpochMilli(millis)).isAfterOrEqualTo(start).isBefore(end));
  }

  @Test
  void endsAfterExactlyTheTransactionsAskedFor() {
    assertThat(TestTraffic.attempts(TestTraffic.of(SETTINGS))).hasSize(2_000);
  }

  @Test
  void hasNoNextStepAfterTheEnd() {
    Iterator<SimulatedStep> steps =
        new Simulator(SETTINGS.atMost(3), TestTraffic.tokenizer()).labelled();
    steps.forEachRemaining(step -> {});
    assertThatThrownBy(steps::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void stepsAreTheLabelledOnesWithoutTheirLabels() {
    List<Step> steps = new ArrayList<>();
    new Simulator(SETTINGS, TestTraffic.tokenizer()).steps().forEachRemaining(steps::add);
    assertThat(steps)
        .isEqualTo(TestTraffic.of(SETTINGS).stream().map(SimulatedStep::step).toList());
  }

  @Test
  void nothingButTokensDependsOnTheKey() {
    byte[] otherKey = new byte[CardTokenizer.MIN_KEY_BYTES];
    Arrays.fill(otherKey, (byte) 7);
    List<String> underOtherKey = new ArrayList<>();
    new Simulator(SETTINGS, new CardTokenizer(otherKey))
        .labelled()
        .forEachRemaining(step -> underOtherKey.add(withoutToken(step)));
    assertThat(underOtherKey)
        .isEqualTo(TestTraffic.of(SETTINGS).stream().map(SimulatorTest::withoutToken).toList());
  }

  @Test
  void settingsOutOfTheirRangesAreRefusedInWords() {
    SimulatorSettings good = SimulatorSettings.endless(1, 1, TestTraffic.START);
    assertThatThrownBy(() -> SimulatorSettings.endless(1, 0, TestTraffic.START))
        .hasMessage("cards must be 1 to 100000");
    assertThatThrownBy(() -> SimulatorSettings.endless(1, 100_001, TestTraffic.START))
        .hasMessage("cards must be 1 to 100000");
    assertThatThrownBy(() -> SimulatorSettings.endless(1, 1, Instant.EPOCH))
        .hasMessage("start must be in the years 1990 to 2099");
    assertThatThrownBy(() -> good.until(TestTraffic.START)).hasMessage("end must be after start");
    assertThatThrownBy(() -> good.atMost(0)).hasMessage("transactions must be above 0");
    assertThatThrownBy(() -> good.withFraudRate(-0.1)).hasMessage("fraud rate must be 0 to 0.5");
    assertThatThrownBy(() -> good.withFraudRate(Double.NaN))
        .hasMessage("fraud rate must be 0 to 0.5");
  }

  private static String token(SimulatedStep step) {
    if (step instanceof SimulatedStep.Announcement announcement) {
      return announcement.step().event().cardToken();
    }
    return ((SimulatedStep.Attempt) step).step().request().getCardToken();
  }

  private static String withoutToken(SimulatedStep step) {
    return step.toString().replace(token(step), "");
  }
}
