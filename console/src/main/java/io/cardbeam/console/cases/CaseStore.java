package io.cardbeam.console.cases;

import io.cardbeam.console.database.Database;
import io.cardbeam.console.database.Query;
import io.cardbeam.console.outbox.OutboxTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Cases as they are read: the queue, and one with all that belongs to it. */
final class CaseStore {
  /** Most alerts that one case shows, newest first. */
  static final int MAX_ALERTS = 200;

  /** Most changes that one case shows, newest first. */
  static final int MAX_CHANGES = 200;

  private static final String ALERTS =
      CaseRows.ALERTS + "WHERE a.case_id = ? ORDER BY a.event_time DESC, a.alert_id DESC LIMIT ?";
  private static final String OF_MERCHANT =
      "SELECT FROM cases.case_alert WHERE case_id = ? AND merchant_id = ? LIMIT 1";
  private static final String NOTES =
      """
      SELECT author, written_at, body FROM cases.case_note WHERE case_id = ?
      ORDER BY note_id DESC LIMIT ?
      """;
  private static final String CHANGES =
      """
      SELECT version, happened_at, actor, act, detail FROM cases.case_change
      WHERE case_id = ? AND version > ? ORDER BY version DESC LIMIT ?
      """;
  private static final String ANALYSTS =
      """
      SELECT user_name FROM access.app_user
      WHERE role IN ('ANALYST', 'ADMINISTRATOR') AND NOT is_disabled ORDER BY user_name LIMIT 200
      """;

  private final Database database;

  /** What a case is asked for. */
  record Asked(
      List<SearchTerm> terms, CaseSort sort, Optional<Place> after, int limit, String me) {}

  /** A place in an order. */
  record Place(String value, long id) {}

  record Note(String author, Instant writtenAt, String body) {}

  /** What made a version; {@code actor} is empty where the stream did it. */
  record Change(long version, Instant at, String actor, String act, String detail) {}

  /**
   * A case with all that belongs to it, newest first.
   *
   * @param analysts whom it can be given to
   * @param unsent records of its acts that Kafka does not have yet
   */
  record Whole(
      CaseSummary summary,
      List<CaseAlert> alerts,
      List<Note> notes,
      List<Change> changes,
      List<String> analysts,
      long unsent) {}

  CaseStore(Database database) {
    this.database = database;
  }

  /** A page of the queue. */
  List<CaseSummary> find(Asked asked, Instant now) throws SQLException {
    SearchCondition condition = SearchCondition.of(asked.terms(), asked.me(), now);
    String place = asked.after().isPresent() ? " AND " + asked.sort().after : "";
    String sql =
        CaseRows.SUMMARY + condition.sql() + place + " ORDER BY " + asked.sort().order + " LIMIT ?";
    Query select = new Query(sql).withAll(condition.parameters());
    asked.after().ifPresent(at -> select.with(at.value()).with(at.id()));
    select.with(asked.limit());
    return database.read(connection -> select.list(connection, CaseRows::summary));
  }

  /** One case. */
  Optional<Whole> whole(long id) throws SQLException {
    return database.transact(
        connection -> {
          Optional<CaseSummary> summary = summary(connection, id);
          if (summary.isEmpty()) {
            return Optional.empty();
          }
          return Optional.of(
              new Whole(
                  summary.get(),
                  alerts(connection, id, MAX_ALERTS),
                  notes(connection, id),
                  changes(connection, id, 0),
                  analysts(connection),
                  OutboxTable.unsent(connection, summary.get().origin())));
        });
  }

  static Optional<CaseSummary> summary(Connection connection, long id) throws SQLException {
    return new Query(CaseRows.SUMMARY + "c.case_id = ?")
        .with(id)
        .first(connection, CaseRows::summary);
  }

  /** Its alerts, newest first. */
  static List<CaseAlert> alerts(Connection connection, long id, int most) throws SQLException {
    return new Query(ALERTS).with(id).with(most).list(connection, CaseRows::alert);
  }

  /** Whether an alert of the case is of this merchant. */
  static boolean hasAlertOf(Connection connection, long id, String merchantId) throws SQLException {
    return new Query(OF_MERCHANT)
        .withAll(List.of(id, merchantId))
        .first(connection, row -> true)
        .isPresent();
  }

  private static List<Note> notes(Connection connection, long id) throws SQLException {
    return new Query(NOTES)
        .with(id)
        .with(CaseNotes.MAX_NOTES)
        .list(
            connection,
            row ->
                new Note(
                    row.getString("author"),
                    CaseRows.time(row, "written_at"),
                    row.getString("body")));
  }

  /** What was changed since a version, newest first. */
  static List<Change> changes(Connection connection, long id, long since) throws SQLException {
    return new Query(CHANGES)
        .withAll(List.of(id, since, MAX_CHANGES))
        .list(
            connection,
            row ->
                new Change(
                    row.getLong("version"),
                    CaseRows.time(row, "happened_at"),
                    row.getString("actor"),
                    row.getString("act"),
                    row.getString("detail")));
  }

  /** Whom a case can be given to. */
  static List<String> analysts(Connection connection) throws SQLException {
    return new Query(ANALYSTS).list(connection, row -> row.getString("user_name"));
  }
}
