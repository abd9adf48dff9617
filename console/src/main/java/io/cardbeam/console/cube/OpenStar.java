package io.cardbeam.console.cube;

import io.cardbeam.query.QueryException;
import io.cardbeam.query.StarDatabase;
import io.cardbeam.query.StarFolder;
import io.cardbeam.query.cube.Cube;
import io.cardbeam.query.cube.LaterRows;
import java.io.IOException;
import java.time.Duration;

/**
 * A build of a star that questions are asked of.
 *
 * @param database for the thread whose turn it is
 * @param loading another way to it, for the thread that loads the facts
 * @param later what came since it was built
 */
record OpenStar(
    StarFolder folder, StarDatabase database, StarDatabase loading, Cube cube, LaterRows later)
    implements AutoCloseable {

  /**
   * Opens it.
   *
   * @param patience longest that a question takes
   */
  static OpenStar of(StarFolder folder, Duration patience) throws QueryException, IOException {
    StarDatabase database = StarDatabase.open(folder, patience);
    try {
      Cube cube = new Cube(database);
      return new OpenStar(folder, database, database.beside(), cube, new LaterRows(cube, database));
    } catch (QueryException | IOException | RuntimeException e) {
      database.close();
      throw e;
    }
  }

  @Override
  public void close() {
    later.close();
    loading.close();
    database.close();
  }
}
