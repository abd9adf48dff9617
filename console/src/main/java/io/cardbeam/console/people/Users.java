package io.cardbeam.console.people;

import io.cardbeam.console.access.RandomSecrets;
import io.cardbeam.console.access.Role;
import io.cardbeam.text.Sha256;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Users in PostgreSQL; each call is part of the caller's transaction. */
public final class Users {
  /** How long a code to set a password works. */
  public static final Duration RESET_LIFETIME = Duration.ofHours(24);

  private static final int RESET_CHARS = 32;
  private static final String SELECT =
      """
      SELECT user_id, user_name, role, password_hash, totp_secret, totp_pending, totp_step,
        is_disabled
      FROM access.app_user
      """;
  private static final String ADD =
      """
      INSERT INTO access.app_user (user_name, role, password_hash, password_set_at)
      VALUES (?, ?, ?, ?) ON CONFLICT (user_name) DO NOTHING RETURNING user_id
      """;
  private static final String LIST =
      """
      SELECT u.user_name, u.role, u.is_disabled, u.totp_secret IS NOT NULL AS has_totp,
        u.password_hash = '' AS has_no_password, u.created_at,
        (SELECT count(*) FROM access.user_card c WHERE c.user_id = u.user_id) AS cards
      FROM access.app_user u ORDER BY u.user_name
      """;

  private Users() {}

  /**
   * A user in a list.
   *
   * @param waiting whether the user has no password yet
   */
  public record Listed(
      String name,
      Role role,
      boolean disabled,
      boolean totp,
      boolean waiting,
      Instant created,
      long cards) {}

  /** Adds a user; empty if there is one of this name. */
  static OptionalLong add(
      Connection connection, String name, Role role, String passwordHash, Instant now)
      throws SQLException {
    try (PreparedStatement add = connection.prepareStatement(ADD)) {
      add.setString(1, name);
      add.setString(2, role.name());
      add.setString(3, passwordHash);
      add.setTimestamp(4, Timestamp.from(now));
      try (ResultSet row = add.executeQuery()) {
        return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
      }
    }
  }

  /** Adds a user with this password, whatever it is; false if there is one of this name. */
  public static boolean addWithPassword(
      Connection connection, String name, Role role, String password, Instant now)
      throws SQLException {
    return add(connection, name, role, Passwords.hash(password), now).isPresent();
  }

  /** Adds a user without password; false if there is one of this name. */
  public static boolean add(Connection connection, String name, Role role, Instant now)
      throws SQLException {
    return add(connection, name, role, "", now).isPresent();
  }

