package io.cardbeam.console.gateway.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.cardbeam.console.http.Problem;
import io.cardbeam.console.http.ProblemType;
import io.cardbeam.console.http.RefusedException;
import io.cardbeam.pipeline.books.BooksConnection;
import java.sql.Connection;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The schema {@code gateway}: connections that nobody else can take, and its migration. */
public final class GatewayDatabase implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GatewayDatabase.class);
  private static final String SCHEMA = "gateway";
  private static final int CONNECT_TIMEOUT_MILLIS = 1_000;
  private static final String SOCKET_SECONDS = "5";
  private static final String SESSION = "-c statement_timeout=3000";

  private final HikariDataSource pool;

  /** What is done in one transaction. */
  @FunctionalInterface
  public interface Work<T> {
    /** Does it; a failure takes all of it back. */
    T in(Connection connection) throws SQLException;
  }

  /**
   * Connections to this database; the server need not be up yet.
   *
   * @param name of the pool, in logs and metrics
   * @param connections most at once
   */
  public GatewayDatabase(BooksConnection database, String name, int connections) {
    HikariConfig config = new HikariConfig();
    config.setPoolName(name);
    config.setJdbcUrl(database.url());
    config.setUsername(database.user());
    config.setPassword(database.password().read());
    config.setMaximumPoolSize(connections);
    config.setConnectionTimeout(CONNECT_TIMEOUT_MILLIS);
    config.setInitializationFailTimeout(-1);
    config.setAutoCommit(false);
    config.addDataSourceProperty("options", SESSION);
    config.addDataSourceProperty("socketTimeout", SOCKET_SECONDS);
    config.addDataSourceProperty("reWriteBatchedInserts", "true");
    pool = new HikariDataSource(config);
  }

  /**
   * Creates the schema, or applies what it lacks; changes nothing where it is up to date.
   *
   * @return how many steps were applied
   * @throws FlywayException if the server can't be reached, or the schema is not as an earlier
   *     version left it
   */
  public static int migrate(BooksConnection database) {
    return Flyway.configure()
        .dataSource(database.url(), database.user(), database.password().read())
        .schemas(SCHEMA)
        .defaultSchema(SCHEMA)
        .locations("classpath:io/cardbeam/console/db/gateway")
        .load()
        .migrate()
        .migrationsExecuted;
  }

  /**
   * Does something in a transaction.
   *
   * @throws SQLException if it can't be done now; nothing of it is
   */
  public <T> T transact(Work<T> work) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      try {
        T result = work.in(connection);
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException e) {
        takeBack(connection, e);
        throw e;
      }
    }
  }

  /**
   * Does something for a caller in a transaction.
   *
   * @throws RefusedException if it can't be done now; nothing of it is
   */
  <T> T serve(Work<T> work) throws RefusedException {
    try {
      return transact(work);
    } catch (SQLException e) {
      LOG.warn("the gateway's records can't be used: {}", e.toString());
      throw new RefusedException(
          Problem.of(ProblemType.UNAVAILABLE, "The gateway's records can't be used now.")
              .retryAfterSeconds(1));
    }
  }

  /** A connection that commits each statement, to be closed by whoever asked for it. */
  Connection open() throws SQLException {
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
