package io.cardbeam.console.cube;

import io.cardbeam.console.database.Database;
import io.cardbeam.console.database.Pool;
import io.cardbeam.console.http.Problem;
import io.cardbeam.console.http.ProblemType;
import io.cardbeam.console.http.RefusedException;
import io.cardbeam.console.operate.PeriodicTask;
import io.cardbeam.pipeline.books.BooksConnection;
import io.cardbeam.query.QueryException;
import io.cardbeam.query.StarFolder;
import io.cardbeam.query.cube.Cube;
import io.cardbeam.query.cube.CubeAnswer;
import io.cardbeam.query.cube.CubeQuery;
import io.cardbeam.query.cube.Freshness;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Answers questions to a warehouse, one at a time, each from the build that is the newest then and
 * from what came since it was built: every few seconds that is read from the books, and a star that
 * was published meanwhile is opened, and the one before let go.
 */
final class CubeService implements AutoCloseable {
  /** Longest that a question waits for its turn, and then takes. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final Duration REFRESHED_EVERY = Duration.ofSeconds(5);

  private final Warehouse warehouse;
  private final Database books;
  private final InstantSource clock;
  private final ReentrantLock turn = new ReentrantLock(true);
  private final KeptAnswers kept = new KeptAnswers();
  private final PeriodicTask refreshing;
  private volatile @Nullable OpenStar open;
  private volatile Optional<String> problem = Optional.empty();

  /** A question to the cube. */
  @FunctionalInterface
  interface Question<T> {
    /** Its answer. */
    T of(Cube cube) throws QueryException, IOException;
  }

  /** An answer, and what it is made of. */
  record Fresh<T>(T answer, StarState star) {}

  /**
   * What is known of the star.
   *
   * @param freshness empty if there is none yet
   * @param progress of one that is being built; empty if none is
   * @param problem why rows that came since are not in, in words; empty if they are
   */
  record StarState(
      Optional<Freshness> freshness, Optional<String> progress, Optional<String> problem) {}

  CubeService(Warehouse warehouse, BooksConnection connection, InstantSource clock) {
    this.warehouse = warehouse;
    this.clock = clock;
    this.books = new Database(connection, Pool.CUBE);
    this.refreshing =
        PeriodicTask.start(
            "cube",
            "the cube could not be brought up to date, it is tried again",
            Duration.ZERO,
            REFRESHED_EVERY,
            this::refresh);
  }

  /**
   * Asks.
   *
   * @throws QueryException if the question can't be answered
   * @throws RefusedException if others take too long, or there is no star yet
   */
  <T> Fresh<T> ask(Question<T> question)
      throws QueryException, RefusedException, IOException, InterruptedException {
    if (!turn.tryLock(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new RefusedException(
          ProblemType.UNAVAILABLE, "other questions take their time: ask again in a moment");
    }
    try {
      OpenStar star = newest();
      T answer = question.of(star.cube());
      return new Fresh<>(answer, state(Optional.of(star.later().freshness())));
    } finally {
      turn.unlock();
    }
  }

  /**
   * Answers, from what was answered before if there are no other rows since.
   *
   * @throws QueryException if the question can't be answered
   * @throws RefusedException if others take too long, or there is no star yet
   */
  Fresh<CubeAnswer> answer(CubeQuery query)
      throws QueryException, RefusedException, IOException, InterruptedException {
    return ask(
        cube -> {
          Optional<CubeAnswer> before = kept.find(query);
          if (before.isPresent()) {
            return before.get();
          }
          CubeAnswer answer = cube.ask(query);
          kept.keep(answer);
          return answer;
        });
  }

  /** What is known of the star now; waits for nobody. */
  StarState state() {
    OpenStar star = open;
    return state(Optional.ofNullable(star).map(it -> it.later().freshness()));
  }

  private StarState state(Optional<Freshness> freshness) {
    return new StarState(freshness, warehouse.progress().get(), problem);
  }

  /** In one's turn. */
  private OpenStar newest() throws QueryException, RefusedException, IOException {
    StarFolder now = folder();
    OpenStar before = open;
    if (before != null && now.equals(before.folder())) {
      return before;
    }
    OpenStar next = OpenStar.of(now, PATIENCE);
    letGo();
    kept.clear();
    open = next;
    return next;
  }

  private StarFolder folder() throws QueryException, RefusedException {
    Optional<String> progress = warehouse.progress().get();
    try {
      return StarFolder.of(warehouse.folder());
    } catch (QueryException e) {
      if (progress.isEmpty()) {
        throw e;
      }
      throw new RefusedException(
          Problem.of(ProblemType.UNAVAILABLE, "The star is being built: " + progress.get())
              .retryAfterSeconds(2));
    }
  }

  private void refresh() throws Exception {
    OpenStar star;
    turn.lockInterruptibly();
    try {
      star = newest();
    } catch (QueryException | RefusedException e) {
      return; // questions fail with the reason
    } finally {
      turn.unlock();
    }
    star.cube().load(star.loading());
    turn.lockInterruptibly();
    try {
      if (star.equals(open)) {
        star.cube().takeLoaded();
        star.cube().warm();
      }
    } finally {
      turn.unlock();
    }
    try (Connection connection = books.open()) {
      star.later().read(connection, clock.instant().truncatedTo(ChronoUnit.MILLIS));
      turn.lockInterruptibly();
      try {
        if (star.equals(open) && star.later().take()) {
          kept.clear();
        }
      } finally {
        turn.unlock();
      }
      problem = Optional.empty();
    } catch (QueryException e) {
      problem = Optional.of(String.valueOf(e.getMessage()));
    } catch (SQLException e) {
      problem = Optional.of("the books can't be read now");
      throw e;
    }
  }

  private void letGo() {
    OpenStar star = open;
    open = null;
    if (star != null) {
      star.close();
    }
  }

  @Override
  public void close() {
    refreshing.close();
    turn.lock();
    try {
      letGo();
    } finally {
      turn.unlock();
    }
    books.close();
  }
}
