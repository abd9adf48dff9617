package io.cardbeam.console.cases;

import static io.cardbeam.console.cases.CasesOnTrial.done;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardbeam.console.cases.CaseActs.Result;
import io.cardbeam.event.FindingSource;
import io.cardbeam.event.FindingVerdict;
import io.cardbeam.event.FraudFinding;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Labels of all alerts of a case and of a part of them, on a real PostgreSQL. */
class CaseLabelsTest {
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
  void confirmingFraudClosesTheCaseAndSendsAFindingForEachAlert() throws Exception {
    CaseSummary before = trial.caseOf(1);
    Result result = trial.act(before, Act.Label.rest(FindingVerdict.FRAUD), "ada");

    assertThat(done(result).status()).isEqualTo(CaseStatus.CLOSED_FRAUD);
    assertThat(done(result).assignee()).hasValue("ada");
    assertThat(done(result).version()).isEqualTo(before.version() + 1);
    assertThat(trial.outgoing())
        .hasSize(2)
        .allSatisfy(
            body -> {
              FraudFinding finding = (FraudFinding) body;
              assertThat(finding.getVerdict()).isEqualTo(FindingVerdict.FRAUD);
              assertThat(finding.getSource()).isEqualTo(FindingSource.ANALYST);
              assertThat(finding.getCardToken()).isEqualTo(CasesOnTrial.token(1));
              assertThat(finding.getRequestTime()).isBeforeOrEqualTo(finding.getEventTime());
            });
    assertThat(trial.outgoing())
        .extracting(body -> ((FraudFinding) body).getRequestId())
        .containsExactlyInAnyOrder("r-1", "r-2");
    assertThat(trial.rows("SELECT topic || ' ' || record_key FROM outbox.record"))
        .containsOnly("CARD_EVENTS " + CasesOnTrial.token(1));
    assertThat(lastAudit())
        .isEqualTo("user:ada case-confirm-fraud 2 alerts labelled fraud, closed as fraud");
  }

  @Test
  void aClosedCaseIsReopenedUnlessTheCardHasAnother() throws Exception {
    trial.act(trial.caseOf(1), Act.Label.rest(FindingVerdict.GENUINE), "ada");
    CaseSummary closed = trial.caseOf(1);
    assertThat(trial.act(closed, new Act.Start(), "ada"))
        .isEqualTo(new Result.NotAllowed("The case is closed; reopen it first."));
    trial.take(CasesOnTrial.alert(1, "r-9", 5));
    assertThat(trial.act(closed, new Act.Reopen(), "ada"))
        .isEqualTo(
            new Result.NotAllowed(
                "Case " + trial.caseOf(1).id() + " of the same card is open; go on there."));
    trial.act(trial.caseOf(1), Act.Label.rest(FindingVerdict.FRAUD), "ada");
    assertThat(done(trial.act(closed, new Act.Reopen(), "ada")).status())
        .isEqualTo(CaseStatus.OPEN);
    CaseSummary open = trial.store.whole(closed.id()).orElseThrow().summary();
    assertThat(done(trial.act(open, Act.Label.rest(FindingVerdict.FRAUD), "ada")).status())
        .isEqualTo(CaseStatus.CLOSED_FRAUD);
    assertThat(trial.rows("SELECT value FROM outbox.record"))
        .hasSize(2 + 1 + 2)
        .doesNotHaveDuplicates();
  }

  @Test
  void someAreConfirmedOthersClearedAndTheRestStaysOpen() throws Exception {
    trial.take(CasesOnTrial.alert(1, "r-3", 5), CasesOnTrial.alert(1, "r-4", 5));
    CaseSummary first = done(label(FindingVerdict.FRAUD, "r-1", "r-2"));
    assertThat(first.status()).isEqualTo(CaseStatus.IN_PROGRESS);
    assertThat(first.assignee()).hasValue("ada");
    assertThat(first.labels()).isEqualTo(new LabelCounts(2, 0));
    CaseSummary second = done(label(FindingVerdict.GENUINE, "r-3"));
    assertThat(second.closedAt()).isEmpty();
    assertThat(second.labels()).isEqualTo(new LabelCounts(2, 1));

    assertThat(found()).containsExactly("r-1 FRAUD", "r-2 FRAUD", "r-3 GENUINE");
    assertThat(verdicts()).containsExactly("r-1 FRAUD", "r-2 FRAUD", "r-3 GENUINE", "r-4 null");
    assertThat(changes())
        .startsWith("1 of 4 alerts labelled genuine", "2 of 4 alerts labelled fraud");
    assertThat(lastAudit()).isEqualTo("user:ada case-clear 1 of 4 alerts labelled genuine: r-3");
  }

  @Test
  void theLastLabelClosesTheCaseAsFraudIfOneOfItsAlertsWas() throws Exception {
    assertThat(done(label(FindingVerdict.FRAUD, "r-1")).closedAt()).isEmpty();
    CaseSummary closed = done(label(FindingVerdict.GENUINE, "r-2"));
    assertThat(closed.status()).isEqualTo(CaseStatus.CLOSED_FRAUD);
    assertThat(closed.closedAt()).hasValue(CasesOnTrial.NOW);
    assertThat(changes().get(0)).isEqualTo("1 of 2 alerts labelled genuine, closed as fraud");
    assertThat(label(FindingVerdict.FRAUD, "r-2"))
        .isEqualTo(new Result.NotAllowed("The case is closed; reopen it first."));
  }

