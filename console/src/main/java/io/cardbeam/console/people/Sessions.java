package io.cardbeam.console.people;

import io.cardbeam.console.access.Caller;
import io.cardbeam.console.access.OpenSessions;
import io.cardbeam.console.access.RandomSecrets;
import io.cardbeam.console.access.Role;
import io.cardbeam.console.database.Database;
import io.cardbeam.text.Sha256;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Who is signed in, in PostgreSQL, so that a restart of the console ends no session. A session ends
 * after {@link #IDLE} without use, after {@link #LIFETIME} in any case, and with its user's
 * password, role or being let in.
 */
public final class Sessions implements OpenSessions {
  /** How long a session lasts without use. */
  public static final Duration IDLE = Duration.ofMinutes(15);

  /** How long a session lasts at most. */
  public static final Duration LIFETIME = Duration.ofHours(12);

  /** Most sessions of a user; the oldest gives way. */
  static final int MAX_OF_USER = 10;

  /** Use is noted no more often than this. */
  static final Duration NOTED_EVERY = Duration.ofSeconds(30);

  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");
  private static final String FIND =
      """
      SELECT u.user_id, u.user_name, u.role, s.used_at,
        ARRAY(SELECT c.card_token FROM access.user_card c WHERE c.user_id = u.user_id) AS cards
      FROM access.user_session s JOIN access.app_user u USING (user_id)
      WHERE s.digest = ? AND s.used_at > ? AND s.started_at > ? AND s.role = u.role
        AND NOT u.is_disabled
      """;
  private static final String OLDEST =
      """
      DELETE FROM access.user_session WHERE digest IN (
        SELECT digest FROM access.user_session WHERE user_id = ?
        ORDER BY started_at DESC, digest OFFSET ?)
      """;

  private final Database database;
  private final InstantSource clock;

  /** Sessions by this clock. */
  public Sessions(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Opens a session; gives the id for the cookie. */
  String open(Connection connection, User user) throws SQLException {
    String id = RandomSecrets.next();
    Timestamp now = Timestamp.from(clock.instant());
    try (PreparedStatement open =
        connection.prepareStatement("INSERT INTO access.user_session VALUES (?, ?, ?, ?, ?)")) {
      open.setBytes(1, Sha256.of(id));
      open.setLong(2, user.id());
      open.setString(3, user.role().name());
      open.setTimestamp(4, now);
      open.setTimestamp(5, now);
      open.executeUpdate();
    }
    try (PreparedStatement oldest = connection.prepareStatement(OLDEST)) {
      oldest.setLong(1, user.id());
      oldest.setInt(2, MAX_OF_USER);
      oldest.executeUpdate();
    }
    return id;
  }

  @Override
  public Optional<Caller.PersonCaller> use(String id) throws SQLException {
    return find(id, true);
  }

  @Override
  public Optional<Caller.PersonCaller> look(String id) throws SQLException {
    return find(id, false);
  }

  private Optional<Caller.PersonCaller> find(String id, boolean use) throws SQLException {
    if (!FORM.matcher(id).matches()) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    return database.transact(
        connection -> {
          try (PreparedStatement find = connection.prepareStatement(FIND)) {
            find.setBytes(1, Sha256.of(id));
            find.setTimestamp(2, Timestamp.from(now.minus(IDLE)));
            find.setTimestamp(3, Timestamp.from(now.minus(LIFETIME)));
            try (ResultSet row = find.executeQuery()) {
              if (!row.next()) {
                return Optional.empty();
              }
              if (use && row.getTimestamp("used_at").toInstant().plus(NOTED_EVERY).isBefore(now)) {
                note(connection, id, now);
              }
              return Optional.of(person(row));
            }
          }
        });
  }

  private static Caller.PersonCaller person(ResultSet row) throws SQLException {
    Set<String> cards =
        Arrays.stream((Object[]) row.getArray("cards").getArray())
            .map(String::valueOf)
            .collect(Collectors.toSet());
    return new Caller.PersonCaller(
        row.getLong("user_id"),
        row.getString("user_name"),
        Role.valueOf(row.getString("role")),
        cards);
  }

  private static void note(Connection connection, String id, Instant now) throws SQLException {
    try (PreparedStatement note =
        connection.prepareStatement(
            "UPDATE access.user_session SET used_at = greatest(used_at, ?) WHERE digest = ?")) {
      note.setTimestamp(1, Timestamp.from(now));
      note.setBytes(2, Sha256.of(id));
      note.executeUpdate();
    }
  }

  /** Ends a session, if it is one. */
  static void end(Connection connection, String id) throws SQLException {
    try (PreparedStatement end =
        connection.prepareStatement("DELETE FROM access.user_session WHERE digest = ?")) {
      end.setBytes(1, Sha256.of(id));
      end.executeUpdate();
    }
  }

  /** Ends all sessions of a user. */
  static void endAll(Connection connection, long userId) throws SQLException {
    try (PreparedStatement end =
        connection.prepareStatement("DELETE FROM access.user_session WHERE user_id = ?")) {
      end.setLong(1, userId);
      end.executeUpdate();
    }
  }

  /** Removes sessions that are over. */
  void forget(Connection connection) throws SQLException {
    Instant now = clock.instant();
    try (PreparedStatement forget =
        connection.prepareStatement(
            "DELETE FROM access.user_session WHERE used_at <= ? OR started_at <= ?")) {
      forget.setTimestamp(1, Timestamp.from(now.minus(IDLE)));
      forget.setTimestamp(2, Timestamp.from(now.minus(LIFETIME)));
      forget.executeUpdate();
    }
  }
}
