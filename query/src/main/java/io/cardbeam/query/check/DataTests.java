package io.cardbeam.query.check;

import io.cardbeam.query.Column;
import io.cardbeam.query.QueryException;
import io.cardbeam.query.RowSink;
import io.cardbeam.query.StarDatabase;
import io.cardbeam.query.StatementBooks;
import io.cardbeam.query.check.StatementTests.Posted;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs tests of data. */
public final class DataTests {
  /** Rows that are named of those that fail a test. */
  public static final int EXAMPLES = 5;

  private DataTests() {}

  /**
   * Runs those of a star.
   *
   * @throws QueryException if the star can't be read
   * @throws IOException never by itself
   */
  public static List<DataTestResult> run(StarDatabase star) throws QueryException, IOException {
    return run(star, StarTests.all());
  }

  /**
   * Runs those of statements: that they add up, in files and in PostgreSQL, where there are any,
   * and that star and stream have posted what they tell.
   *
   * @param database of the books, opened
   * @param mustBeStored whether PostgreSQL must have statements: who stores none there has none
   * @throws IOException never by itself
   */
  public static List<DataTestResult> ofStatements(
      StarDatabase database, StatementBooks books, boolean mustBeStored) throws IOException {
    List<String> found = new ArrayList<>();
    List<Posted> posted = new ArrayList<>();
    if (books.found().isPresent()) {
      found.add(StatementBooks.FOUND);
    }
    if (books.star().isPresent()) {
      posted.add(new Posted("posted_fact", "fact_transaction"));
    }
    if (books.database().isPresent()) {
      posted.add(new Posted("posted_transaction", "PostgreSQL's card_transaction"));
    }
    if (mustBeStored) {
      found.add(StatementBooks.STORED);
    }
    List<Expectation> tests = new ArrayList<>(StatementTests.all(found, posted, books.months()));
    if (books.database().isPresent()) {
      tests.addAll(LedgerTests.ofPostgres());
    }
    List<DataTestResult> results = new ArrayList<>();
    for (Expectation test : tests) {
      try {
        results.addAll(run(database, List.of(test)));
      } catch (QueryException e) {
        results.add(
            new DataTestResult(test.name(), 1, List.of("can't be read: " + e.getMessage())));
      }
    }
    return results;
  }

  private static List<DataTestResult> run(StarDatabase star, List<Expectation> tests)
      throws QueryException, IOException {
    List<DataTestResult> results = new ArrayList<>();
    for (Expectation test : tests) {
      Offenders offenders = new Offenders();
      star.query(test.offending(), List.of(), offenders);
      results.add(new DataTestResult(test.name(), offenders.count, offenders.examples));
    }
    return results;
  }

  private static final class Offenders implements RowSink {
    private final List<String> examples = new ArrayList<>();
    private List<Column> columns = List.of();
    private long count;

    @Override
    public void begin(List<Column> all) {
      columns = all;
    }

    @Override
    public void row(List<@Nullable Object> values) {
      count++;
      if (examples.size() < EXAMPLES) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
          texts.add(columns.get(i).name() + " " + values.get(i));
        }
        examples.add(String.join(", ", texts));
      }
    }
  }
}
