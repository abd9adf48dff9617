package io.cardbeam.console.gateway.store;

import io.cardbeam.console.database.Database;
import io.cardbeam.console.http.Problem;
import io.cardbeam.console.http.ProblemType;
import io.cardbeam.console.http.RefusedException;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What callers wait for: a database that does not answer refuses them. */
final class ForCallers {
  private static final Logger LOG = LoggerFactory.getLogger(ForCallers.class);

  private ForCallers() {}

  /**
   * Does something for a caller in a transaction.
   *
   * @throws RefusedException if it can't be done now; nothing of it is
   */
  static <T> T transact(Database database, Database.Work<T> work) throws RefusedException {
    try {
      return database.transact(work);
    } catch (SQLException e) {
      LOG.warn("the gateway's records can't be used: {}", e.toString());
      throw new RefusedException(
          Problem.of(ProblemType.UNAVAILABLE, "The gateway's records can't be used now.")
              .retryAfterSeconds(1));
    }
  }
}
