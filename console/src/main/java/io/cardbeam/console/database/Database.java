package io.cardbeam.console.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.cardbeam.pipeline.books.BooksConnection;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.Semaphore;

/** The console's database, in transactions: none waits longer than a few seconds for its turn. */
public final class Database implements AutoCloseable {
  private static final int CONNECT_TIMEOUT_MILLIS = 1_000;
  private static final int IDLE_MILLIS = 60_000;

  private final HikariDataSource pool;
  private final int waiting;
  private final Semaphore places;

  /** What is done in one transaction. */
  @FunctionalInterface
  public interface Work<T> {
    /** Does it; a failure takes all of it back. */
    T in(Connection connection) throws SQLException;
  }

  /** What is done in one transaction and gives nothing. */
  @FunctionalInterface
  public interface Change {
    /** Does it; a failure takes all of it back. */
    void in(Connection connection) throws SQLException;
  }

  /** Connections of a pool; the server need not be up yet. */
  public Database(BooksConnection books, Pool limits) {
    waiting = limits.waiting();
    places = new Semaphore(waiting);
    HikariConfig config = new HikariConfig();
    config.setPoolName(limits.name());
    config.setJdbcUrl(books.url());
    config.setUsername(books.user());
    config.setPassword(books.password().read());
    config.setMaximumPoolSize(limits.connections());
    config.setMinimumIdle(limits.idle());
    config.setIdleTimeout(limits.idle() < limits.connections() ? IDLE_MILLIS : 0);
    config.setConnectionTimeout(CONNECT_TIMEOUT_MILLIS);
    config.setInitializationFailTimeout(-1);
    config.setAutoCommit(false);
    int seconds = limits.statementSeconds();
    config.addDataSourceProperty(
        "options",
        "-c statement_timeout="
            + seconds
            + "s -c default_transaction_read_only="
            + (limits.readOnly() ? "on" : "off"));
    // A server that hangs does not end its own statements.
    int socketSeconds = seconds == 0 ? 0 : seconds + 1;
    config.addDataSourceProperty("socketTimeout", Integer.toString(socketSeconds));
    config.addDataSourceProperty("reWriteBatchedInserts", "true");
    pool = new HikariDataSource(config);
  }

  /**
   * Does something in a transaction.
   *
   * @throws SQLException if it can't be done now; nothing of it is
   */
  public <T> T transact(Work<T> work) throws SQLException {
    return connected(
        connection -> {
          T result;
          try {
            result = work.in(connection);
          } catch (SQLException | RuntimeException e) {
            takeBack(connection, e);
            throw e;
          }
          connection.commit();
          return result;
        });
  }

  /**
   * Reads something by one statement, for which a transaction would cost another round trip.
   *
   * @throws SQLException if it can't be done now
   */
  public <T> T read(Work<T> work) throws SQLException {
    return connected(
        connection -> {
          connection.setAutoCommit(true);
          return work.in(connection);
        });
  }

  private <T> T connected(Work<T> work) throws SQLException {
    if (!places.tryAcquire()) {
      throw new SQLTransientConnectionException(waiting + " others wait for the database");
    }
    try (Connection connection = pool.getConnection()) {
      return work.in(connection);
    } finally {
      places.release();
    }
  }

  /**
   * Changes something in a transaction.
   *
   * @throws SQLException if it can't be done now; nothing of it is
   */
  public void change(Change change) throws SQLException {
    transact(
        connection -> {
          change.in(connection);
          return true;
        });
  }

  /**
   * A connection that commits each statement, to be closed by whoever asked for it.
   *
   * @throws SQLException if there is none now
   */
  public Connection open() throws SQLException {
    Connection connection = pool.getConnection();
    connection.setAutoCommit(true);
    return connection;
  }

  private static void takeBack(Connection connection, Exception why) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      why.addSuppressed(e);
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}
