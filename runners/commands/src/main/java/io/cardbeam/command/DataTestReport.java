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
 * What came of tests of data.
 *
 * @param tests all of them
 * @param seconds how long they took together
 */
record DataTestReport(List<DataTestResult> tests, double seconds) {

  /**
   * Runs those of a star.
   *
   * @throws IOException if the star can't be read
   */
  static DataTestReport of(Path star, ProgressLine line) throws IOException {
    line.show("testing the star");
    long start = System.nanoTime();
    try (StarDatabase database = StarDatabase.open(StarFolder.of(star))) {
      List<DataTestResult> tests = DataTests.run(database);
      return new DataTestReport(tests, (System.nanoTime() - start) / 1e9);
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

  /** All of them in lines, those that failed last, with the rows that they name. */
  String text() {
    StringBuilder text = new StringBuilder();
    tests.stream()
        .filter(DataTestResult::holds)
        .forEach(test -> text.append("ok      ").append(test.name()).append('\n'));
    return text.append(failures()).toString();
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
