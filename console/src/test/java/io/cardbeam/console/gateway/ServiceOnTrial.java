package io.cardbeam.console.gateway;

import static io.cardbeam.console.gateway.AuthorizationsOnTrial.NOON;
import static io.cardbeam.console.gateway.AuthorizationsOnTrial.asked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardbeam.console.gateway.AuthorizationService.Terms;
import io.cardbeam.console.gateway.NotSentException.Why;
import io.cardbeam.event.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** The answering of requests, with a stream, records and a clock that a test has in its hands. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
abstract class ServiceOnTrial {
  static final Terms PATIENT = new Terms(Duration.ofMinutes(5), Outcome.DECLINED);
  static final Terms HASTY = new Terms(Duration.ofMillis(101), Outcome.DECLINED);
  final List<Asked> sent = new ArrayList<>();
  final Records records = new Records();
  CompletableFuture<Void> storing = new CompletableFuture<>();
  long nanos = 1;
  final AuthorizationService service = new AuthorizationService(this::send, records, () -> nanos);

  CompletableFuture<Void> send(Asked asked) {
    sent.add(asked);
    return storing;
  }

  @AfterEach
  void close() {
    service.close();
  }

  void ask(String id) throws NotSentException {
    assertThat(service.ask(asked(id, 1, NOON), PATIENT)).isNotDone();
  }

  void assertRefused(Asked asked, Why why, String... pointers) {
    assertThatThrownBy(() -> service.ask(asked, PATIENT))
        .isInstanceOfSatisfying(
            NotSentException.class,
            e -> {
              assertThat(e.why()).isEqualTo(why);
              assertThat(e.pointers()).containsExactly(pointers);
            });
  }

  /** Records in memory, which keep the rule that the first answer stands. */
  static final class Records implements AuthorizationRecords {
    final Map<String, Known> known = new HashMap<>();
    final Map<String, Answer> settled = new HashMap<>();
    CompletableFuture<Void> lookUp = CompletableFuture.completedFuture(null);
    boolean mayBeOld = true;

    @Override
    public CompletableFuture<Optional<Known>> find(String authorizationId) {
      return lookUp.thenApply(done -> Optional.ofNullable(known.get(authorizationId)));
    }

    @Override
    public boolean mayBeOld(String authorizationId) {
      return mayBeOld;
    }

    @Override
    public synchronized CompletableFuture<Answer> settle(Asked asked, Outcome byDefault) {
      return CompletableFuture.completedFuture(
          settled.computeIfAbsent(
              asked.id(), id -> Answer.byDefault(byDefault, asked.request().getEventTime())));
    }
  }
}
