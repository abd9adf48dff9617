package io.cardbeam.command.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardbeam.command.traffic.InFlight.Flight;
import org.junit.jupiter.api.Test;

class InFlightTest {
  private final InFlight inFlight = new InFlight();

  private void send(String requestId, long step) {
    inFlight.sent(new Flight(Steps.attempt(requestId, 0), step, 0));
  }

  @Test
  void answersEachRequestOnceAndKnowsTheOldest() {
    send("a", 0);
    send("b", 1);
    assertThat(inFlight.oldest()).map(Flight::stepNumber).contains(0L);
    assertThat(inFlight.answered("card", "a")).isPresent();
    assertThat(inFlight.answered("card", "a")).isEmpty();
    assertThat(inFlight.answered("card", "stranger")).isEmpty();
    assertThat(inFlight.answered("another card", "b")).isEmpty();
    assertThat(inFlight.oldest()).map(Flight::stepNumber).contains(1L);
  }

  @Test
  void letsARepeatedRequestWaitForItsFirstAnswer() {
    send("a", 0);
    assertThat(inFlight.blocks(Steps.attempt("a", 0))).isTrue();
    assertThatThrownBy(() -> send("a", 1)).isInstanceOf(IllegalStateException.class);
    assertThat(inFlight.answered("card", "a")).isPresent();
    assertThat(inFlight.blocks(Steps.attempt("a", 0))).isFalse();
  }

  @Test
  void takesNoMoreThanItsLimit() {
    for (int i = 0; i < InFlight.LIMIT; i++) {
      send("r" + i, i);
    }
    assertThat(inFlight.blocks(Steps.attempt("one more", 0))).isTrue();
    assertThat(inFlight.size()).isEqualTo(InFlight.LIMIT);
  }
}
