package io.cardbeam.console.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.console.live.HistoryRange.Extent;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class HistoryRangeTest {
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
  private static final Extent LONG = new Extent(Instant.parse("2001-01-01T00:00:00Z"), NOON);

  @ParameterizedTest
  @CsvSource({
    "2026-03-02T12:15:00Z, MINUTE, 15",
    "2026-03-03T13:00:00Z, MINUTE, 1500",
    "2026-03-03T13:00:00.001Z, HOUR, 26",
    "2026-05-04T00:00:00Z, HOUR, 1500",
    "2026-05-04T00:00:00.001Z, DAY, 64",
    "2030-04-10T00:00:00Z, DAY, 1500"
  })
  void hasTheShortestStepThatGivesFewEnoughPoints(Instant to, HistoryStep step, int points) {
    HistoryRange range = of(Optional.of(NOON), Optional.of(to), Optional.empty());

    assertThat(range).isEqualTo(new HistoryRange(NOON, to, step));
    assertThat(range.points()).isEqualTo(points);
    assertThat(HistoryRange.problem(NOON, to, Optional.empty())).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void withoutAStartItBeginsWithTheOldestRequestThatFits(HistoryStep step) {
    HistoryRange range = of(Optional.empty(), Optional.empty(), Optional.of(step));

    assertThat(range.to()).isEqualTo(NOON.plusMillis(1));
    assertThat(range.points()).isEqualTo(HistoryRange.MAX_POINTS);
    assertThat(HistoryRange.problem(range.from(), range.to(), Optional.of(step))).isEmpty();
  }

  @Test
  void whereItBeginsOrEndsBeyondTheRequestsItLastsAMinute() {
    Instant later = NOON.plus(Duration.ofDays(9));
    Instant earlier = LONG.oldest().minusSeconds(5);

    assertThat(of(Optional.of(later), Optional.empty(), Optional.empty()).to())
        .isEqualTo(later.plusSeconds(60));
    assertThat(of(Optional.empty(), Optional.of(earlier), Optional.empty()).from())
        .isEqualTo(earlier.minusSeconds(60));
  }

  @Test
  void aDayTooManyIsAProblem() {
    assertThat(
            HistoryRange.problem(NOON, Instant.parse("2030-04-10T00:00:00.001Z"), Optional.empty()))
        .isPresent();
    assertThat(HistoryRange.problem(NOON, NOON, Optional.empty())).isPresent();
    assertThat(
            HistoryRange.problem(
                NOON, NOON.plus(Duration.ofMinutes(1_501)), Optional.of(HistoryStep.MINUTE)))
        .isPresent();
  }

  private static HistoryRange of(
      Optional<Instant> from, Optional<Instant> to, Optional<HistoryStep> step) {
    return HistoryRange.of(
        new HistoryQuery(from, to, step, HistoryFilters.NONE), Optional.of(LONG), Instant.EPOCH);
  }
}
