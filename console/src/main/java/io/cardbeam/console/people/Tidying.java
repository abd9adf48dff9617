package io.cardbeam.console.people;

import java.sql.SQLException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes what is over, once an hour. */
public final class Tidying implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Tidying.class);

  private final People people;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "tidying");
            thread.setDaemon(true);
            return thread;
          });

  /** Begins at once. */
  @SuppressWarnings("FutureReturnValueIgnored") // What it does reports its own failures.
  public Tidying(People people) {
    this.people = people;
    clock.scheduleWithFixedDelay(this::tidy, 0, 1, TimeUnit.HOURS);
  }

  private void tidy() {
    try {
      people.tidy();
    } catch (SQLException | RuntimeException e) {
      LOG.warn("what is over could not be removed, it is tried again in an hour: {}", e.toString());
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
