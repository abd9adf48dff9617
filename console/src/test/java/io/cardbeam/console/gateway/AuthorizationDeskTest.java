package io.cardbeam.console.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardbeam.console.http.RefusedException;
import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class AuthorizationDeskTest {
  private static final Instant AT = Instant.parse("2026-03-02T10:00:00Z");

  private final List<String> sent = new ArrayList<>();
  private final AuthorizationDesk desk = desk(Duration.ofHours(1));

  private AuthorizationDesk desk(Duration patience) {
    return new AuthorizationDesk(
        request -> {
          sent.add(request.getRequestId());
          return CompletableFuture.completedFuture(null);
        },
        patience);
  }

  @Test
  void aRequestGetsItsOwnDecision() throws Exception {
    CompletableFuture<AuthorizationDecision> first = desk.ask(request("r-1", "card"));
    CompletableFuture<AuthorizationDecision> second = desk.ask(request("r-2", "card"));
    desk.decided(decision("r-2", "card"));

    assertThat(first).isNotDone();
    assertThat(second).isCompletedWithValue(decision("r-2", "card"));
  }

  @Test
  void askedAgainItIsSentOnceAndAnsweredAlike() throws Exception {
    CompletableFuture<AuthorizationDecision> first = desk.ask(request("r-1", "card"));
    CompletableFuture<AuthorizationDecision> meanwhile = desk.ask(request("r-1", "card"));
    desk.decided(decision("r-1", "card"));
    CompletableFuture<AuthorizationDecision> later = desk.ask(request("r-1", "card"));

    assertThat(sent).containsExactly("r-1");
    assertThat(List.of(first, meanwhile, later))
        .allSatisfy(d -> assertThat(d).isCompletedWithValue(decision("r-1", "card")));
  }

  @Test
  void anIdOfAnotherCardIsRefused() throws Exception {
    assertThat(desk.ask(request("r-1", "card"))).isNotDone();
    desk.decided(decision("r-2", "card"));

    assertThatThrownBy(() -> desk.ask(request("r-1", "other")))
        .isInstanceOf(RefusedException.class);
    assertThatThrownBy(() -> desk.ask(request("r-2", "other")))
        .isInstanceOf(RefusedException.class);
  }

  @Test
  void noMoreWaitThanTheLimit() throws Exception {
    for (int i = 0; i < AuthorizationDesk.MAX_WAITING; i++) {
      assertThat(desk.ask(request("r-" + i, "card"))).isNotDone();
    }

    assertThatThrownBy(() -> desk.ask(request("one more", "card")))
        .isInstanceOf(RefusedException.class);
    desk.decided(decision("r-7", "card"));
    assertThat(desk.ask(request("one more", "card"))).isNotDone();
  }

  @Test
  void afterItsTimeARequestMayBeSentAgain() throws Exception {
    AuthorizationDesk hasty = desk(Duration.ofMillis(1));

    assertThat(hasty.ask(request("r-1", "card")))
        .failsWithin(10, TimeUnit.SECONDS)
        .withThrowableThat()
        .withCauseInstanceOf(TimeoutException.class);
    assertThat(hasty.ask(request("r-1", "card"))).isNotNull();
    assertThat(sent).containsExactly("r-1", "r-1");
  }

  private static AuthorizationRequest request(String id, String card) {
    return AuthorizationRequest.newBuilder()
        .setRequestId(id)
        .setCardToken(card)
        .setEventTime(AT)
        .setAmountMinor(100)
        .setCurrency("USD")
        .setMerchantId("m")
        .setMerchantName("m")
        .setCategory("c")
        .build();
  }

  private static AuthorizationDecision decision(String id, String card) {
    return AuthorizationDecision.newBuilder()
        .setRequestId(id)
        .setCardToken(card)
        .setEventTime(AT)
        .setOutcome(Outcome.APPROVED)
        .setFraudProbability(0.01)
        .setReasons(List.of())
        .setPolicyVersion("p")
        .setModelVersion("m")
        .build();
  }
}
