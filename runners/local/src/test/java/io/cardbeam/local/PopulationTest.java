package io.cardbeam.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardbeam.simulator.Schedule.Pause;
import io.cardbeam.simulator.SimulatorSettings;
import io.cardbeam.simulator.SimulatorSettings.Joiners;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PopulationTest {
  private static final Instant NOW = Instant.parse("2026-11-28T19:00:00Z");

  @TempDir Path folder;

  @Test
  void isKeptWithItsPauses() throws Exception {
    assertThat(Population.read(folder)).isEmpty();
    Population first = Population.ofToday(3, 1_000, 0.5, NOW);
    first.keep(folder);
    Population second = first.away(millis(NOW.plusSeconds(100)), NOW.plusSeconds(5_000));
    second.keep(folder);
    assertThat(Population.read(folder)).contains(second);
    assertThat(second.settings().schedule().pauses())
        .containsExactly(new Pause(NOW.plusSeconds(110), NOW.plusSeconds(5_000)));

    Population own = Population.withOwnTime(3, 200, NOW);
    own.keep(folder);
    assertThat(Population.read(folder)).contains(own);
  }

  @Test
  void hasAHistoryOfSoManyDaysButNotOfMoreThanSoManyRequests() {
    for (int cards : new int[] {100, 219, 220, 300, 5_000, SimulatorSettings.MAX_CARDS}) {
      Population people = Population.ofToday(1, cards, Population.leastRate(cards), NOW);
      assertThat(Duration.between(people.start(), NOW)).isEqualTo(Population.HISTORY);
      Optional<Joiners> joined = people.live().orElseThrow().joined();
      int late = joined.map(Joiners::cards).orElse(0);
      double ofSettled = Population.leastRate(cards - late) * Population.HISTORY.toSeconds();
      double ofJoiners =
          joined
              .map(it -> Population.leastRate(late) * Duration.between(it.from(), NOW).toSeconds())
              .orElse(0.0);
      assertThat(ofSettled + ofJoiners)
          .as("%d cards", cards)
          .isLessThanOrEqualTo(Population.HISTORY_REQUESTS * 1.01);
      assertThat(joined.isPresent()).isEqualTo(cards > 219);
      assertThat(cards - late).isGreaterThanOrEqualTo(100);
      assertThat(people.settings().joiners()).isEqualTo(joined);
    }
  }

  @Test
  void playsAHistoryOnThatWasBrokenOffAndLeavesOutWhatCameAfterIt() throws Exception {
    Population people = Population.ofToday(1, 1_000, 0.5, NOW);
    Instant later = NOW.plus(Duration.ofDays(2));
    Population on = people.away(millis(NOW.minus(Duration.ofDays(1))), later);
    assertThat(on.settings().schedule().pauses()).containsExactly(new Pause(NOW, later));
  }

  @Test
  void aStartThatSentNothingWidensThePauseBeforeIt() throws Exception {
    Population people = Population.ofToday(1, 1_000, 0.5, NOW);
    long reached = millis(NOW.plusSeconds(50));
    Population second = people.away(reached, NOW.plusSeconds(1_000));
    Population third = second.away(reached, NOW.plusSeconds(9_000));
    assertThat(third.settings().schedule().pauses())
        .containsExactly(new Pause(NOW.plusSeconds(60), NOW.plusSeconds(9_000)));
  }

  @Test
  void aQuickRestartLeavesNothingOut() throws Exception {
    Population people = Population.ofToday(1, 1_000, 0.5, NOW);
    assertThat(people.away(millis(NOW.plusSeconds(50)), NOW.plusSeconds(55))).isEqualTo(people);
  }

  @Test
  void tellsOfAClockThatWasPutBack() {
    Population people = Population.ofToday(1, 1_000, 0.5, NOW);
    assertThatThrownBy(() -> people.away(millis(NOW.plusSeconds(500)), NOW))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("ahead of this machine's clock");
  }

  @Test
  void refusesToBeStartedForEver() {
    Population people = Population.ofToday(1, 1_000, 0.5, NOW);
    Population started =
        new Population(
            1,
            1_000,
            people.start(),
            people
                .live()
                .map(
                    live ->
                        new Population.Live(
                            live.joined(),
                            live.from(),
                            live.factor(),
                            java.util.Collections.nCopies(
                                Population.MAX_PAUSES, new Pause(NOW, NOW)))));
    assertThatThrownBy(() -> started.away(millis(NOW.plusSeconds(50)), NOW.plusSeconds(500)))
        .hasMessageContaining("--data");
  }

  @Test
  void tellsOfADamagedFile() throws Exception {
    for (String text : List.of("", "seed=1", "seed=1\ncards=100\nstart=yesterday")) {
      Files.writeString(folder.resolve("population.properties"), text);
      assertThatThrownBy(() -> Population.read(folder))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("population.properties is damaged");
    }
  }

  private static long millis(Instant time) {
    return time.toEpochMilli();
  }
}
