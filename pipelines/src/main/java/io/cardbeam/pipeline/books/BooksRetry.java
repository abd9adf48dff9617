package io.cardbeam.pipeline.books;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Set;
import org.apache.beam.sdk.util.BackOff;
import org.apache.beam.sdk.util.FluentBackoff;
import org.joda.time.Duration;

/**
 * Which failures of a batch pass by themselves: the batch is then sent again, as every call in it
 * may come twice. Anything else fails the bundle at once.
 */
final class BooksRetry {

  /** Times a batch is sent again. */
  static final int MAX_RETRIES = 8;

  /** Wait before the first repetition; it grows by half each time. */
  static final Duration FIRST_WAIT = Duration.millis(100);

  /** Longest that one batch waits in all. */
  static final Duration MAX_WAIT = Duration.standardSeconds(30);

  /** Connection trouble: SQLSTATE class 08. */
  private static final String CONNECTION_CLASS = "08";

  /** Serialization failure, deadlock, server going down or coming up, too many connections. */
  private static final Set<String> PASSING =
      Set.of("40001", "40P01", "57P01", "57P02", "57P03", "53300");

  private BooksRetry() {}

  /** Whether to try again; looks through a batch's exception to what caused it. */
  static boolean passes(SQLException failure) {
    for (Throwable at : failure) {
      if (at instanceof SQLTransientException) {
        return true;
      }
      if (at instanceof SQLException sql && sql.getSQLState() != null) {
        String state = sql.getSQLState();
        if (state.startsWith(CONNECTION_CLASS) || PASSING.contains(state)) {
          return true;
        }
      }
    }
    return false;
  }

  /** The waits of one batch. */
  static BackOff backOff() {
    return FluentBackoff.DEFAULT
        .withInitialBackoff(FIRST_WAIT)
        .withMaxCumulativeBackoff(MAX_WAIT)
        .withMaxRetries(MAX_RETRIES)
        .backoff();
  }
}
