package io.cardbeam.console.cases;

import io.cardbeam.console.database.Query;
import io.cardbeam.event.FindingVerdict;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The labels of a case's alerts: each is open until it is confirmed as fraud or cleared, and can be
 * labelled otherwise later.
 */
final class CaseLabels {
  /** Most alerts that one act labels, the newest. */
  static final int MAX_LABELLED = 10_000;

  private static final String CHOSEN =
      CaseRows.ALERTS + "WHERE a.case_id = ? AND a.alert_id = ANY (?) ORDER BY a.alert_id";
  private static final String OPEN =
      CaseRows.ALERTS
          + "WHERE a.case_id = ? AND a.verdict IS NULL "
          + "ORDER BY a.event_time DESC, a.alert_id DESC LIMIT ?";
  private static final String WRITE =
      """
      UPDATE cases.case_alert SET verdict = ?, decided_at = ?
      WHERE case_id = ? AND alert_id = ANY (?)
      """;

  private CaseLabels() {}

  /**
   * The alerts that an act labels: those that have another label, or none.
   *
   * @throws RefusedActException if one that it names is none of the case's, or there are none
   */
  static List<CaseAlert> of(Connection connection, CaseSummary before, Act.Label act)
      throws SQLException, RefusedActException {
    List<CaseAlert> found =
        act.alertIds().isEmpty() ? rest(connection, before) : chosen(connection, before, act);
    List<CaseAlert> changed =
        found.stream()
            .filter(alert -> !alert.verdict().equals(Optional.of(act.verdict())))
            .toList();
    if (changed.isEmpty() && !act.alertIds().isEmpty()) {
      throw new RefusedActException("These alerts have this label already.");
    }
    return changed;
  }

  private static List<CaseAlert> rest(Connection connection, CaseSummary before)
      throws SQLException {
    List<CaseAlert> open =
        new Query(OPEN)
            .withAll(List.of(before.id(), MAX_LABELLED))
            .list(connection, CaseRows::alert);
    return open.isEmpty() ? CaseStore.alerts(connection, before.id(), MAX_LABELLED) : open;
  }

  private static List<CaseAlert> chosen(Connection connection, CaseSummary before, Act.Label act)
      throws SQLException, RefusedActException {
    List<CaseAlert> found =
        new Query(CHOSEN)
            .with(before.id())
            .with(connection.createArrayOf("text", act.alertIds().toArray()))
            .list(connection, CaseRows::alert);
    if (found.size() < act.alertIds().size()) {
      throw new RefusedActException("One of these alerts is none of the case's.");
    }
    return found;
  }

  /** Writes their label. */
  static void write(
      Connection connection,
      CaseSummary of,
      List<CaseAlert> alerts,
      FindingVerdict verdict,
      Instant now)
      throws SQLException {
    new Query(WRITE)
        .withAll(List.of(verdict.name(), now, of.id()))
        .with(connection.createArrayOf("text", alerts.stream().map(CaseAlert::id).toArray()))
        .update(connection);
  }
}
