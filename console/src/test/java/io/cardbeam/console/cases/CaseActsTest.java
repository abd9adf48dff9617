package io.cardbeam.console.cases;

import static io.cardbeam.console.cases.CasesOnTrial.done;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.console.cases.CaseActs.Result;
import io.cardbeam.console.database.Retention;
import io.cardbeam.event.FindingVerdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What acts do, on a real PostgreSQL. */
class CaseActsTest {
  private static CasesOnTrial trial;

  @BeforeAll
  static void start() throws Exception {
    trial = CasesOnTrial.start();
    trial.books.issue(CasesOnTrial.token(1), "0001");
  }

  @AfterAll
  static void stop() throws Exception {
    trial.close();
  }

  @BeforeEach
  void empty() throws Exception {
    trial.empty();
    trial.take(CasesOnTrial.alert(1, "r-1", 100), CasesOnTrial.alert(1, "r-2", 90_000));
  }

  @Test
  void theSameActTwiceMakesOneEvent() throws Exception {
    for (Act act :
        List.of(
            new Act.MerchantBlock("m-1", true),
            new Act.CardBlock(true),
            Act.Label.rest(FindingVerdict.GENUINE))) {
      CaseSummary before = trial.caseOf(1);
      Result first = trial.act(before, act, "ada");
      List<String> sent =
          trial.rows("SELECT origin || value::text FROM outbox.record ORDER BY seq");
      List<String> audited = trial.rows("SELECT seq FROM access.audit_entry");
      Result again = trial.act(before, act, "ada");

      assertThat(first).as("%s", act).isEqualTo(new Result.Done(done(first), false));
      assertThat(again).as("%s", act).isEqualTo(new Result.Done(done(first), true));
      assertThat(trial.rows("SELECT origin || value::text FROM outbox.record ORDER BY seq"))
          .isEqualTo(sent);
      assertThat(trial.rows("SELECT seq FROM access.audit_entry")).isEqualTo(audited);
    }
  }

  @Test
  void theSecondOfTwoAnalystsIsRefusedWithWhatChanged() throws Exception {
    CaseSummary both = trial.caseOf(1);
    trial.act(both, new Act.Snooze(3), "ada");
    Result second = trial.act(both, Act.Label.rest(FindingVerdict.FRAUD), "bob");
    Result sameByAnother = trial.act(both, new Act.Snooze(3), "bob");

    assertThat(sameByAnother).isInstanceOf(Result.Changed.class);
    assertThat(second)
        .isInstanceOfSatisfying(
            Result.Changed.class,
            changed -> {
              assertThat(changed.now().status()).isEqualTo(CaseStatus.SNOOZED);
              assertThat(changed.changes())
                  .extracting(CaseJson::words)
                  .containsExactly("snoozed for 3 h by ada at 2026-03-05T12:00:00Z");
            });
    assertThat(trial.outgoing()).isEmpty();
    CaseSummary read = trial.caseOf(1);
    assertThat(trial.act(read, Act.Label.rest(FindingVerdict.FRAUD), "bob"))
        .isInstanceOf(Result.Done.class);
  }

  @Test
  void anAlertThatJoinsIsAChangeAndWakesWhatIsSnoozed() throws Exception {
    CaseSummary before = trial.caseOf(1);
    trial.act(before, new Act.Snooze(3), "ada");
    CaseSummary snoozed = trial.caseOf(1);
    trial.take(CasesOnTrial.alert(1, "r-3", 5), CasesOnTrial.alert(1, "r-1", 100));

    CaseSummary now = trial.caseOf(1);
    assertThat(now.id()).isEqualTo(before.id());
    assertThat(now.status()).isEqualTo(CaseStatus.OPEN);
    assertThat(now.alertCount()).isEqualTo(3);
    assertThat(trial.act(snoozed, Act.Label.rest(FindingVerdict.GENUINE), "ada"))
        .isInstanceOfSatisfying(
            Result.Changed.class,
            changed ->
                assertThat(CaseJson.words(changed.changes().get(0)))
                    .startsWith("another alert joined by the stream"));
  }

