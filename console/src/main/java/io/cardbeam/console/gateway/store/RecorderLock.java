package io.cardbeam.console.gateway.store;

import io.cardbeam.console.database.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The right to record, which one connection of the whole installation has at a time. */
final class RecorderLock implements AutoCloseable {
  /** Any number that nothing else in this database locks. */
  private static final long KEY = 0x6361_7264_6265_616dL;

  private static final int CHECK_SECONDS = 2;

  private final Connection connection;
  private final boolean held;

  private RecorderLock(Connection connection, boolean held) {
    this.connection = connection;
    this.held = held;
  }

  /** Takes the lock, or finds that another has it. */
  static RecorderLock tryTake(Database database) throws SQLException {
    Connection connection = database.open();
    try (PreparedStatement take = connection.prepareStatement("SELECT pg_try_advisory_lock(?)")) {
      take.setLong(1, KEY);
      try (ResultSet row = take.executeQuery()) {
        return new RecorderLock(connection, row.next() && row.getBoolean(1));
      }
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

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
      throw new SQLException("the recorder lost its lock");
    }
  }

  /** Gives the lock back; the connection may be used by another. */
  @Override
  public void close() throws SQLException {
    try (connection) {
      if (held) {
        try (PreparedStatement give = connection.prepareStatement("SELECT pg_advisory_unlock(?)")) {
          give.setLong(1, KEY);
          give.execute();
        }
      }
    }
  }
}
