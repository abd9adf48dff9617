package io.cardbeam.console.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardbeam.console.gateway.AuthorizationService.Terms;
import io.cardbeam.console.gateway.NotSentException.Why;
import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 1, unit = TimeUnit.MINUTES)
class AuthorizationServiceTest {
  private static final Terms PATIENT = new Terms(Duration.ofMinutes(5), Outcome.DECLINED);
  private static final Terms HASTY = new Terms(Duration.ofMillis(101), Outcome.DECLINED);
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  private final List<Asked> sent = new ArrayList<>();
  private final Records records = new Records();
  private CompletableFuture<Void> storing = new CompletableFuture<>();
  private final AuthorizationService service = new AuthorizationService(this::send, records);

  private CompletableFuture<Void> send(Asked asked) {
    sent.add(asked);
    return storing;
  }

  @AfterEach
  void close() {
    service.close();
  }

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
  void theFirstRecordedAnswerWinsOverADefault() throws Exception {
    Asked asked = asked("r-1", 1250, NOON);
    Answer earlier = Answer.of(decision(asked, Outcome.APPROVED, asked.fingerprint()));
    records.settled.put(asked.id(), earlier);

    assertThat(service.ask(asked, HASTY).get()).isEqualTo(earlier);
  }

  private void assertRefused(Asked asked, Why why, String... pointers) {
    assertThatThrownBy(() -> service.ask(asked, PATIENT))
        .isInstanceOfSatisfying(
            NotSentException.class,
            e -> {
              assertThat(e.why()).isEqualTo(why);
              assertThat(e.pointers()).containsExactly(pointers);
            });
  }

  private static Asked asked(String requestId, long amountMinor, Instant at) {
    AuthorizationRequest request =
        AuthorizationRequest.newBuilder()
            .setRequestId(IdKind.AUTHORIZATION.of("m-1", requestId))
            .setCardToken("token")
            .setEventTime(at)
            .setAmountMinor(amountMinor)
            .setCurrency("USD")
            .setMerchantId("m-1")
            .setMerchantName("Kaffeehaus")
            .setCategory("food_dining")
            .build();
    return Asked.of(request, requestId);
  }

  private static AuthorizationDecision decision(Asked asked, Outcome outcome, long fingerprint) {
    return AuthorizationDecision.newBuilder()
        .setRequestId(asked.id())
        .setCardToken(asked.request().getCardToken())
        .setEventTime(asked.request().getEventTime())
        .setOutcome(outcome)
        .setFraudProbability(0.25)
        .setReasons(List.of())
        .setPolicyVersion("p")
        .setModelVersion("m")
        .setRequestFingerprint(fingerprint)
        .build();
  }

  /** Records in memory, which keep the rule that the first answer stands. */
  private static final class Records implements AuthorizationRecords {
    private final Map<String, Known> known = new HashMap<>();
    private final Map<String, Answer> settled = new HashMap<>();

    @Override
    public CompletableFuture<Optional<Known>> find(String authorizationId) {
      return CompletableFuture.completedFuture(Optional.ofNullable(known.get(authorizationId)));
    }

    @Override
    public synchronized CompletableFuture<Answer> settle(Asked asked, Outcome byDefault) {
      return CompletableFuture.completedFuture(
          settled.computeIfAbsent(
              asked.id(), id -> Answer.byDefault(byDefault, asked.request().getEventTime())));
    }
  }
}
