package io.cardbeam.console.gateway;

import static io.cardbeam.console.gateway.AuthorizationsOnTrial.NOON;
import static io.cardbeam.console.gateway.AuthorizationsOnTrial.asked;
import static io.cardbeam.console.gateway.AuthorizationsOnTrial.decision;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.Outcome;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is recorded wins, whether it is found before the request is sent or after. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class RecordedAnswersTest extends ServiceOnTrial {
  @Test
  void whatIsRecordedIsToldAgainAndNotSent() throws Exception {
    Asked asked = asked("r-1", 1250, NOON);
    Answer told = Answer.byDefault(Outcome.DECLINED, NOON);
    records.known.put(
        asked.id(), new AuthorizationRecords.Known(asked.request(), Optional.of(told)));

    assertThat(service.ask(asked("r-1", 1250, NOON.plusSeconds(9)), PATIENT).get())
        .isEqualTo(told.again());
    assertThat(sent).isEmpty();
  }

  @Test
  void whatIsRecordedOfAnotherContentIsNamed() throws Exception {
    Asked asked = asked("r-1", 1250, NOON);
    records.known.put(
        asked.id(), new AuthorizationRecords.Known(asked.request(), Optional.empty()));
    AuthorizationRequest other =
        AuthorizationRequest.newBuilder(asked("r-1", 999_900, NOON).request())
            .setMerchantName("Somebody else")
            .build();

    assertThatThrownBy(service.ask(Asked.of(other, "r-1"), PATIENT)::get)
        .hasCauseInstanceOf(NotSentException.class)
        .cause()
        .satisfies(
            e ->
                assertThat(((NotSentException) e).pointers())
                    .containsExactly("/amount", "/merchant/name"));
    assertThat(sent).isEmpty();
    assertThat(service.waiting()).isZero();
  }

  @Test
  void whatIsRecordedWithoutAnAnswerIsSentAgain() throws Exception {
    Asked asked = asked("r-1", 1250, NOON);
    records.known.put(
        asked.id(), new AuthorizationRecords.Known(asked.request(), Optional.empty()));
    CompletableFuture<Answer> answer = service.ask(asked, PATIENT);
    service.decided(decision(asked, Outcome.REFERRED, asked.fingerprint()));

    assertThat(answer.get().outcome()).isEqualTo(Outcome.REFERRED);
    assertThat(sent).hasSize(1);
  }

  @Test
  void whatMayBeOldIsLookedUpBeforeItIsSent() throws Exception {
    records.lookUp = new CompletableFuture<>();
    ask("r-1");
    assertThat(sent).isEmpty();
    records.lookUp.complete(null);
    assertThat(sent).hasSize(1);
  }

  @Test
  void whatIsNotOldIsSentWhileItIsLookedUpAndAnsweredWhenItIsDecided() throws Exception {
    Asked asked = asked("r-1", 1250, NOON);
    records.mayBeOld = false;
    records.lookUp = new CompletableFuture<>();
    CompletableFuture<Answer> answer = service.ask(asked, PATIENT);
    assertThat(sent).hasSize(1);

    service.decided(decision(asked, Outcome.APPROVED, asked.fingerprint()));

    assertThat(answer.get().outcome()).isEqualTo(Outcome.APPROVED);
    assertThat(answer.get().repeated()).isFalse();
    records.lookUp.complete(null);
    assertThat(sent).hasSize(1);
  }

  @Test
  void whatWasDecidedBeforeIsAnsweredWhenItWasLookedUp() throws Exception {
    Asked asked = asked("r-1", 1250, NOON);
    records.mayBeOld = false;
    records.lookUp = new CompletableFuture<>();
    CompletableFuture<Answer> answer = service.ask(asked, PATIENT);

    Asked first = asked("r-1", 1250, NOON.minusSeconds(5));
    service.decided(decision(first, Outcome.APPROVED, first.fingerprint()));
    assertThat(answer).isNotDone();
    records.lookUp.complete(null);

    assertThat(answer.get().outcome()).isEqualTo(Outcome.APPROVED);
  }

  @Test
  void anAnswerThatIsFoundBeforeTheDecisionStands() throws Exception {
    Asked asked = asked("r-1", 1250, NOON);
    Answer told = Answer.byDefault(Outcome.DECLINED, NOON.minusSeconds(5));
    AuthorizationRequest first = asked("r-1", 1250, NOON.minusSeconds(5)).request();
    records.known.put(asked.id(), new AuthorizationRecords.Known(first, Optional.of(told)));
    records.mayBeOld = false;
    CompletableFuture<Answer> answer = service.ask(asked, PATIENT);
    service.decided(decision(asked, Outcome.APPROVED, asked.fingerprint()));

    assertThat(answer.get()).isEqualTo(told.again());
  }

  @Test
  void aRecordedAnswerWinsOverTheDecisionOfWhatWasSentAtOnce() throws Exception {
    Asked asked = asked("r-1", 1250, NOON);
    Answer told = Answer.byDefault(Outcome.DECLINED, NOON.minusSeconds(5));
    Asked first = asked("r-1", 1250, NOON.minusSeconds(5));
    records.known.put(
        asked.id(), new AuthorizationRecords.Known(first.request(), Optional.of(told)));
    records.mayBeOld = false;
    records.lookUp = new CompletableFuture<>();
    CompletableFuture<Answer> answer = service.ask(asked, PATIENT);
    service.decided(decision(first, Outcome.APPROVED, first.fingerprint()));
    records.lookUp.complete(null);

    assertThat(answer.get()).isEqualTo(told.again());
  }

  @Test
  void aRecordedContentWinsOverTheDecisionOfWhatWasSentAtOnce() throws Exception {
    Asked asked = asked("r-1", 999_900, NOON);
    Asked first = asked("r-1", 1250, NOON.minusSeconds(5));
    records.known.put(
        asked.id(), new AuthorizationRecords.Known(first.request(), Optional.empty()));
    records.mayBeOld = false;
    records.lookUp = new CompletableFuture<>();
    CompletableFuture<Answer> answer = service.ask(asked, PATIENT);
    service.decided(decision(first, Outcome.APPROVED, first.fingerprint()));
    records.lookUp.complete(null);

    assertThatThrownBy(answer::get)
        .cause()
        .isInstanceOfSatisfying(
            NotSentException.class, e -> assertThat(e.pointers()).containsExactly("/amount"));
  }

  @Test
  void whatWasSentAtOnceIsNoRepeatOfItself() throws Exception {
    Asked asked = asked("r-1", 1250, NOON);
    Answer recorded = Answer.of(decision(asked, Outcome.APPROVED, asked.fingerprint()));
    records.known.put(
        asked.id(), new AuthorizationRecords.Known(asked.request(), Optional.of(recorded)));
    records.mayBeOld = false;
    CompletableFuture<Answer> answer = service.ask(asked, PATIENT);
    service.decided(decision(asked, Outcome.APPROVED, asked.fingerprint()));

    assertThat(answer.get().repeated()).isFalse();
  }
}
