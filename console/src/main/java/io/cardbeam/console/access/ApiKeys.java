package io.cardbeam.console.access;

import io.cardbeam.text.Sha256;
import java.nio.ByteBuffer;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Keys in PostgreSQL; each call is part of the caller's transaction. */
public final class ApiKeys {
  private static final String ADD =
      """
      INSERT INTO access.api_key (key_id, kind, owner_name, digest, prefix, scopes, rate_per_second,
        burst)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """;
  private static final String REPLACE =
      """
      UPDATE access.api_key SET replaced_by = ?, expires_at = ?
      WHERE key_id = ? AND replaced_by IS NULL AND revoked_at IS NULL
      """;
  private static final String REVOKE =
      "UPDATE access.api_key SET revoked_at = ? WHERE key_id = ? AND revoked_at IS NULL";
  private static final String ALL =
      """
      SELECT key_id, kind, owner_name, digest, prefix, scopes, rate_per_second, burst, created_at,
        expires_at, revoked_at, replaced_by
      FROM access.api_key ORDER BY kind, owner_name, created_at, key_id
      """;

  private ApiKeys() {}

  /** A key with the digest it is found by. */
  record Stored(ApiKey key, ByteBuffer digest) {}

  /**
   * Makes a key.
   *
   * @param owner a merchant's id that there is, or the name of an issuer or program
   * @param rate empty: its merchant's, or the standard
   * @throws IllegalArgumentException if the kind does not allow a scope
   */
  public static ApiKey.Made create(
      Connection connection, KeyKind kind, String owner, Set<Scope> scopes, Optional<Rate> rate)
      throws SQLException {
    for (Scope scope : scopes) {
      if (!kind.allows(scope)) {
        throw new IllegalArgumentException(
            "the key of " + kind.text() + " can't have scope " + scope.text());
      }
    }
    ApiKey.Made made = ApiKey.Made.of(kind);
    try (PreparedStatement add = connection.prepareStatement(ADD)) {
      int column = 0;
      add.setString(++column, made.id());
      add.setString(++column, kind.name());
      add.setString(++column, owner);
      add.setBytes(++column, Sha256.of(made.text()));
      add.setString(++column, made.prefix());
      Array names =
          connection.createArrayOf(
              "text", scopes.stream().map(Scope::text).sorted().toArray(String[]::new));
      add.setArray(++column, names);
      add.setObject(++column, rate.map(Rate::perSecond).orElse(null), Types.INTEGER);
      add.setObject(++column, rate.map(Rate::burst).orElse(null), Types.INTEGER);
      add.executeUpdate();
    }
    return made;
  }

  /**
   * Makes a key that takes the place of another, with the same owner, scopes and rate. Both work
   * until the old one ends: two at a time and not more, since a key can be replaced once.
   *
   * @param ends when the old one ends
   * @return empty if there is no such key, or it was replaced or revoked already
   */
  public static Optional<ApiKey.Made> rotate(Connection connection, String id, Instant ends)
      throws SQLException {
    Optional<ApiKey> old = list(connection).stream().filter(key -> key.id().equals(id)).findFirst();
    if (old.isEmpty() || old.get().replacedBy().isPresent() || old.get().revoked().isPresent()) {
      return Optional.empty();
    }
    ApiKey before = old.get();
    ApiKey.Made made =
        create(connection, before.kind(), before.owner(), before.scopes(), before.rate());
    try (PreparedStatement replace = connection.prepareStatement(REPLACE)) {
      replace.setString(1, made.id());
      replace.setTimestamp(2, Timestamp.from(ends));
      replace.setString(3, id);
      if (replace.executeUpdate() == 0) {
        throw new SQLException("key " + id + " was changed by somebody else meanwhile");
      }
    }
    return Optional.of(made);
  }

  /** Ends a key at once; false if there is none that is not revoked. */
  public static boolean revoke(Connection connection, String id, Instant now) throws SQLException {
    try (PreparedStatement revoke = connection.prepareStatement(REVOKE)) {
      revoke.setTimestamp(1, Timestamp.from(now));
      revoke.setString(2, id);
      return revoke.executeUpdate() > 0;
    }
  }

  /** All keys, by kind, owner and age. */
  public static List<ApiKey> list(Connection connection) throws SQLException {
    return stored(connection).stream().map(Stored::key).toList();
  }

  static List<Stored> stored(Connection connection) throws SQLException {
    List<Stored> keys = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(ALL);
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        keys.add(new Stored(key(rows), ByteBuffer.wrap(rows.getBytes("digest"))));
      }
    }
    return keys;
  }

  private static ApiKey key(ResultSet rows) throws SQLException {
    int perSecond = rows.getInt("rate_per_second");
    Optional<Rate> rate =
        rows.wasNull() ? Optional.empty() : Optional.of(new Rate(perSecond, rows.getInt("burst")));
    EnumSet<Scope> scopes = EnumSet.noneOf(Scope.class);
    // A scope that a newer version gave and this one does not know opens nothing here.
    Arrays.stream((Object[]) rows.getArray("scopes").getArray())
        .forEach(name -> Scope.of(String.valueOf(name)).ifPresent(scopes::add));
    return new ApiKey(
        rows.getString("key_id"),
        KeyKind.valueOf(rows.getString("kind")),
        rows.getString("owner_name"),
        rows.getString("prefix"),
        scopes,
        rate,
        rows.getTimestamp("created_at").toInstant(),
        time(rows, "expires_at"),
        time(rows, "revoked_at"),
        Optional.ofNullable(rows.getString("replaced_by")));
  }

  private static Optional<Instant> time(ResultSet rows, String column) throws SQLException {
    return Optional.ofNullable(rows.getTimestamp(column)).map(Timestamp::toInstant);
  }
}
