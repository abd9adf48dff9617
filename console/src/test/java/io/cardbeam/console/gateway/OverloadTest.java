package io.cardbeam.console.gateway;

import static io.cardbeam.console.gateway.AuthorizationsOnTrial.NOON;
import static io.cardbeam.console.gateway.AuthorizationsOnTrial.asked;
import static io.cardbeam.console.gateway.AuthorizationsOnTrial.decision;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.console.gateway.NotSentException.Why;
import io.cardbeam.event.Outcome;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is too much at once, or too late, is refused. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class OverloadTest extends ServiceOnTrial {
  @Test
  void refusesWhatIsTooManyAtOnce() throws Exception {
    for (int i = 0; i < AuthorizationService.MAX_WAITING; i++) {
      assertThat(service.ask(asked("r-" + i, 1, NOON), PATIENT)).isNotDone();
    }
    assertRefused(asked("one-more", 1, NOON), Why.OVERLOADED);
    Asked first = sent.get(0);
    service.decided(decision(first, Outcome.DECLINED, first.fingerprint()));

    assertThat(service.ask(asked("one-more", 1, NOON), PATIENT)).isNotDone();
    assertThat(service.waiting()).isEqualTo(AuthorizationService.MAX_WAITING);
  }

  @Test
  void refusesMoreWhileDecisionsComeLate() throws Exception {
    ask("first");
    ask("second");
    pass(PATIENT.timeout().dividedBy(2).plusMillis(1));
    decide(sent.get(0));

    assertRefused(asked("third", 1, NOON), Why.OVERLOADED);
    assertRefused(asked("second", 1, NOON), Why.IN_FLIGHT);
    assertThat(service.ask(asked("first", 1, NOON), PATIENT).get().repeated()).isTrue();

    decide(sent.get(1)); // late, too, but nobody waits behind it
    ask("third");
    pass(Duration.ofMillis(5));
    decide(sent.get(2));
    ask("fourth");
    ask("fifth");
  }

  @Test
  void aDecisionAfterAnAnswerByDefaultSaysThatTheStreamIsLate() throws Exception {
    Answer byDefault = service.ask(asked("first", 1, NOON), HASTY).get();
    assertThat(byDefault.byDefault()).isTrue();
    pass(PATIENT.timeout());
    ask("second");
    decide(sent.get(0));
    assertRefused(asked("third", 1, NOON), Why.OVERLOADED);

    pass(Duration.ofSeconds(1)); // no decision since: the stream is down
    ask("third");
    decide(sent.get(0)); // said again, which says nothing of now
    ask("fourth");
  }

  private void decide(Asked asked) {
    service.decided(decision(asked, Outcome.APPROVED, asked.fingerprint()));
  }

  private void pass(Duration time) {
    nanos += time.toNanos();
  }
}
