package io.cardbeam.console.people;

import io.cardbeam.text.Sha256;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;

/**
 * Slows down guessing. Wrong tries are counted by what is tried (a user, a card) and by who tries
 * (a network, or a browser that the user has signed in from): whoever guesses waits, and nobody
 * else does. So a stranger can't lock out the owner.
 *
 * <p>Guessing from many networks at once is met in two ways: once a subject had {@link Kind#attack}
 * wrong tries from wherever, or a network tried that many on whatever, each network has one try
 * before it waits, in place of {@link Kind#allowance}; and {@link Verdict#underAttack} lets
 * enrolment ask for more. The owner's right answer, at the first try from their own place, passes
 * at any time.
 *
 * <p>A try counts when it begins, and is taken back when it was right: tries at the same time can't
 * all pass before the first has failed.
 */
final class Lockouts {
  /** How long a wrong try is remembered after the last one from the same place. */
  static final Duration MEMORY = Duration.ofDays(7);

  private static final String TURN = "SELECT pg_advisory_xact_lock(hashtextextended(?, 0))";
  private static final String KNOWN =
      """
      SELECT coalesce(sum(failures) FILTER (WHERE subject = ? AND tried_from = ?), 0) AS mine,
        max(last_at) FILTER (WHERE subject = ? AND tried_from = ?) AS last_at,
        coalesce(sum(failures) FILTER (WHERE subject = ?), 0) AS on_subject,
        coalesce(sum(failures) FILTER (WHERE tried_from = ?), 0) AS from_here
      FROM access.failed_attempt
      WHERE kind = ? AND (subject = ? OR tried_from = ?) AND last_at > ?
      """;
  private static final String COUNT =
      """
      INSERT INTO access.failed_attempt AS known VALUES (?, ?, ?, 1, ?)
      ON CONFLICT (kind, subject, tried_from) DO UPDATE SET
        failures = CASE WHEN known.last_at > ? THEN known.failures + 1 ELSE 1 END,
        last_at = excluded.last_at
      """;
  private static final String TAKE_BACK =
      """
      UPDATE access.failed_attempt SET failures = greatest(failures - 1, 0)
      WHERE kind = ? AND subject = ? AND tried_from = ?
      """;
  private static final String CLEAR =
      "DELETE FROM access.failed_attempt WHERE kind = ? AND subject = ? AND tried_from = ?";
  private static final String CLEAR_ALL =
      "DELETE FROM access.failed_attempt WHERE kind = ? AND subject = ?";
  private static final String FORGET = "DELETE FROM access.failed_attempt WHERE last_at <= ?";

  private Lockouts() {}

  /** What is guessed. */
  enum Kind {
    /** A user's password or one-time password. */
    PASSWORD(5, Duration.ofMinutes(1), Duration.ofHours(1), 100),
    /** A cardholder's date of birth. */
    ENROLMENT(3, Duration.ofMinutes(15), Duration.ofHours(24), 10);

    private final int allowance;
    private final Duration firstWait;
    private final Duration longestWait;
    private final int attack;

    Kind(int allowance, Duration firstWait, Duration longestWait, int attack) {
      this.allowance = allowance;
      this.firstWait = firstWait;
      this.longestWait = longestWait;
      this.attack = attack;
    }

    /** Wrong tries before one has to wait. */
    int allowance() {
      return allowance;
    }

    /** Wrong tries on one subject, or from one place, that look like an attack. */
    int attack() {
      return attack;
    }

    /** How long one waits after so many wrong tries: twice as long after each. */
    Duration waitAfter(int failures, int allowed) {
      if (failures < allowed) {
        return Duration.ZERO;
      }
      int doublings = Math.min(failures - allowed, 20);
      Duration wait = firstWait.multipliedBy(1L << doublings);
      return wait.compareTo(longestWait) < 0 ? wait : longestWait;
    }
  }

