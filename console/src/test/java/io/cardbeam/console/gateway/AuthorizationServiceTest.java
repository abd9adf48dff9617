package io.cardbeam.console.gateway;

import static io.cardbeam.console.gateway.AuthorizationsOnTrial.NOON;
import static io.cardbeam.console.gateway.AuthorizationsOnTrial.asked;
import static io.cardbeam.console.gateway.AuthorizationsOnTrial.decision;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardbeam.console.gateway.NotSentException.Why;
import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.Outcome;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each request has one answer: the decision on it, or its default. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class AuthorizationServiceTest extends ServiceOnTrial {
  @Test
  void givesTheDecisionAndLaterTheSameMarkedAsRepeated() throws Exception {
    Asked asked = asked("r-1", 1250, NOON);
    CompletableFuture<Answer> first = service.ask(asked, PATIENT);
    service.decided(decision(asked, Outcome.APPROVED, asked.fingerprint()));

    Answer again = service.ask(asked("r-1", 1250, NOON.plusSeconds(60)), PATIENT).get();

    assertThat(first.get().outcome()).isEqualTo(Outcome.APPROVED);
    assertThat(first.get().repeated()).isFalse();
    assertThat(again.outcome()).isEqualTo(Outcome.APPROVED);
    assertThat(again.repeated()).isTrue();
    assertThat(sent).hasSize(1);
    assertThat(service.waiting()).isZero();
  }

  @Test
  void neverGivesAnotherRequestTheAnswerOfItsId() throws Exception {
    Asked asked = asked("r-1", 1250, NOON);
    CompletableFuture<Answer> first = service.ask(asked, PATIENT);
    assertRefused(asked("r-1", 999_900, NOON), Why.ID_REUSED, "/amount");
    service.decided(decision(asked, Outcome.APPROVED, asked.fingerprint()));

    assertRefused(asked("r-1", 999_900, NOON), Why.ID_REUSED, "/amount");
    assertThat(first.get().outcome()).isEqualTo(Outcome.APPROVED);
    assertThat(sent).hasSize(1);
  }

  @Test
  void whoAsksAgainWhileItIsInFlightIsToldSo() throws Exception {
    Asked asked = asked("r-1", 1250, NOON);
    assertThat(service.ask(asked, PATIENT)).isNotDone();

    assertRefused(asked("r-1", 1250, NOON.plusSeconds(1)), Why.IN_FLIGHT);
  }

  @Test
  void aDecisionOnAnotherContentIsNoAnswer() throws Exception {
    Asked asked = asked("r-1", 1250, NOON);
    CompletableFuture<Answer> answer = service.ask(asked, PATIENT);

    service.decided(decision(asked, Outcome.APPROVED, asked.fingerprint() + 1));

    assertThatThrownBy(answer::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(NotSentException.class);
    assertThat(service.recall(asked.id())).isEmpty();
  }

  @Test
  void aDecisionOnAnotherCardIsNoAnswer() throws Exception {
    Asked asked = asked("r-1", 1250, NOON);
    CompletableFuture<Answer> answer = service.ask(asked, PATIENT);
    service.decided(
        AuthorizationDecision.newBuilder(decision(asked, Outcome.APPROVED, asked.fingerprint()))
            .setCardToken("another")
            .build());

    assertThat(answer).isNotDone();
  }

  @Test
  void answersByDefaultAtTheDeadlineAndStaysWithIt() throws Exception {
    Asked asked = asked("r-1", 1250, NOON);
    Answer answer = service.ask(asked, HASTY).get();
    service.decided(decision(asked, Outcome.APPROVED, asked.fingerprint()));
    Answer again = service.ask(asked, HASTY).get();

    assertThat(answer).isEqualTo(Answer.byDefault(Outcome.DECLINED, NOON));
    assertThat(again).isEqualTo(answer.again());
    assertThat(records.settled).containsEntry(asked.id(), Answer.byDefault(Outcome.DECLINED, NOON));
  }

  @Test
  void answersByDefaultAtOnceIfTheRequestCannotBeSent() throws Exception {
    storing = CompletableFuture.failedFuture(new IllegalStateException("no broker"));

    assertThat(service.ask(asked("r-1", 1250, NOON), PATIENT).get().byDefault()).isTrue();
  }

  @Test
  void theFirstRecordedAnswerWinsOverADefault() throws Exception {
    Asked asked = asked("r-1", 1250, NOON);
    Answer earlier = Answer.of(decision(asked, Outcome.APPROVED, asked.fingerprint()));
    records.settled.put(asked.id(), earlier);

    assertThat(service.ask(asked, HASTY).get()).isEqualTo(earlier);
  }
}
