package io.cardbeam.query;

import io.cardbeam.pipeline.statement.WriteStatements;
import io.cardbeam.star.MonthRange;
import java.io.IOException;
import java.nio.file.Path;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Statements of some months beside those that they must be, and beside the star.
 *
 * @param expected folder of the statements that the archive gives
 * @param found folder of those that are looked at
 * @param months that their cycles close in
 * @param star whose facts are looked at, too; empty for none
 * @param zone whose days the statements count
 */
public record StatementBooks(
    Path expected, Path found, MonthRange months, Optional<StarFolder> star, ZoneId zone) {
  /** What the names of tables begin with, of the statements that must be. */
  public static final String EXPECTED = "expected_";

  /** The same of those that are looked at. */
  public static final String FOUND = "found_";

  /** What follows the prefix of tables with all issues. */
  public static final String ALL = StarViews.ALL;

  /**
   * As a database of which tests ask: a table of each name under both prefixes, with the issues
   * that hold, and with {@link #ALL} after the prefix with all of them; and if there is a star its
   * tables and {@code posted_fact}, its transactions with their card's token and the day that a
   * statement posts them on.
   *
   * @throws QueryException if files can't be read
   */
  public StarDatabase open() throws QueryException {
    try {
      List<Path> folders = new ArrayList<>(List.of(expected.toRealPath(), found.toRealPath()));
      List<String> views = new ArrayList<>();
      views.addAll(StarViews.ofMonths(EXPECTED, folders.get(0), months));
      views.addAll(StarViews.ofMonths(FOUND, folders.get(1), months));
      if (star.isPresent()) {
        folders.add(star.get().path());
        views.addAll(StarViews.statements(star.get()));
        views.add(StarViews.postedFact(zone));
      }
      return StarDatabase.open(folders, views, StarDatabase.PATIENCE);
    } catch (IOException e) {
      throw new QueryException("no such folder: " + e.getMessage(), e);
    }
  }

  /** Folders of the documents that must be, by month. */
  public Path expectedDocuments(YearMonth month) {
    return expected.resolve(WriteStatements.documentsOf(month));
  }

  /** Folders of the documents that are looked at, by month. */
  public Path foundDocuments(YearMonth month) {
    return found.resolve(WriteStatements.documentsOf(month));
  }
}
