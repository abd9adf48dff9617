package io.cardbeam.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cardbeam.simulator.Schedule.Pause;
import io.cardbeam.simulator.population.SpendingProfile;
import io.cardbeam.token.CardTokenizer;
import io.cardbeam.traffic.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
  private static final Instant BUSY = START.plus(Duration.ofDays(4));
  private static final int CARDS = 60;

  @Property(tries = 40)
  void aPauseChangesNothingBeforeItAndNobodyBuysInIt(
      @ForAll @LongRange(min = 0, max = 1_000) long seed,
      @ForAll @IntRange(min = 1, max = 7 * 24 * 60) int fromMinute,
      @ForAll @IntRange(min = 0, max = 9 * 24 * 60) int minutes) {
    Instant from = START.plus(Duration.ofMinutes(fromMinute));
    Pause pause = new Pause(from, from.plus(Duration.ofMinutes(minutes)));
    Instant end = pause.to().plus(Duration.ofHours(30));
    List<Step> without = steps(seed, List.of(), end);
    List<Step> with = steps(seed, List.of(pause), end);

    assertThat(until(with, from)).isEqualTo(until(without, from));
    assertThat(with)
        .filteredOn(step -> step instanceof Step.Attempt)
        .noneMatch(step -> pause.holds(step.eventTimeMillis()));
    assertThat(with)
        .as("traffic goes on after it")
        .anyMatch(step -> step.eventTimeMillis() >= pause.to().toEpochMilli());
    assertThat(with)
        .isSortedAccordingTo((a, b) -> Long.compare(a.eventTimeMillis(), b.eventTimeMillis()));
  }

  @Test
  void asManyBuyAsAskedForAtEachHourOfTheDay() {
    double factor = 10;
    List<Step> steps = steps(7, List.of(), BUSY.plus(Duration.ofDays(4)));
    double perHour = CARDS * SpendingProfile.MEAN_PURCHASES_PER_DAY / 24;
    assertThat(attempts(steps, START, BUSY) / 96.0).isCloseTo(perHour, within(0.35 * perHour));
    for (int part = 0; part < 4; part++) {
      Instant from = BUSY.plus(Duration.ofDays(1)).plus(Duration.ofHours(6L * part));
      double busy = attempts(steps, from, from.plus(Duration.ofHours(6))) / 6.0;
      assertThat(busy).as("%s", from).isCloseTo(factor * perHour, within(0.4 * factor * perHour));
    }
  }

  @Test
  void refusesFactorsThatNobodyCanLiveBy() {
    for (double factor : new double[] {0.9, 0, -1, Double.NaN, Schedule.MAX_BUSY_FACTOR + 1}) {
      assertThatThrownBy(() -> new Schedule(BUSY, factor, true, List.of()))
          .hasMessageContaining("busy factor must be 1 to 50");
    }
  }

  private static List<Step> steps(long seed, List<Pause> pauses, Instant end) {
    SimulatorSettings settings =
        SimulatorSettings.endless(seed, CARDS, START)
            .until(end)
            .by(new Schedule(BUSY, 10, true, pauses));
    List<Step> steps = new ArrayList<>();
    Iterator<Step> all = new Simulator(settings, new CardTokenizer(new byte[32])).steps();
    all.forEachRemaining(steps::add);
    return steps;
  }

  private static List<Step> until(List<Step> steps, Instant end) {
    return steps.stream().filter(s -> s.eventTimeMillis() < end.toEpochMilli()).toList();
  }

  private static long attempts(List<Step> steps, Instant from, Instant to) {
    return steps.stream()
        .filter(step -> step instanceof Step.Attempt)
        .filter(
            step ->
                step.eventTimeMillis() >= from.toEpochMilli()
                    && step.eventTimeMillis() < to.toEpochMilli())
        .count();
  }
}
