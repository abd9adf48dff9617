package io.cardbeam.command;

import io.cardbeam.billing.StatementTable;
import io.cardbeam.pipeline.BoundedBooks;
import io.cardbeam.pipeline.books.BooksConnection;
import io.cardbeam.pipeline.read.ReadCards;
import io.cardbeam.pipeline.statement.MakeStatements;
import io.cardbeam.pipeline.statement.RequireWholeInput;
import io.cardbeam.pipeline.statement.StatementCounters;
import io.cardbeam.pipeline.statement.TermsText;
import io.cardbeam.pipeline.statement.WriteStatements;
import io.cardbeam.pipeline.table.FolderTree;
import io.cardbeam.pipeline.table.MonthFolders;
import io.cardbeam.pipeline.table.Publication;
import io.cardbeam.query.QueryException;
import io.cardbeam.query.StarFolder;
import io.cardbeam.query.StatementBooks;
import io.cardbeam.query.check.DataTestResult;
import io.cardbeam.query.check.DataTests;
import io.cardbeam.star.MonthRange;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.apache.beam.sdk.Pipeline;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code check}: whether a month's books are the same everywhere, to the cent. */
@Command(
    name = "check",
    description = {
      "Compares the statements of some months with the archive, to the cent: makes them anew from"
          + " it and compares the newest issue of each with them, tables row by row and documents"
          + " field by field; adds up lines and ledger; and with --warehouse looks for each transaction"
          + " of theirs among the facts, and for each fact of their cycles on them; with --books-url"
          + " does the same with the transactions that a stream stored, and with the statements that"
          + " are stored there.",
      "Give the options that the statements were made with. Prints what differs, down to the"
          + " transaction. Exit code 1 if anything does."
    })
public final class CheckCommand implements Callable<Integer> {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it.
  private CommandSpec spec;

  @Mixin private final InputOption input = new InputOption();
  @Mixin private final MonthOption monthOption = new MonthOption();

  @Option(
      names = "--statements",
      paramLabel = "DIR",
      description =
          "Folder of the statements, as statements writes it. May be left out with --books-url.")
  private @Nullable Path statements;

  @Option(
      names = "--warehouse",
      paramLabel = "DIR",
      description = "Folder of a star of the same archive, as warehouse writes it. Default: none.")
  private @Nullable Path warehouse;

  @Mixin private final RunnerOption runner = new RunnerOption();
  @Mixin private final TokenKeyOption tokenKey = new TokenKeyOption();
  @Mixin private final DecidingOption deciding = new DecidingOption();
  @Mixin private final ChargebacksOption chargebacks = new ChargebacksOption();
  @Mixin private final BooksOption database = new BooksOption();
  @Mixin private final TermsOption terms = new TermsOption();
  @Mixin private final JsonOption json = new JsonOption();

  @Override
  public Integer call() throws IOException, QueryException {
    MonthRange months = monthOption.checked();
    String checkedInput = input.checked(chargebacks.labels());
    Optional<StarFolder> star = star();
    Optional<BooksConnection> store = database.connection();
    if (statements == null ? store.isEmpty() : !Files.isDirectory(statements)) {
      throw new ParameterException(
          spec.commandLine(),
          statements == null
              ? "give --statements DIR, or --books-url, or both"
              : "--statements: no such folder: " + statements);
    }
    ReadCards cards =
        chargebacks.addTo(
            new ReadCards(checkedInput, tokenKey.key(), ReadCards.Decisions.KEEP)
                .withColumns(input.columns()));
    TermsText checkedTerms = terms.terms();
    long start = System.nanoTime();
    Path expected = Files.createTempDirectory("cardbeam-check-");
    try {
      long made = make(cards, checkedTerms, months, expected);
      StatementBooks books =
          new StatementBooks(expected, found(), months, star, store, checkedTerms.history().zone());
      return account(books, made, start);
    } finally {
      FolderTree.delete(expected);
    }
  }

  /** The newest build, whatever is published meanwhile. */
  private Optional<Path> found() throws IOException {
    if (statements == null) {
      return Optional.empty();
    }
    Path current = statements.resolve(Publication.CURRENT);
    return Optional.of((Files.exists(current) ? current : statements).toRealPath());
  }

  private Optional<StarFolder> star() {
    try {
      return warehouse == null ? Optional.empty() : Optional.of(StarFolder.of(warehouse));
    } catch (QueryException e) {
      throw new ParameterException(spec.commandLine(), "--warehouse: " + e.getMessage(), e);
    }
  }

  private long make(ReadCards cards, TermsText checkedTerms, MonthRange months, Path folder) {
    Pipeline pipeline = Pipeline.create(runner.options());
    RequireWholeInput.of(BoundedBooks.read(pipeline, cards, deciding.deciding()))
        .apply("MakeStatements", MakeStatements.of(months).under(checkedTerms))
        .apply("WriteStatements", WriteStatements.to(folder.toString(), 1));
    RunCounters counters =
        new RunCounters(
            FinishedRun.of(pipeline, ProgressLine.of(spec.commandLine().getOut(), json.isSet())));
    return counters.sum(
        StatementCounters.NAMESPACE, StatementCounters.nameOf(StatementTable.STATEMENT));
  }

  private static DataTestResult documents(StatementBooks books, Path found) throws IOException {
    SortedSet<YearMonth> months = new TreeSet<>();
    for (Path folder : List.of(books.expected(), found)) {
      months.addAll(MonthFolders.in(folder.resolve(WriteStatements.DOCUMENTS)));
    }
    DocumentCheck check = new DocumentCheck();
    for (YearMonth month : months) {
      if (books.months().holds(month)) {
        check.compare(
            books.expected().resolve(WriteStatements.documentsOf(month)),
            found.resolve(WriteStatements.documentsOf(month)));
      }
    }
    return check.result();
  }

  private int account(StatementBooks books, long made, long start)
      throws IOException, QueryException {
    List<DataTestResult> tests = new ArrayList<>(DataTests.ofStatements(books));
    if (books.found().isPresent()) {
      tests.add(documents(books, books.found().get()));
    }
    DataTestReport report = new DataTestReport(tests, (System.nanoTime() - start) / 1e9);
    PrintWriter out = spec.commandLine().getOut();
    if (!json.isSet()) {
      out.print(report.text());
    }
    report
        .addTo(new Account().with("month", monthOption.text()).with("statements", made))
        .with("the same", report.failed() == 0 ? "yes" : "NO")
        .with("seconds", report.seconds())
        .print(out, json.isSet());
    return report.failed() == 0 ? 0 : 1;
  }
}
