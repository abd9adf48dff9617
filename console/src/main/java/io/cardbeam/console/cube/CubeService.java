package io.cardbeam.console.cube;

import io.cardbeam.console.http.ProblemType;
import io.cardbeam.console.http.RefusedException;
import io.cardbeam.query.QueryException;
import io.cardbeam.query.StarDatabase;
import io.cardbeam.query.StarFolder;
import io.cardbeam.query.cube.Cube;
import io.cardbeam.query.cube.CubeAnswer;
import io.cardbeam.query.cube.CubeQuery;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Answers questions to a warehouse, one at a time, each from the build that is the newest then: a
 * star that was published meanwhile is opened, and the one before let go.
 */
final class CubeService implements AutoCloseable {
  /** Longest that a question waits for its turn, and then takes. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Path warehouse;
  private final ReentrantLock turn = new ReentrantLock(true);
  private @Nullable StarFolder folder;
  private @Nullable StarDatabase star;
  private @Nullable Cube cube;

  CubeService(Path warehouse) {
    this.warehouse = warehouse;
  }

  /**
   * Asks.
   *
   * @throws QueryException if the question can't be answered
   * @throws RefusedException if others take too long
   */
  CubeAnswer ask(CubeQuery query)
      throws QueryException, RefusedException, IOException, InterruptedException {
    if (!turn.tryLock(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new RefusedException(
          ProblemType.UNAVAILABLE, "other questions take their time: ask again in a moment");
    }
    try {
      return newest().ask(query);
    } finally {
      turn.unlock();
    }
  }

  private Cube newest() throws QueryException {
    StarFolder now = StarFolder.of(warehouse);
    Cube open = cube;
    if (open != null && now.equals(folder)) {
      return open;
    }
    StarDatabase next = StarDatabase.open(now, PATIENCE);
    letGo();
    star = next;
    folder = now;
    cube = new Cube(next);
    return cube;
  }

  private void letGo() {
    if (star != null) {
      star.close();
      star = null;
      cube = null;
    }
  }

  @Override
  public void close() {
    turn.lock();
    try {
      letGo();
    } finally {
      turn.unlock();
    }
  }
}
