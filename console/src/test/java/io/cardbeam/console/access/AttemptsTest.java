package io.cardbeam.console.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AttemptsTest {
  private final MovableClock clock = new MovableClock();
  private final Attempts attempts = new Attempts(clock);

  @Test
  void stopsAnAddressAfterTenWrongKeysUntilTheMinuteIsOver() {
    for (int i = 0; i < Attempts.MAX_FAILURES; i++) {
      assertThat(attempts.mayTry("10.0.0.1")).isTrue();
      attempts.failed("10.0.0.1");
    }

    assertThat(attempts.mayTry("10.0.0.1")).isFalse();
    assertThat(attempts.mayTry("10.0.0.2")).isTrue();
    clock.pass(Attempts.PERIOD);
    assertThat(attempts.mayTry("10.0.0.1")).isTrue();
  }

  @Test
  void theAddressHeardOfLongestAgoGivesWay() {
    for (int i = 0; i < Attempts.MAX_FAILURES; i++) {
      attempts.failed("first");
    }
    for (int i = 0; i < Attempts.MAX_ADDRESSES; i++) {
      attempts.failed("other " + i);
    }

    assertThat(attempts.mayTry("first")).isTrue();
  }
}