  /** The user of this name. */
  public static Optional<User> find(Connection connection, String name) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(SELECT + " WHERE user_name = ?")) {
      select.setString(1, name);
      return one(select);
    }
  }

  /** The user of this number. */
  static Optional<User> find(Connection connection, long id) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(SELECT + " WHERE user_id = ?")) {
      select.setLong(1, id);
      return one(select);
    }
  }

  private static Optional<User> one(PreparedStatement select) throws SQLException {
    try (ResultSet row = select.executeQuery()) {
      if (!row.next()) {
        return Optional.empty();
      }
      return Optional.of(
          new User(
              row.getLong("user_id"),
              row.getString("user_name"),
              Role.valueOf(row.getString("role")),
              row.getString("password_hash"),
              Optional.ofNullable(row.getBytes("totp_secret")),
              Optional.ofNullable(row.getBytes("totp_pending")),
              row.getLong("totp_step"),
              row.getBoolean("is_disabled")));
    }
  }

  /** All users, by name. */
  public static List<Listed> list(Connection connection) throws SQLException {
    List<Listed> users = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(LIST);
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        users.add(
            new Listed(
                rows.getString("user_name"),
                Role.valueOf(rows.getString("role")),
                rows.getBoolean("is_disabled"),
                rows.getBoolean("has_totp"),
                rows.getBoolean("has_no_password"),
                rows.getTimestamp("created_at").toInstant(),
                rows.getLong("cards")));
      }
    }
    return users;
  }

  /** Gives a user another role and ends the user's sessions. */
  public static void setRole(Connection connection, User user, Role role) throws SQLException {
    change(
        connection,
        "UPDATE access.app_user SET role = ? WHERE user_id = ?",
        role.name(),
        user.id());
    Sessions.endAll(connection, user.id());
  }

  /** Lets a user in no more, or in again; ends the user's sessions. */
  public static void setDisabled(Connection connection, User user, boolean disabled)
      throws SQLException {
    change(
        connection,
        "UPDATE access.app_user SET is_disabled = ? WHERE user_id = ?",
        disabled,
        user.id());
    Sessions.endAll(connection, user.id());
  }

  /** Takes the one-time passwords away. */
  public static void removeTotp(Connection connection, long userId) throws SQLException {
    change(
        connection,
        "UPDATE access.app_user SET totp_secret = NULL, totp_pending = NULL WHERE user_id = ?",
        userId);
  }

  /** Keeps a secret that the user has to confirm by a first code. */
  static void setPendingTotp(Connection connection, User user, byte[] sealed) throws SQLException {
    change(
        connection,
        "UPDATE access.app_user SET totp_pending = ? WHERE user_id = ?",
        sealed,
        user.id());
  }

  /** Asks for one-time passwords of the pending secret from now on. */
  static void confirmTotp(Connection connection, User user, long step) throws SQLException {
    change(
        connection,
        "UPDATE access.app_user SET totp_secret = totp_pending, totp_pending = NULL, totp_step = ?"
            + " WHERE user_id = ?",
        step,
        user.id());
  }

  /** Notes that the code of a step was used; false if it, or a later one, was used already. */
  static boolean useStep(Connection connection, User user, long step) throws SQLException {
    return change(
            connection,
            "UPDATE access.app_user SET totp_step = ? WHERE user_id = ? AND totp_step < ?",
            step,
            user.id(),
            step)
        > 0;
  }

  /** Sets a password and ends the user's sessions. */
  static void setPassword(Connection connection, long userId, String hash, Instant now)
      throws SQLException {
    rehash(connection, userId, hash, now);
    change(connection, "DELETE FROM access.password_reset WHERE user_id = ?", userId);
    Sessions.endAll(connection, userId);
  }

  /** Stores another hash of the same password. */
  static void rehash(Connection connection, long userId, String hash, Instant now)
      throws SQLException {
    change(
        connection,
        "UPDATE access.app_user SET password_hash = ?, password_set_at = ? WHERE user_id = ?",
        hash,
        Timestamp.from(now),
        userId);
  }

  /**
   * Makes a code that sets one password within {@link #RESET_LIFETIME}; the one before does not
   * work any more. The password so far goes on working.
   */
  public static String reset(Connection connection, User user, Instant now) throws SQLException {
    String code = RandomSecrets.base32(RESET_CHARS);
    change(
        connection,
        "INSERT INTO access.password_reset VALUES (?, ?, ?) ON CONFLICT (user_id) DO UPDATE SET"
            + " digest = excluded.digest, valid_until = excluded.valid_until",
        user.id(),
        Sha256.of(code),
        Timestamp.from(now.plus(RESET_LIFETIME)));
    return code;
  }

  /** The user whom this code sets a password for; a code is used once. */
  static OptionalLong useReset(Connection connection, String userName, String code, Instant now)
      throws SQLException {
    try (PreparedStatement use =
        connection.prepareStatement(
            "DELETE FROM access.password_reset r USING access.app_user u WHERE r.user_id ="
                + " u.user_id AND u.user_name = ? AND NOT u.is_disabled AND r.digest = ? AND"
                + " r.valid_until > ? RETURNING r.user_id")) {
      use.setString(1, userName);
      use.setBytes(2, Sha256.of(code));
      use.setTimestamp(3, Timestamp.from(now));
      try (ResultSet row = use.executeQuery()) {
        return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
      }
    }
  }

  /** Gives a user a card; false if the card has a user already. */
  public static boolean addCard(Connection connection, long userId, String cardToken, Instant now)
      throws SQLException {
    return change(
            connection,
            "INSERT INTO access.user_card VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            cardToken,
            userId,
            Timestamp.from(now))
        > 0;
  }

  /** Forgets the wrong passwords that were tried on a user, or answers tried on a card. */
  public static void unlock(Connection connection, String userName) throws SQLException {
    Lockouts.unlock(connection, Lockouts.Kind.PASSWORD, userName);
  }

  /** Forgets the wrong answers that were tried on a card. */
  public static void unlockCard(Connection connection, String cardToken) throws SQLException {
    Lockouts.unlock(connection, Lockouts.Kind.ENROLMENT, cardToken);
  }

  private static int change(Connection connection, String sql, Object... values)
      throws SQLException {
    try (PreparedStatement change = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        change.setObject(i + 1, values[i]);
      }
      return change.executeUpdate();
    }
  }
}
