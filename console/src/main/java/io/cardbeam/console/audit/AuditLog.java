package io.cardbeam.console.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Reads the audit trail, and checks it. */
public final class AuditLog {
  private static final String COLUMNS =
      "seq, at, actor, action, target, origin, result, detail, previous_hash, hash";
  private static final String NEWEST =
      "SELECT "
          + COLUMNS
          + " FROM access.audit_entry WHERE (? = '' OR actor = ?) AND (? = '' OR action = ?)"
          + " AND at >= ? ORDER BY seq DESC LIMIT ?";
  private static final String ALL = "SELECT " + COLUMNS + " FROM access.audit_entry ORDER BY seq";
  private static final String ANCHOR =
      "SELECT seq, hash, at FROM access.audit_anchor ORDER BY seq DESC LIMIT 1";
  private static final int FETCH_ROWS = 1_000;

  private AuditLog() {}

  /**
   * What to list.
   *
   * @param actor empty for all
   * @param action empty for all
   * @param since from when
   * @param limit most entries; the newest
   */
  public record Question(String actor, String action, Instant since, int limit) {}

  /**
   * What a check found.
   *
   * @param entries how many there are
   * @param anchorSeq number of the newest entry that was removed for its age; 0 for none
   * @param lastSeq number of the newest entry
   * @param lastHash its hash: noted elsewhere, it proves later that nothing up to it was changed
   * @param flaws what is wrong, at most {@value #MAX_FLAWS}; empty if the chain holds
   */
  public record Checked(
      long entries, long anchorSeq, long lastSeq, String lastHash, List<String> flaws) {
    /** Most flaws that are told. */
    public static final int MAX_FLAWS = 20;

    /** Whether nothing is wrong. */
    public boolean holds() {
      return flaws.isEmpty();
    }
  }

  /** A number and the hash that its entry had when somebody noted it. */
  public record Noted(long seq, String hash) {}

  /** The newest entries, oldest of them first. */
  public static List<AuditEntry> list(Connection connection, Question question)
      throws SQLException {
    Deque<AuditEntry> entries = new ArrayDeque<>();
    try (PreparedStatement select = connection.prepareStatement(NEWEST)) {
      select.setString(1, question.actor());
      select.setString(2, question.actor());
      select.setString(3, question.action());
      select.setString(4, question.action());
      select.setTimestamp(5, Timestamp.from(question.since()));
      select.setInt(6, question.limit());
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          entries.addFirst(entry(rows));
        }
      }
    }
    return List.copyOf(entries);
  }

  /**
   * Checks the whole chain: numbers without gaps, each hash the one of its entry and of the one
   * before, times in order.
   *
   * @param noted what must be in it; finds a chain that was cut off or made up as a whole
   */
  public static Checked verify(Connection connection, Optional<Noted> noted) throws SQLException {
    List<String> flaws = new ArrayList<>();
    long seq;
    String hash;
    Instant at;
    try (PreparedStatement anchor = connection.prepareStatement(ANCHOR);
        ResultSet row = anchor.executeQuery()) {
      if (!row.next()) {
        return new Checked(0, 0, 0, "", List.of("the anchor at the chain's old end is missing"));
      }
      seq = row.getLong("seq");
      hash = HexFormat.of().formatHex(row.getBytes("hash"));
      at = row.getObject("at", OffsetDateTime.class).toInstant();
    }
    long anchorSeq = seq;
    boolean met = noted.isEmpty() || (noted.get().seq() == seq && noted.get().hash().equals(hash));
    long entries = 0;
    try (PreparedStatement select = connection.prepareStatement(ALL)) {
      select.setFetchSize(FETCH_ROWS);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          AuditEntry entry = entry(rows);
          if (entry.seq() != seq + 1) {
            tell(
                flaws,
                "entry " + entry.seq() + " follows " + seq + ": entries between are missing");
          }
          if (!entry.previousHash().equals(hash)) {
            tell(flaws, "entry " + entry.seq() + " does not follow from the one before it");
          }
          if (!entry.hash().equals(entry.computedHash())) {
            tell(flaws, "entry " + entry.seq() + " was changed: its hash is another");
          }
          if (entry.at().isBefore(at)) {
            tell(flaws, "entry " + entry.seq() + " is older than the one before it");
          }
          seq = entry.seq();
          hash = entry.hash();
          at = entry.at();
          entries++;
          met |= noted.isPresent() && noted.get().seq() == seq && noted.get().hash().equals(hash);
        }
      }
    }
    if (!met) {
      tell(flaws, "the entry that was noted, " + noted.get().seq() + ", is not in the chain");
    }
    return new Checked(entries, anchorSeq, seq, hash, flaws);
  }

  private static void tell(List<String> flaws, String flaw) {
    if (flaws.size() < Checked.MAX_FLAWS) {
      flaws.add(flaw);
    }
  }

  private static AuditEntry entry(ResultSet row) throws SQLException {
    return new AuditEntry(
        row.getLong("seq"),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        row.getString("actor"),
        row.getString("action"),
        row.getString("target"),
        row.getString("origin"),
        row.getString("result"),
        row.getString("detail"),
        HexFormat.of().formatHex(row.getBytes("previous_hash")),
        HexFormat.of().formatHex(row.getBytes("hash")));
  }
}