  @Test
  void withoutAChoiceTheRestIsLabelledAndTheCaseClosed() throws Exception {
    label(FindingVerdict.FRAUD, "r-1");
    CaseSummary closed =
        done(trial.act(trial.caseOf(1), Act.Label.rest(FindingVerdict.GENUINE), "ada"));

    assertThat(closed.status()).isEqualTo(CaseStatus.CLOSED_FRAUD);
    assertThat(verdicts()).containsExactly("r-1 FRAUD", "r-2 GENUINE");
    assertThat(found()).containsExactly("r-1 FRAUD", "r-2 GENUINE");
  }

  @Test
  void aLabelIsTurnedAndOneThatIsThereAlreadySendsNothing() throws Exception {
    label(FindingVerdict.FRAUD, "r-1");
    assertThat(label(FindingVerdict.FRAUD, "r-1"))
        .isEqualTo(new Result.NotAllowed("These alerts have this label already."));
    assertThat(done(label(FindingVerdict.GENUINE, "r-1", "r-2")).labels())
        .isEqualTo(new LabelCounts(0, 2));
    assertThat(found()).containsExactly("r-1 FRAUD", "r-1 GENUINE", "r-2 GENUINE");
    assertThat(trial.rows("SELECT value FROM outbox.record")).doesNotHaveDuplicates();
  }

  @Test
  void oneAlertOfAReopenedCaseIsTurnedWhileTheOthersKeepTheirLabels() throws Exception {
    trial.act(trial.caseOf(1), Act.Label.rest(FindingVerdict.FRAUD), "ada");
    trial.act(trial.caseOf(1), new Act.Reopen(), "bob");
    assertThat(trial.caseOf(1).labels()).isEqualTo(new LabelCounts(2, 0));
    assertThat(done(label(FindingVerdict.GENUINE, "r-2")).status())
        .isEqualTo(CaseStatus.CLOSED_FRAUD);
    assertThat(verdicts()).containsExactly("r-1 FRAUD", "r-2 GENUINE");

    trial.act(trial.caseOf(1), new Act.Reopen(), "bob");
    trial.act(trial.caseOf(1), Act.Label.rest(FindingVerdict.GENUINE), "ada");
    assertThat(verdicts()).containsExactly("r-1 GENUINE", "r-2 GENUINE");
    assertThat(found()).containsExactly("r-2 FRAUD", "r-1 FRAUD", "r-2 GENUINE", "r-1 GENUINE");
  }

  @Test
  void anAlertThatJoinsIsOpenAndPartOfTheRest() throws Exception {
    label(FindingVerdict.GENUINE, "r-1");
    CaseSummary seen = trial.caseOf(1);
    trial.take(CasesOnTrial.alert(1, "r-9", 5));
    assertThat(trial.act(seen, new Act.Label(FindingVerdict.GENUINE, Set.of("r-2")), "ada"))
        .as("who did not see it is refused")
        .isInstanceOf(Result.Changed.class);
    assertThat(done(label(FindingVerdict.GENUINE, "r-2")).closedAt()).isEmpty();
  }

  @Test
  void theSameChoiceTwiceIsOneAct() throws Exception {
    CaseSummary before = trial.caseOf(1);
    Act act = new Act.Label(FindingVerdict.FRAUD, Set.of("r-1"));
    trial.act(before, act, "ada");

    assertThat(trial.act(before, act, "ada")).isEqualTo(new Result.Done(trial.caseOf(1), true));
    assertThat(trial.act(before, new Act.Label(FindingVerdict.FRAUD, Set.of("r-2")), "ada"))
        .as("another choice is another act")
        .isInstanceOf(Result.Changed.class);
    assertThat(found()).containsExactly("r-1 FRAUD");
  }

  @Test
  void alertsOfOtherCasesAreLabelledByNobodyHere() throws Exception {
    trial.take(CasesOnTrial.alert(2, "other", 5));
    assertThat(label(FindingVerdict.FRAUD, "r-1", "other"))
        .isEqualTo(new Result.NotAllowed("One of these alerts is none of the case's."));
    assertThat(found()).isEmpty();
    assertThat(verdicts()).containsExactly("other null", "r-1 null", "r-2 null");
  }

  @Test
  void figuresCountLabelsNotCases() throws Exception {
    label(FindingVerdict.FRAUD, "r-1");
    JsonNode figures = CaseFigures.read(trial.database, CasesOnTrial.NOW);

    assertThat(figures.path("precision")).hasSize(1);
    assertThat(figures.path("precision").get(0).path("decided").asInt()).isEqualTo(1);
    assertThat(figures.path("precision").get(0).path("confirmed").asInt()).isEqualTo(1);
  }

  private static Result label(FindingVerdict verdict, String... alerts) throws Exception {
    return trial.act(trial.caseOf(1), new Act.Label(verdict, Set.of(alerts)), "ada");
  }

  private static List<String> found() throws Exception {
    return trial.outgoing().stream()
        .map(FraudFinding.class::cast)
        .map(finding -> finding.getRequestId() + " " + finding.getVerdict())
        .toList();
  }

  private static List<String> verdicts() throws Exception {
    return trial.rows(
        "SELECT alert_id || ' ' || coalesce(verdict, 'null') FROM cases.case_alert ORDER BY 1");
  }

  private static List<String> changes() throws Exception {
    return trial.store.whole(trial.caseOf(1).id()).orElseThrow().changes().stream()
        .map(CaseStore.Change::detail)
        .toList();
  }

  private static String lastAudit() throws Exception {
    return trial
        .rows(
            "SELECT actor || ' ' || action || ' ' || detail FROM access.audit_entry"
                + " ORDER BY seq DESC LIMIT 1")
        .get(0);
  }
}