  /**
   * One who tries one thing.
   *
   * @param subject name of the user, or token of the card; whether there is one or not
   * @param from network, or browser, that it comes from
   */
  record Try(Kind kind, String subject, String from) {
    private byte[] digest() {
      return Sha256.of(kind + " " + subject);
    }
  }

  /**
   * Whether the try may go on.
   *
   * @param pause how long one has to wait; zero if it may go on
   * @param underAttack whether there were so many wrong ones that more should be asked
   * @param locks whether the next one has to wait, if this one is wrong
   */
  record Verdict(Duration pause, boolean underAttack, boolean locks) {
    boolean mayGoOn() {
      return pause.isZero();
    }
  }

  /** Counts a try as wrong, if it may go on; to be committed before it is looked at. */
  static Verdict begin(Connection connection, Try its, Instant now) throws SQLException {
    try (PreparedStatement turn = connection.prepareStatement(TURN)) {
      turn.setString(1, "cardbeam.access.try " + its.kind() + " " + its.subject());
      turn.executeQuery().close();
    }
    Timestamp remembered = Timestamp.from(now.minus(MEMORY));
    int mine;
    boolean underAttack;
    Instant last;
    try (PreparedStatement known = connection.prepareStatement(KNOWN)) {
      byte[] subject = its.digest();
      int column = 0;
      known.setBytes(++column, subject);
      known.setString(++column, its.from());
      known.setBytes(++column, subject);
      known.setString(++column, its.from());
      known.setBytes(++column, subject);
      known.setString(++column, its.from());
      known.setString(++column, its.kind().name());
      known.setBytes(++column, subject);
      known.setString(++column, its.from());
      known.setTimestamp(++column, remembered);
      try (ResultSet row = known.executeQuery()) {
        row.next();
        mine = row.getInt("mine");
        underAttack =
            row.getLong("on_subject") >= its.kind().attack()
                || row.getLong("from_here") >= its.kind().attack();
        Timestamp at = row.getTimestamp("last_at");
        last = at == null ? Instant.EPOCH : at.toInstant();
      }
    }
    int allowed = underAttack ? 1 : its.kind().allowance();
    Instant free = last.plus(its.kind().waitAfter(mine, allowed));
    if (free.isAfter(now)) {
      return new Verdict(Duration.between(now, free), underAttack, true);
    }
    try (PreparedStatement count = connection.prepareStatement(COUNT)) {
      int column = 0;
      count.setString(++column, its.kind().name());
      count.setBytes(++column, its.digest());
      count.setString(++column, its.from());
      count.setTimestamp(++column, Timestamp.from(now));
      count.setTimestamp(++column, remembered);
      count.executeUpdate();
    }
    return new Verdict(Duration.ZERO, underAttack, mine + 1 >= allowed);
  }

  /** It was right: what came from there before does not count any more. */
  static void right(Connection connection, Try its) throws SQLException {
    change(connection, CLEAR, its);
  }

  /** It was neither right nor wrong. */
  static void takeBack(Connection connection, Try its) throws SQLException {
    change(connection, TAKE_BACK, its);
  }

  private static void change(Connection connection, String sql, Try its) throws SQLException {
    try (PreparedStatement change = connection.prepareStatement(sql)) {
      change.setString(1, its.kind().name());
      change.setBytes(2, its.digest());
      change.setString(3, its.from());
      change.executeUpdate();
    }
  }

  /** Forgets all wrong tries on a user or card. */
  static void unlock(Connection connection, Kind kind, String subject) throws SQLException {
    try (PreparedStatement clear = connection.prepareStatement(CLEAR_ALL)) {
      clear.setString(1, kind.name());
      clear.setBytes(2, new Try(kind, subject, "").digest());
      clear.executeUpdate();
    }
  }

  /** Removes what is not remembered any more. */
  static void forget(Connection connection, Instant now) throws SQLException {
    try (PreparedStatement forget = connection.prepareStatement(FORGET)) {
      forget.setTimestamp(1, Timestamp.from(now.minus(MEMORY)));
      forget.executeUpdate();
    }
  }
}
