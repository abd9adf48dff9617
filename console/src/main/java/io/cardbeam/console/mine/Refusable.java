package io.cardbeam.console.mine;

import io.cardbeam.console.database.Database;
import io.cardbeam.console.http.RefusedException;
import java.sql.Connection;
import java.sql.SQLException;

/** Transactions that may end with a refusal, which takes them back. */
final class Refusable {
  private Refusable() {}

  /** What is done in one. */
  @FunctionalInterface
  interface Work<T> {
    T in(Connection connection) throws SQLException, RefusedException;
  }

  static <T> T transact(Database database, Work<T> work) throws SQLException, RefusedException {
    try {
      return database.transact(
          connection -> {
            try {
              return work.in(connection);
            } catch (RefusedException e) {
              throw new Carried(e);
            }
          });
    } catch (Carried e) {
      throw e.refused;
    }
  }

  /** Carries a refusal out of a transaction. */
  private static final class Carried extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final RefusedException refused;

    Carried(RefusedException refused) {
      super(refused);
      this.refused = refused;
    }
  }
}
