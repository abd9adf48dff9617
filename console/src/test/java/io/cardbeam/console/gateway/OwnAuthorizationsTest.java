package io.cardbeam.console.gateway;

import static io.cardbeam.console.gateway.AuthorizationsOnTrial.NOON;
import static io.cardbeam.console.gateway.AuthorizationsOnTrial.OWNER;
import static io.cardbeam.console.gateway.AuthorizationsOnTrial.asked;
import static io.cardbeam.console.gateway.AuthorizationsOnTrial.decision;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardbeam.console.BooksOnTrial;
import io.cardbeam.console.database.ConsoleSchema;
import io.cardbeam.console.database.Database;
import io.cardbeam.console.database.Pool;
import io.cardbeam.console.gateway.AuthorizationService.Terms;
import io.cardbeam.console.gateway.OperationRules.Wanted;
import io.cardbeam.console.gateway.store.StoredOperations;
import io.cardbeam.console.http.ProblemType;
import io.cardbeam.console.http.RefusedException;
import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.Outcome;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What was answered and is not written yet, beside a real PostgreSQL. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class OwnAuthorizationsTest {
  private static BooksOnTrial books;
  private static Database database;
  private static StoredOperations stored;

  private final AuthorizationService service =
      new AuthorizationService(asked -> new CompletableFuture<>(), new Unreachable());
  private OwnAuthorizations own;

  @BeforeAll
  static void start() throws Exception {
    books = BooksOnTrial.start();
    ConsoleSchema.GATEWAY.migrate(books.connection());
    database = new Database(books.connection(), Pool.ofGateway("test", 2));
    stored = new StoredOperations(database, InstantSource.fixed(NOON));
  }

  @AfterAll
  static void stop() throws Exception {
    database.close();
    books.close();
  }

  @BeforeEach
  void empty() throws Exception {
    books.run("TRUNCATE gateway.card_authorization, gateway.operation");
    own = new OwnAuthorizations(stored, service);
  }

  @AfterEach
  void close() {
    service.close();
  }

  @Test
  void anApprovalByDefaultThatCouldNotBeWrittenIsCapturedAtOnce() throws Exception {
    Asked asked = answeredByDefault(Outcome.APPROVED);

    Account account = own.record(OWNER, asked.id());
    OperationRecords.Taken taken = capture(asked);

    assertThat(account.answer()).contains(Answer.byDefault(Outcome.APPROVED, NOON));
    assertThat(taken.repeated()).isFalse();
    Account recorded = stored.find(OWNER, asked.id()).orElseThrow();
    assertThat(recorded.answer()).isEqualTo(account.answer());
    assertThat(recorded.sum(IdKind.CAPTURE)).isEqualTo(1250);
    assertThat(own.read(OWNER, asked.id())).isEqualTo(recorded);
  }

  @Test
  void anApprovalByDefaultIsTheAnswerThoughADeclineIsRecordedAlready() throws Exception {
    Asked asked = answeredByDefault(Outcome.APPROVED);
    recordDecision(asked, Outcome.DECLINED);

    Answer answer = own.read(OWNER, asked.id()).answer().orElseThrow();
    assertThat(answer.outcome()).isEqualTo(Outcome.APPROVED);
    assertThat(answer.byDefault()).isTrue();
    assertThat(answer.decision().map(AuthorizationDecision::getOutcome)).contains(Outcome.DECLINED);

    own.record(OWNER, asked.id());
    assertThat(stored.find(OWNER, asked.id()).orElseThrow().answer()).contains(answer);
    assertThat(capture(asked).repeated()).isFalse();
  }

  @Test
  void aDeclineByDefaultIsNotCapturedThoughAnApprovalIsRecordedAlready() throws Exception {
    Asked asked = answeredByDefault(Outcome.DECLINED);
    recordDecision(asked, Outcome.APPROVED);

    own.record(OWNER, asked.id());

    assertThatThrownBy(() -> capture(asked))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> assertThat(e.problem().type()).isEqualTo(ProblemType.AUTHORIZATION_NOT_APPROVED));
  }

  @Test
  void whatOthersAskedForIsNobodys() throws Exception {
    Asked asked = answeredByDefault(Outcome.APPROVED);

    for (String id : List.of(asked.id(), IdKind.AUTHORIZATION.of(OWNER, "never"), "nonsense")) {
      assertThatThrownBy(() -> own.record("m-2", id))
          .as(id)
          .isInstanceOfSatisfying(
              RefusedException.class,
              e -> assertThat(e.problem().type()).isEqualTo(ProblemType.NOT_FOUND));
    }
  }

  private Asked answeredByDefault(Outcome outcome) throws Exception {
    Asked asked = asked("r-1");
    Terms hasty = new Terms(Duration.ofMillis(101), outcome);
    assertThat(service.ask(asked, hasty).get()).isEqualTo(Answer.byDefault(outcome, NOON));
    return asked;
  }

  private static OperationRecords.Taken capture(Asked asked) throws Exception {
    Wanted all =
        new Wanted(
            IdKind.CAPTURE, "c-1", Optional.empty(), CaptureItems.NONE, Optional.empty(), false);
    return stored.add(
        OWNER,
        asked.id(),
        IdKind.CAPTURE.of(OWNER, "c-1"),
        known -> OperationRules.operations(known.account().orElseThrow(), all, NOON));
  }

  /** As the recorder does. */
  private static void recordDecision(Asked asked, Outcome outcome) throws Exception {
    stored.write(
        new Account(
            asked.request(),
            asked.requestId(),
            Optional.of(Answer.of(decision(asked, outcome))),
            List.of()));
  }

  /** A database that does not answer in time. */
  private static final class Unreachable implements AuthorizationRecords {
    @Override
    public CompletableFuture<Optional<Known>> find(String authorizationId) {
      return CompletableFuture.completedFuture(Optional.empty());
    }

    @Override
    public boolean mayBeOld(String authorizationId) {
      return true;
    }

    @Override
    public CompletableFuture<Answer> settle(Asked asked, Outcome byDefault) {
      return CompletableFuture.completedFuture(
          Answer.byDefault(byDefault, asked.request().getEventTime()));
    }
  }
}
