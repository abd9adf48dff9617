package io.cardbeam.console.mine;

import io.cardbeam.console.database.Database;
import io.cardbeam.console.database.Query;
import io.cardbeam.console.database.Retention;
import java.sql.SQLException;

/**
 * Deletes acts that are older than 400 days, by a function of the database: the console's own user
 * may delete none. The same act again would have the id of one that is deleted, so acts are kept
 * for longer than {@link Answering#TERM} and the term of disputes: nobody can act any more on what
 * they are about, which is at least as old.
 */
final class ActRetention {
  private static final String EXPIRE = "SELECT mine.expire_acts(?) AS deleted";

  private ActRetention() {}

  /** Deletes all that are due, some at a time; gives how many. */
  static long expire(Database database) throws SQLException {
    long all = 0;
    long deleted;
    do {
      deleted =
          database.transact(
              connection ->
                  new Query(EXPIRE)
                      .with(Retention.BATCH)
                      .first(connection, row -> row.getLong("deleted"))
                      .orElseThrow());
      all += deleted;
    } while (deleted == Retention.BATCH);
    return all;
  }
}
