package io.cardbeam.traffic;

import static io.cardbeam.sample.SampleEvents.START;
import static java.time.temporal.ChronoUnit.DAYS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardbeam.event.CardStatus;
import io.cardbeam.event.FindingVerdict;
import io.cardbeam.sample.SampleEvents;
import io.cardbeam.wire.Event;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class InputWindowTest {
  private static final InputWindow WINDOW = new InputWindow(day(10), day(20));

  @Test
  void holdsWhatHappensFromItsFirstInstantUntilBeforeItsLast() {
    assertThat(WINDOW.holds(payment(day(10)))).isTrue();
    assertThat(WINDOW.holds(payment(day(20) - 1))).isTrue();
    assertThat(WINDOW.holds(payment(day(10) - 1))).isFalse();
    assertThat(WINDOW.holds(payment(day(20)))).isFalse();
  }

  @Test
  void holdsACardsUpdatesHoweverOldButNoneFromAfterIt() {
    assertThat(WINDOW.holds(update(0))).isTrue();
    assertThat(WINDOW.holds(update(day(20)))).isFalse();
  }

  @Test
  void holdsAFindingByTheTimeOfItsRequest() {
    assertThat(WINDOW.holds(finding(day(9), day(12)))).isFalse();
    assertThat(WINDOW.holds(finding(day(12), day(30)))).isTrue();
  }

  @Test
  void withoutBordersHoldsEverything() {
    assertThat(InputWindow.ALL.holds(payment(0))).isTrue();
    assertThat(InputWindow.ALL.holds(payment(day(40_000)))).isTrue();
  }

  @Test
  void aWindowThatHoldsNothingIsAnError() {
    assertThatThrownBy(() -> new InputWindow(5, 5)).isInstanceOf(IllegalArgumentException.class);
  }

  private static long day(int number) {
    return START.plus(number, DAYS).toEpochMilli();
  }

  private static Event payment(long millis) {
    return SampleEvents.payment("y", "card", Instant.ofEpochMilli(millis), 100);
  }

  private static Event update(long millis) {
    return SampleEvents.cardUpdate(
        "u", "card", Instant.ofEpochMilli(millis), CardStatus.ACTIVE, "1 Elm Street");
  }

  private static Event finding(long requestMillis, long millis) {
    return SampleEvents.finding(
        "n",
        "r",
        Instant.ofEpochMilli(requestMillis),
        "card",
        Instant.ofEpochMilli(millis),
        FindingVerdict.FRAUD);
  }
}
