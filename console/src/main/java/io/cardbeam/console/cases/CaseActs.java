package io.cardbeam.console.cases;

import io.cardbeam.console.audit.AuditTrail;
import io.cardbeam.console.database.Database;
import io.cardbeam.console.database.Query;
import io.cardbeam.console.outbox.OutboxTable;
import io.cardbeam.console.outbox.OutgoingRecord;
import io.cardbeam.wire.UnreadableRecordException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Does what analysts do to cases: the change, what it sends, and its entry in the audit trail in
 * one transaction. Each names the version of the case that it was decided on. On an older one it is
 * refused with what changed since, unless the change is this same act: then it was done before, and
 * nothing is done again.
 */
final class CaseActs {
  // Locked until the end: two acts, or an act and an alert, come one after the other.
  private static final String LOCK = "SELECT FROM cases.fraud_case WHERE case_id = ? FOR UPDATE";
  private static final String SAME =
      """
      SELECT FROM cases.case_change
      WHERE case_id = ? AND version = ? AND actor = ? AND request_text = ?
      """;
  private static final String UPDATE =
      """
      UPDATE cases.fraud_case SET status = ?, snoozed_until = ?, assignee = ?, closed_at = ?,
        fraud_count = ?, genuine_count = ?, version = version + 1
      WHERE case_id = ?
      """;
  private static final String NOTE_CHANGE =
      "INSERT INTO cases.case_change VALUES (?, ?, ?, ?, ?, ?, ?)";

  private final Database database;
  private final ActConditions conditions;

  /** What became of an act. */
  sealed interface Result {
    /** It is done, now or before. */
    record Done(CaseSummary now, boolean repeated) implements Result {}

    /** The case was changed since, newest change first. */
    record Changed(CaseSummary now, List<CaseStore.Change> changes) implements Result {}

    /** The case is in no state for it. */
    record NotAllowed(String why) implements Result {}

    /** There is no such case. */
    record NoCase() implements Result {}
  }

  /**
   * What a case is after an act.
   *
   * @param detail of the act, for the case's history
   */
  private record After(
      CaseStatus status,
      Optional<Instant> snoozedUntil,
      Optional<String> assignee,
      Optional<Instant> closedAt,
      LabelCounts labels,
      String detail) {
    static After of(CaseSummary before, Act act) {
      return new After(
          before.status(),
          before.snoozedUntil(),
          before.assignee(),
          before.closedAt(),
          before.labels(),
          act.detail());
    }

    After with(CaseStatus next, Optional<Instant> until, Optional<String> whose) {
      return new After(next, until, whose, Optional.empty(), labels, detail);
    }
  }

  CaseActs(Database database, ActConditions.BlockedMerchants merchants) {
    this.database = database;
    this.conditions = new ActConditions(merchants);
  }

  /**
   * Does an act.
   *
   * @param version of the case that it was decided on
   * @param user who does it
   * @param by the same for the audit trail
   */
  Result act(long caseId, long version, Act act, String user, AuditTrail.By by, Instant clock)
      throws SQLException {
    Instant now = clock.truncatedTo(ChronoUnit.MILLIS);
    return database.transact(
        connection -> {
          lock(connection, caseId);
          Optional<CaseSummary> found = CaseStore.summary(connection, caseId);
          if (found.isEmpty()) {
            return new Result.NoCase();
          }
          CaseSummary before = found.get();
          if (before.version() != version) {
            return isSame(connection, caseId, version + 1, user, act)
                ? new Result.Done(before, true)
                : new Result.Changed(before, CaseStore.changes(connection, caseId, version));
          }
          try {
            return new Result.Done(doneNow(connection, before, act, user, by, now), false);
          } catch (RefusedActException | UnreadableRecordException e) {
            return new Result.NotAllowed(String.valueOf(e.getMessage()));
          }
        });
  }

  private CaseSummary doneNow(
      Connection connection,
      CaseSummary before,
      Act act,
      String user,
      AuditTrail.By by,
      Instant now)
      throws SQLException, RefusedActException, UnreadableRecordException {
    List<CaseAlert> labelled =
        act instanceof Act.Label label ? labelled(connection, before, label) : List.of();
    After after = after(connection, before, act, labelled, user, now);
    OutboxTable.add(connection, before.origin(), records(connection, before, act, labelled, now));
    if (act instanceof Act.Label label) {
      CaseLabels.write(connection, before, labelled, label.verdict(), now);
    }
    write(connection, before, after, act, user, now);
    CaseSummary done = CaseStore.summary(connection, before.id()).orElseThrow();
    AuditTrail.append(
        connection,
        by,
        act.name().audited(),
        "case " + before.id() + ", card " + before.cardToken(),
        AuditTrail.Result.DONE,
        act instanceof Act.Label label && !label.alertIds().isEmpty()
            ? after.detail() + ": " + String.join(", ", new TreeSet<>(label.alertIds()))
            : after.detail());
    return done;
  }

