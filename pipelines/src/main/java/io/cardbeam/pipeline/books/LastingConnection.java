package io.cardbeam.pipeline.books;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A connection that gets itself a new one from its pool when a rollback finds the old one dead.
 * JdbcIO keeps one connection for a bundle and after each failure rolls back and repeats on the
 * same one, so without this no lost connection would ever be retried.
 */
final class LastingConnection implements InvocationHandler {

  /** Where connections come from. */
  @FunctionalInterface
  interface Source {
    Connection get() throws SQLException;
  }

  private final Source source;
  private Connection current;

  private LastingConnection(Source source, Connection first) {
    this.source = source;
    this.current = first;
  }

  static Connection of(Source source) throws SQLException {
    return (Connection)
        Proxy.newProxyInstance(
            LastingConnection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            new LastingConnection(source, source.get()));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] args)
      throws Throwable {
    try {
      return method.invoke(current, args);
    } catch (InvocationTargetException failed) {
      if (method.getName().equals("rollback") && (args == null || args.length == 0)) {
        replace();
        return null;
      }
      throw failed.getCause() == null ? failed : failed.getCause();
    }
  }

  /** What could not be rolled back was rolled back by the server when the connection broke. */
  private void replace() throws SQLException {
    try {
      current.close();
    } finally {
      current = source.get();
      current.setAutoCommit(false);
    }
  }
}
