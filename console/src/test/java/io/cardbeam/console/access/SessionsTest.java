package io.cardbeam.console.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SessionsTest {
  private final MovableClock clock = new MovableClock();
  private final Sessions sessions = new Sessions(clock);

  @Test
  void isOpenFromSignInToSignOut() {
    String id = sessions.open();

    assertThat(sessions.isOpen(id)).isTrue();
    sessions.close(id);
    assertThat(sessions.isOpen(id)).isFalse();
  }

  @Test
  void endsWhenItsTimeIsOver() {
    String id = sessions.open();

    clock.pass(Sessions.LIFETIME.minusMillis(1));
    assertThat(sessions.isOpen(id)).isTrue();
    clock.pass(Sessions.LIFETIME);
    assertThat(sessions.isOpen(id)).isFalse();
  }

  @Test
  void noOtherIdOpensOne() {
    String id = sessions.open();

    assertThat(sessions.isOpen("")).isFalse();
    assertThat(sessions.isOpen(id.substring(1))).isFalse();
    assertThat(sessions.isOpen(id + "x")).isFalse();
  }

  @Test
  void theOldestGivesWayWhenThereAreTooMany() {
    String oldest = sessions.open();
    String second = sessions.open();
    for (int i = 2; i <= Sessions.MAX_SESSIONS; i++) {
      sessions.open();
    }

    assertThat(sessions.isOpen(oldest)).isFalse();
    assertThat(sessions.isOpen(second)).isTrue();
  }
}
