package io.cardbeam.console.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * The right to do something, which one connection of the whole installation has at a time: a lock
 * of the database by a number.
 */
final class AdvisoryLock implements AutoCloseable {
  private static final int CHECK_SECONDS = 2;

  private final Connection connection;
  private final long key;
  private final boolean held;

  private AdvisoryLock(Connection connection, long key, boolean held) {
    this.connection = connection;
    this.key = key;
    this.held = held;
  }

  /**
   * Takes the lock, or finds that another has it.
   *
   * @param key a number that nothing else in this database locks
   */
  static AdvisoryLock tryTake(Database database, long key) throws SQLException {
    Connection connection = database.open();
    try (PreparedStatement take = connection.prepareStatement("SELECT pg_try_advisory_lock(?)")) {
      take.setLong(1, key);
      try (ResultSet row = take.executeQuery()) {
        return new AdvisoryLock(connection, key, row.next() && row.getBoolean(1));
      }
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** Whether it was taken. */
  boolean isHeld() {
    return held;
  }

  /**
   * Makes sure that the connection, and with it the lock, is there still.
   *
   * @throws SQLException if not
   */
  void require() throws SQLException {
    if (!connection.isValid(CHECK_SECONDS)) {
      throw new SQLException("a lock of the installation is lost");
    }
  }

  /** Gives the lock back; the connection may be used by another. */
  @Override
  public void close() throws SQLException {
    try (connection) {
      if (held) {
        try (PreparedStatement give = connection.prepareStatement("SELECT pg_advisory_unlock(?)")) {
          give.setLong(1, key);
          give.execute();
        }
      }
    }
  }
}
