package io.cardbeam.console.cases;

import io.cardbeam.console.audit.AuditTrail;
import io.cardbeam.console.database.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;

/** Notes of cases, added and never changed. The same one sent again is one. */
final class CaseNotes {
  /** Longest note, characters. */
  static final int MAX_CHARS = 4_000;

  /** Most notes of a case. */
  static final int MAX_NOTES = 200;

  // The lock keeps the number of notes, and the case, until the end.
  private static final String LOOK =
      """
      SELECT (SELECT count(*) FROM cases.case_note n WHERE n.case_id = c.case_id),
             EXISTS (SELECT FROM cases.case_note n
                     WHERE n.case_id = c.case_id AND n.author = ? AND n.request_id = ?)
      FROM cases.fraud_case c WHERE c.case_id = ? FOR UPDATE
      """;
  private static final String ADD =
      """
      INSERT INTO cases.case_note (case_id, request_id, author, written_at, body)
      VALUES (?, ?, ?, ?, ?)
      """;

  private CaseNotes() {}

  /** What became of a note. */
  enum Added {
    /** It is there now. */
    YES,
    /** It was there before. */
    KNOWN,
    /** There is no such case. */
    NO_CASE,
    /** The case has as many as it can have. */
    FULL
  }

  /**
   * Adds a note.
   *
   * @param requestId the author's own name for it, by which it is known again
   */
  static Added add(
      Database database,
      long caseId,
      String author,
      String requestId,
      String body,
      Instant now,
      AuditTrail.By by)
      throws SQLException {
    return database.transact(
        connection -> {
          Added added = add(connection, caseId, author, requestId, body, now);
          if (added == Added.YES) {
            AuditTrail.append(
                connection, by, "case-note", "case " + caseId, AuditTrail.Result.DONE, "");
          }
          return added;
        });
  }

  private static Added add(
      Connection connection, long caseId, String author, String requestId, String body, Instant now)
      throws SQLException {
    try (PreparedStatement look = connection.prepareStatement(LOOK)) {
      look.setString(1, author);
      look.setString(2, requestId);
      look.setLong(3, caseId);
      try (ResultSet row = look.executeQuery()) {
        if (!row.next()) {
          return Added.NO_CASE;
        }
        if (row.getBoolean(2)) {
          return Added.KNOWN;
        }
        if (row.getInt(1) >= MAX_NOTES) {
          return Added.FULL;
        }
      }
    }
    try (PreparedStatement add = connection.prepareStatement(ADD)) {
      add.setLong(1, caseId);
      add.setString(2, requestId);
      add.setString(3, author);
      add.setObject(4, now.atOffset(ZoneOffset.UTC));
      add.setString(5, body);
      add.executeUpdate();
    }
    return Added.YES;
  }
}
