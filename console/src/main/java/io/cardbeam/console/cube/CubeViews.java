package io.cardbeam.console.cube;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Saved views in PostgreSQL; each call is part of the caller's transaction. */
final class CubeViews {
  /** Most views of a person. */
  static final int MAX_OWN = 100;

  /** Most shared views of others that are listed; the newest. */
  static final int MAX_SHARED = 200;

  /** SQLSTATE of a row whose key is there. */
  private static final String EXISTS = "23505";

  private static final String SELECT =
      """
      SELECT v.view_id, v.user_id, u.user_name, v.view_name, v.query, v.is_shared, v.changed_at
      FROM access.cube_view v JOIN access.app_user u USING (user_id)
      """;
  private static final String OWN = SELECT + " WHERE v.user_id = ? ORDER BY v.view_name LIMIT ?";
  private static final String SHARED =
      SELECT
          + " WHERE v.user_id <> ? AND v.is_shared ORDER BY v.changed_at DESC, v.view_id LIMIT ?";
  private static final String ONE = SELECT + " WHERE v.view_id = ?";

  private CubeViews() {}

  /**
   * A view.
   *
   * @param owner who saved it
   * @param query of the page's address
   * @param shared whether all analysts and administrators see it
   */
  record Saved(
      long id,
      long ownerId,
      String owner,
      String name,
      String query,
      boolean shared,
      Instant changedAt) {}

  /** What a view is to be. */
  record Wanted(String name, String query, boolean shared) {}

  /** A person's own views by name, then those that others share, the newest first. */
  static List<Saved> list(Connection connection, long userId) throws SQLException {
    List<Saved> all = new ArrayList<>(select(connection, OWN, userId, MAX_OWN));
    all.addAll(select(connection, SHARED, userId, MAX_SHARED));
    return all;
  }

  private static List<Saved> select(Connection connection, String sql, long userId, int most)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setLong(1, userId);
      select.setInt(2, most);
      try (ResultSet rows = select.executeQuery()) {
        List<Saved> views = new ArrayList<>();
        while (rows.next()) {
          views.add(saved(rows));
        }
        return views;
      }
    }
  }

  static Optional<Saved> find(Connection connection, long id) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(ONE)) {
      select.setLong(1, id);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(saved(row)) : Optional.empty();
      }
    }
  }

  private static Saved saved(ResultSet row) throws SQLException {
    return new Saved(
        row.getLong("view_id"),
        row.getLong("user_id"),
        row.getString("user_name"),
        row.getString("view_name"),
        row.getString("query"),
        row.getBoolean("is_shared"),
        row.getObject("changed_at", OffsetDateTime.class).toInstant());
  }

  /** How many views a person has; others of the same person wait until this transaction ends. */
  static int count(Connection connection, long userId) throws SQLException {
    try (PreparedStatement lock =
            connection.prepareStatement("SELECT pg_advisory_xact_lock(hashtext('cube_view'), ?)");
        PreparedStatement count =
            connection.prepareStatement(
                "SELECT count(*) FROM access.cube_view WHERE user_id = ?")) {
      lock.setInt(1, (int) userId);
      lock.executeQuery().close();
      count.setLong(1, userId);
      try (ResultSet row = count.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }

  /** Adds a view; empty if the person has one of this name. */
  static Optional<Saved> add(Connection connection, long userId, Wanted wanted)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO access.cube_view (user_id, view_name, query, is_shared)
            VALUES (?, ?, ?, ?) ON CONFLICT (user_id, view_name) DO NOTHING RETURNING view_id
            """)) {
      insert.setLong(1, userId);
      insert.setString(2, wanted.name());
      insert.setString(3, wanted.query());
      insert.setBoolean(4, wanted.shared());
      try (ResultSet row = insert.executeQuery()) {
        return row.next() ? find(connection, row.getLong(1)) : Optional.empty();
      }
    }
  }

  /** Changes a view; empty if its owner has another of this name. */
  static Optional<Saved> change(Connection connection, long id, Wanted wanted) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            UPDATE access.cube_view SET view_name = ?, query = ?, is_shared = ?,
              changed_at = clock_timestamp()
            WHERE view_id = ?
            """)) {
      update.setString(1, wanted.name());
      update.setString(2, wanted.query());
      update.setBoolean(3, wanted.shared());
      update.setLong(4, id);
      update.executeUpdate();
    } catch (SQLException e) {
      if (EXISTS.equals(e.getSQLState())) {
        return Optional.empty();
      }
      throw e;
    }
    return find(connection, id);
  }

  static void remove(Connection connection, long id) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM access.cube_view WHERE view_id = ?")) {
      delete.setLong(1, id);
      delete.executeUpdate();
    }
  }
}
