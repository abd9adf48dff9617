package io.cardbeam.command.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final long NOW = Long.MAX_VALUE - Duration.ofSeconds(1).toNanos();

  @Test
  void steadySpreadsRequestsOverTheSecond() {
    Pace pace = Pace.steady(10);
    assertThat(pace.nanosUntil(Steps.attempt("a", 0), NOW)).isLessThanOrEqualTo(0);
    pace.sent(NOW);
    assertThat(pace.nanosUntil(Steps.attempt("b", 0), NOW))
        .isEqualTo(Duration.ofMillis(100).toNanos());
    long later = NOW + Duration.ofMillis(130).toNanos();
    assertThat(pace.nanosUntil(Steps.attempt("b", 0), later)).isLessThan(0);
    pace.sent(later);
    assertThat(pace.nanosUntil(Steps.attempt("c", 0), later))
        .as("what was late is made good, even where nanoTime runs over")
        .isEqualTo(Duration.ofMillis(70).toNanos());
  }

  @Test
  void steadyDoesNotMakeGoodALongDelay() {
    Pace pace = Pace.steady(10);
    pace.sent(NOW);
    long muchLater = NOW + Duration.ofMinutes(1).toNanos();
    pace.sent(muchLater);
    assertThat(pace.nanosUntil(Steps.attempt("c", 0), muchLater))
        .isEqualTo(Duration.ofMillis(100).toNanos());
  }

  @Test
  void eventTimeRunsAtAMultipleOfTheClock() {
    Pace pace = Pace.eventTime(60);
    assertThat(pace.nanosUntil(Steps.publish(0), NOW)).isLessThanOrEqualTo(0);
    assertThat(pace.nanosUntil(Steps.attempt("a", 1_000_000), NOW)).isLessThanOrEqualTo(0);
    assertThat(pace.nanosUntil(Steps.attempt("b", 1_060_000), NOW))
        .isEqualTo(Duration.ofSeconds(1).toNanos());
    assertThat(pace.nanosUntil(Steps.publish(0), NOW)).isLessThan(0);
  }

  @Test
  void refusesWhatIsNoPace() {
    for (double wrong : new double[] {0, -1, Double.NaN}) {
      assertThatThrownBy(() -> Pace.steady(wrong)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> Pace.eventTime(wrong)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
