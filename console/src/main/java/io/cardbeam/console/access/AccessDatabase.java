package io.cardbeam.console.access;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.cardbeam.pipeline.books.BooksConnection;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.Semaphore;

/**
 * The schema {@code access}, in transactions. At most {@value #MAX_WAITING} callers work or wait at
 * once, none longer than a few seconds: while PostgreSQL hangs, people are turned away and hold no
 * thread that payments need.
 */
public final class AccessDatabase implements AutoCloseable {
  /** Most transactions that run or wait for a connection. */
  static final int MAX_WAITING = 32;

  private static final int MAX_CONNECTIONS = 8;
  private static final int CONNECT_TIMEOUT_MILLIS = 1_000;
  private static final int IDLE_MILLIS = 60_000;
  private static final int STATEMENT_SECONDS = 5;

  private final HikariDataSource pool;
  private final Semaphore places = new Semaphore(MAX_WAITING);

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

  /** A pool for a server that serves many; the database need not be up yet. */
  public AccessDatabase(BooksConnection books) {
    this(books, STATEMENT_SECONDS);
  }

  /**
   * A pool.
   *
   * @param statementSeconds longest that a statement takes; 0 for no limit
   */
  private AccessDatabase(BooksConnection books, int statementSeconds) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("access");
    config.setJdbcUrl(books.url());
    config.setUsername(books.user());
    config.setPassword(books.password().read());
    config.setMaximumPoolSize(MAX_CONNECTIONS);
    config.setMinimumIdle(0);
    config.setIdleTimeout(IDLE_MILLIS);
    config.setConnectionTimeout(CONNECT_TIMEOUT_MILLIS);
    config.setInitializationFailTimeout(-1);
    config.setAutoCommit(false);
    config.addDataSourceProperty("options", "-c statement_timeout=" + statementSeconds + "s");
    // A server that hangs does not end its own statements.
    int socketSeconds = statementSeconds == 0 ? 0 : statementSeconds + 1;
    config.addDataSourceProperty("socketTimeout", Integer.toString(socketSeconds));
    pool = new HikariDataSource(config);
  }

  /** A pool for a command, which may take its time. */
  public static AccessDatabase forCommand(BooksConnection books) {
    return new AccessDatabase(books, 0);
  }

  /**
   * Does something in a transaction.
   *
   * @throws SQLException if it can't be done now; nothing of it is
   */
  public <T> T transact(Work<T> work) throws SQLException {
    if (!places.tryAcquire()) {
      throw new SQLTransientConnectionException(MAX_WAITING + " others wait for the database");
    }
    try (Connection connection = pool.getConnection()) {
      T result;
      try {
        result = work.in(connection);
      } catch (SQLException | RuntimeException e) {
        takeBack(connection, e);
        throw e;
      }
      connection.commit();
      return result;
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
