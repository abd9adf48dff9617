package io.cardbeam.console.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Adds to the audit trail, in the transaction of what it tells of: neither is there without the
 * other. Entries stand in one order, so that a transaction that has added one holds up the others
 * until its end: it is the last thing to do in it.
 */
public final class AuditTrail {
  /** Most characters of a text in an entry; the rest is cut off. */
  static final int MAX_CHARS = 500;

  private static final String APPEND = "SELECT access.append_audit(?, ?, ?, ?, ?, ?)";
  private static final String EXPIRE = "SELECT access.expire_audit(?)";

  private AuditTrail() {}

  /** How it ended. */
  public enum Result {
    /** It was done. */
    DONE("done"),
    /** It was asked for and not done. */
    REFUSED("refused");

    private final String text;

    Result(String text) {
      this.text = text;
    }
  }

  /**
   * Who does it, and from where.
   *
   * @param actor {@code user:NAME}, {@code key:ID}, {@code command:NAME} or {@code somebody}
   * @param origin address, or empty
   */
  public record By(String actor, String origin) {
    /** Whoever runs a command on this machine. */
    public static By command() {
      return new By("command:" + System.getProperty("user.name", "unknown"), "");
    }

    /** Somebody who has not shown yet who they are. */
    public static By somebody(String origin) {
      return new By("somebody", origin);
    }
  }

  /**
   * Adds an entry of now.
   *
   * @param action what, for instance {@code sign-in}
   * @param target to what or whom
   * @param detail more of it; no secret, no card number
   */
  public static void append(
      Connection connection, By by, String action, String target, Result result, String detail)
      throws SQLException {
    try (PreparedStatement append = connection.prepareStatement(APPEND)) {
      int column = 0;
      append.setString(++column, bounded(by.actor()));
      append.setString(++column, bounded(action));
      append.setString(++column, bounded(target));
      append.setString(++column, bounded(by.origin()));
      append.setString(++column, result.text);
      append.setString(++column, bounded(detail));
      append.executeQuery().close();
    }
  }

  /** Removes what is older than 400 days; gives how many entries. */
  public static long expire(Connection connection, By by) throws SQLException {
    try (PreparedStatement expire = connection.prepareStatement(EXPIRE)) {
      expire.setString(1, bounded(by.actor()));
      try (ResultSet removed = expire.executeQuery()) {
        removed.next();
        return removed.getLong(1);
      }
    }
  }

  private static String bounded(String text) {
    String kept = text.replace('\0', ' ');
    return kept.length() <= MAX_CHARS ? kept : kept.substring(0, MAX_CHARS);
  }
}
