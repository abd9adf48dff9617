package io.cardbeam.decision;

import static io.cardbeam.sample.SampleEvents.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.event.Outcome;
import io.cardbeam.sample.SampleEvents;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CardLogTest {
  private static final String CARD = "card";

  @Test
  void transactionsComeBeforeWhatFollowsTheirCutOff() {
    Event first = request("a", Duration.ZERO, 1);
    Event second = request("b", Duration.ofDays(3), 2);
    Event purchase = SampleEvents.purchase("p", "a", CARD, START.plusSeconds(60), 20_00);
    assertThat(CardLog.inOrder(List.of(purchase, second, first)))
        .containsExactly(first, purchase, second);
  }

  @Test
  void oneWrongDateBringsNothingForward() {
    Event wrong = request("a", Duration.ofDays(12_000), 1);
    Event first = request("b", Duration.ofHours(1), 2);
    Event second = request("c", Duration.ofDays(3), 3);
    Event purchase = SampleEvents.purchase("p", "b", CARD, START.plusSeconds(60), 20_00);
    List<Event> ordered = CardLog.inOrder(List.of(purchase, second, wrong, first));
    assertThat(ordered).containsExactly(wrong, first, purchase, second);
    assertThat(CardLog.times(ordered)[0]).isEqualTo(first.eventTimeMillis());
  }

  @Test
  void whatIsSomeDaysLateMovesNothing() {
    Event first = request("a", Duration.ofDays(6), 1);
    Event late = request("b", Duration.ZERO, 2);
    assertThat(CardLog.times(CardLog.inOrder(List.of(late, first))))
        .containsExactly(first.eventTimeMillis(), late.eventTimeMillis());
  }

  @Test
  void datesBeyondReasonDoNotWrapAround() {
    Event past = request("a", Duration.ofDays(-9_000_000), 1);
    Event future = request("b", Duration.ofDays(90_000_000_000L), 2);
    assertThat(CardLog.times(List.of(past, future)))
        .containsExactly(past.eventTimeMillis(), future.eventTimeMillis());
    assertThat(CardLog.times(List.of(future, past)))
        .containsExactly(past.eventTimeMillis(), past.eventTimeMillis());
  }

  private static Event request(String id, Duration afterStart, long position) {
    return new Event(
        EventType.AUTHORIZATION_REQUEST,
        position,
        SampleEvents.decided(id, CARD, START.plus(afterStart), 20_00, Outcome.APPROVED).request());
  }
}
