package io.cardbeam.command;

import io.cardbeam.query.QueryException;
import io.cardbeam.query.StarDatabase;
import io.cardbeam.query.StarFolder;
import io.cardbeam.query.check.DataTestResult;
import io.cardbeam.query.check.DataTests;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * What came of the tests of a star's data.
 *
 * @param tests all of them
 * @param seconds how long they took together
 */
record StarTestReport(List<DataTestResult> tests, double seconds) {

  /**
   * Runs them.
   *
   * @throws IOException if the star can't be read
   */
  static StarTestReport of(Path star, ProgressLine line) throws IOException {
    line.show("testing the star");
    long start = System.nanoTime();
    try (StarDatabase database = StarDatabase.open(StarFolder.of(star))) {
      List<DataTestResult> tests = DataTests.run(database);
      return new StarTestReport(tests, (System.nanoTime() - start) / 1e9);
    } catch (QueryException e) {
      throw new IOException(e.getMessage(), e);
    } finally {
      line.hide();
    }
  }

  /** How many failed. */
  long failed() {
    return tests.stream().filter(test -> !test.holds()).count();
  }

  /** An account with their numbers. */
  Account addTo(Account account) {
    return account.with("tests", tests.size()).with("tests that failed", failed());
  }

  /** Each that failed, with the rows that it names. */
  String failures() {
    StringBuilder text = new StringBuilder();
    for (DataTestResult test : tests) {
      if (!test.holds()) {
        text.append(
            String.format(Locale.ROOT, "FAILED  %s: %,d not so%n", test.name(), test.failures()));
        test.examples().forEach(row -> text.append("        ").append(row).append('\n'));
      }
    }
    return text.toString();
  }
}