  @Test
  void manyAtOnceDoOneActAndOneEventEach() throws Exception {
    CaseSummary both = trial.caseOf(1);
    int threads = 6;
    CountDownLatch go = new CountDownLatch(1);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    List<Future<Result>> results = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      FindingVerdict verdict = i % 2 == 0 ? FindingVerdict.FRAUD : FindingVerdict.GENUINE;
      results.add(
          pool.submit(
              () -> {
                go.await();
                return trial.act(both, Act.Label.rest(verdict), "ada");
              }));
    }
    go.countDown();
    int fresh = 0;
    int repeated = 0;
    for (Future<Result> result : results) {
      if (result.get() instanceof Result.Done one) {
        fresh += one.repeated() ? 0 : 1;
        repeated += one.repeated() ? 1 : 0;
      }
    }
    pool.shutdown();
    assertThat(fresh).isEqualTo(1);
    assertThat(repeated).isEqualTo(threads / 2 - 1);
    assertThat(trial.outgoing()).hasSize(2);
  }

  @Test
  void aCaseIsGivenToAnalystsAlone() throws Exception {
    assertThat(
            done(trial.act(trial.caseOf(1), new Act.Assign(Optional.of("bob")), "ada")).assignee())
        .hasValue("bob");
    assertThat(trial.act(trial.caseOf(1), new Act.Assign(Optional.of("carl")), "ada"))
        .isEqualTo(new Result.NotAllowed("There is no such analyst."));
    assertThat(done(trial.act(trial.caseOf(1), new Act.Assign(Optional.empty()), "ada")).assignee())
        .isEmpty();
    assertThat(
            trial.acts.act(99, 1, new Act.Start(), "ada", CasesOnTrial.by("ada"), CasesOnTrial.NOW))
        .isEqualTo(new Result.NoCase());
  }

  @Test
  void whatIsSnoozedWakesWhenItsTimeHasCome() throws Exception {
    trial.act(trial.caseOf(1), new Act.Snooze(2), "ada");
    trial.database.change(
        c -> SnoozedCases.wake(c, CasesOnTrial.NOW.plus(Duration.ofMinutes(119))));
    assertThat(trial.caseOf(1).status()).isEqualTo(CaseStatus.SNOOZED);
    trial.database.change(c -> SnoozedCases.wake(c, CasesOnTrial.NOW.plus(Duration.ofHours(2))));
    assertThat(trial.caseOf(1).status()).isEqualTo(CaseStatus.OPEN);
  }

  @Test
  void notesAreOneForEachRequestIdAndBounded() throws Exception {
    long id = trial.caseOf(1).id();
    for (int i = 0; i < CaseNotes.MAX_NOTES; i++) {
      assertThat(note(id, "n-" + i)).isEqualTo(CaseNotes.Added.YES);
    }
    assertThat(note(id, "n-5")).isEqualTo(CaseNotes.Added.KNOWN);
    assertThat(note(id, "one more")).isEqualTo(CaseNotes.Added.FULL);
    assertThat(note(99, "n")).isEqualTo(CaseNotes.Added.NO_CASE);
    assertThat(trial.store.whole(id).orElseThrow().notes()).hasSize(CaseNotes.MAX_NOTES);
  }

  @Test
  void closedCasesAreKeptFor400DaysAndOthersForEver() throws Exception {
    trial.act(trial.caseOf(1), Act.Label.rest(FindingVerdict.FRAUD), "ada");
    trial.take(CasesOnTrial.alert(2, "x", 5));
    Retention early = CaseRetention.by(() -> CasesOnTrial.NOW.plus(CaseRetention.CLOSED));
    Retention late =
        CaseRetention.by(() -> CasesOnTrial.NOW.plus(CaseRetention.CLOSED).plusMillis(1));

    assertThat(early.step(trial.database)).as("not older yet").isZero();
    assertThat(late.step(trial.database)).isEqualTo(1);
    assertThat(late.step(trial.database)).as("before the hour is over").isZero();
    assertThat(trial.rows("SELECT card_token FROM cases.fraud_case"))
        .containsExactly(CasesOnTrial.token(2));
    assertThat(trial.rows("SELECT alert_id FROM cases.case_alert")).containsExactly("x");
  }

  private static CaseNotes.Added note(long id, String requestId) throws Exception {
    return CaseNotes.add(
        trial.database, id, "ada", requestId, "called", CasesOnTrial.NOW, CasesOnTrial.by("ada"));
  }
}
