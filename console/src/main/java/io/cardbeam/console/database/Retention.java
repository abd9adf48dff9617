package io.cardbeam.console.database;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Deletes what need not be known any more: each hour, some rows at a time, so that what is written
 * between waits for no long transaction.
 */
public final class Retention {
  /** How often old rows are looked for. */
  public static final Duration EVERY = Duration.ofHours(1);

  /** Most rows of a table that a step deletes. */
  public static final int BATCH = 1_000;

  private final InstantSource clock;
  private final List<Rule> rules;
  private Instant due;

  /**
   * What is deleted.
   *
   * @param kept how long it is kept
   * @param delete deletes what is from before its first value, at most as many as its second
   */
  public record Rule(Duration kept, String delete) {}

  /** Looks for old rows at once, and then each hour. */
  public Retention(InstantSource clock, List<Rule> rules) {
    this.clock = clock;
    this.rules = List.copyOf(rules);
    this.due = clock.instant();
  }

  /**
   * If it is time, deletes at most {@link #BATCH} rows of each table; while there are more, it is
   * time again.
   *
   * @return how many rows it deleted
   */
  public int step(Database database) throws SQLException {
    Instant now = clock.instant();
    if (now.isBefore(due)) {
      return 0;
    }
    int all = 0;
    boolean more = false;
    for (Rule rule : rules) {
      Query delete = new Query(rule.delete()).with(now.minus(rule.kept())).with(BATCH);
      int deleted = database.transact(delete::update);
      all += deleted;
      more |= deleted == BATCH;
    }
    if (!more) {
      due = now.plus(EVERY);
    }
    return all;
  }
}