  private static List<CaseAlert> labelled(
      Connection connection, CaseSummary before, Act.Label label)
      throws SQLException, RefusedActException {
    ActConditions.requireUnclosed(before);
    return CaseLabels.of(connection, before, label);
  }

  private After after(
      Connection connection,
      CaseSummary before,
      Act act,
      List<CaseAlert> labelled,
      String user,
      Instant now)
      throws SQLException, RefusedActException {
    After same = After.of(before, act);
    Optional<String> worker = before.assignee().or(() -> Optional.of(user));
    if (act instanceof Act.Assign assign) {
      ActConditions.requireUnclosed(before);
      if (assign.to().isPresent() && !CaseStore.analysts(connection).contains(assign.to().get())) {
        throw new RefusedActException("There is no such analyst.");
      }
      return same.with(before.status(), before.snoozedUntil(), assign.to());
    }
    if (act instanceof Act.Start) {
      ActConditions.requireUnclosed(before);
      return same.with(CaseStatus.IN_PROGRESS, Optional.empty(), worker);
    }
    if (act instanceof Act.Snooze snooze) {
      ActConditions.requireUnclosed(before);
      Instant until = now.plus(Duration.ofHours(snooze.hours()));
      return same.with(CaseStatus.SNOOZED, Optional.of(until), before.assignee());
    }
    if (act instanceof Act.Label label) {
      return afterLabels(before, label, labelled, worker, now);
    }
    if (act instanceof Act.Reopen) {
      ActConditions.requireNoOther(connection, before);
      return same.with(CaseStatus.OPEN, Optional.empty(), before.assignee());
    }
    if (act instanceof Act.CardBlock block) {
      ActConditions.requireBlockable(connection, before, block);
    } else if (act instanceof Act.MerchantBlock block) {
      conditions.requireListable(connection, before, block);
    }
    return same;
  }

  private static After afterLabels(
      CaseSummary before,
      Act.Label act,
      List<CaseAlert> labelled,
      Optional<String> worker,
      Instant now) {
    LabelCounts counts = before.labels().plus(labelled, act.verdict());
    boolean closes = act.alertIds().isEmpty() || counts.all() == before.alertCount();
    CaseStatus status = closes ? counts.closed() : CaseStatus.IN_PROGRESS;
    return new After(
        status,
        Optional.empty(),
        worker,
        closes ? Optional.of(now) : Optional.empty(),
        counts,
        act.words(labelled.size(), before.alertCount())
            + (closes ? (labelled.isEmpty() ? "" : ", ") + status.words() : ""));
  }

  private static List<OutgoingRecord> records(
      Connection connection, CaseSummary before, Act act, List<CaseAlert> labelled, Instant now)
      throws SQLException, UnreadableRecordException {
    if (act instanceof Act.Label label) {
      return ActRecords.findings(before, labelled, label, now);
    }
    if (act instanceof Act.CardBlock block) {
      return List.of(ActRecords.update(connection, before, block, now));
    }
    if (act instanceof Act.MerchantBlock block) {
      return List.of(ActRecords.entry(before, block, now));
    }
    return List.of();
  }

  private static void lock(Connection connection, long caseId) throws SQLException {
    new Query(LOCK).with(caseId).list(connection, row -> true);
  }

  private static boolean isSame(
      Connection connection, long caseId, long version, String user, Act act) throws SQLException {
    return new Query(SAME)
        .withAll(List.of(caseId, version, user, act.text()))
        .first(connection, row -> true)
        .isPresent();
  }

  private static void write(
      Connection connection, CaseSummary before, After after, Act act, String user, Instant now)
      throws SQLException {
    new Query(UPDATE)
        .with(after.status().name())
        .withOptional(after.snoozedUntil())
        .withOptional(after.assignee())
        .withOptional(after.closedAt())
        .withAll(List.of(after.labels().fraud(), after.labels().genuine(), before.id()))
        .update(connection);
    new Query(NOTE_CHANGE)
        .withAll(List.of(before.id(), before.version() + 1, now, user, act.name().name()))
        .withAll(List.of(after.detail(), act.text()))
        .update(connection);
  }
}
