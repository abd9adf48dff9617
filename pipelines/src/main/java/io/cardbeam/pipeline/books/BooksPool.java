package io.cardbeam.pipeline.books;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/**
 * One small pool per process and database, shared by all writers in it. An idle pool holds no
 * connection open, so none outlives its work for long.
 */
final class BooksPool {
  /** Most connections of a process; a writer holds one while it writes a batch. */
  static final int MAX_CONNECTIONS = 8;

  private static final int CONNECT_TIMEOUT_MILLIS = 10_000;
  private static final int IDLE_MILLIS = 30_000;
  private static final Map<BooksConnection, DataSource> POOLS = new ConcurrentHashMap<>();

  private BooksPool() {}

  /** This process's pool for a database. */
  static DataSource of(BooksConnection connection) {
    return POOLS.computeIfAbsent(connection, BooksPool::open);
  }

  private static DataSource open(BooksConnection connection) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("books");
    config.setJdbcUrl(connection.url());
    config.setUsername(connection.user());
    config.setPassword(connection.password().read());
    config.setMaximumPoolSize(MAX_CONNECTIONS);
    config.setMinimumIdle(0);
    config.setIdleTimeout(IDLE_MILLIS);
    config.setConnectionTimeout(CONNECT_TIMEOUT_MILLIS);
    // The pool is made whether or not the server is up: getting a connection is what is retried.
    config.setInitializationFailTimeout(-1);
    return new HikariDataSource(config);
  }
}
