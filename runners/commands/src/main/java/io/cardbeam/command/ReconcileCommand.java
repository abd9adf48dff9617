package io.cardbeam.command;

import io.cardbeam.billing.StatementTable;
import io.cardbeam.pipeline.books.BooksConnection;
import io.cardbeam.pipeline.read.ReadCards;
import io.cardbeam.pipeline.statement.StatementCounters;
import io.cardbeam.pipeline.statement.TermsText;
import io.cardbeam.pipeline.table.FolderTree;
import io.cardbeam.pipeline.table.Publication;
import io.cardbeam.query.QueryException;
import io.cardbeam.query.StarFolder;
import io.cardbeam.query.StatementBooks;
import io.cardbeam.query.reconcile.Reconciliation;
import io.cardbeam.star.MonthRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.beam.sdk.Pipeline;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code reconcile}: whether some months' books are the same everywhere, row by row. */
@Command(
    name = "reconcile",
    description = {
      "Compares what was made of an archive with what the archive gives: whole rows, both ways, each"
          + " as often as it must be there. With --statements the tables and documents of all issues"
          + " of statements; with --warehouse the star: facts, dimensions and control totals; with"
          + " --books-url what a stream stored in PostgreSQL, its ledger with the cardholders'"
          + " balances, and the statements there; and the ledger that lies in a lake, if there is"
          + " one.",
      "Adds up lines, ledger and balances, and looks for each transaction of the statements in star"
          + " and PostgreSQL, and the other way round.",
      "Give the options that these were made with. Prints what differs, down to row and column, and"
          + " at the end what was not compared. Exit code 1 if anything differs."
    })
public final class ReconcileCommand implements Callable<Integer> {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it.
  private CommandSpec spec;

  @Mixin private final InputOption input = new InputOption();
  @Mixin private final MonthOption monthOption = new MonthOption();

  @Option(
      names = "--statements",
      paramLabel = "DIR",
      description =
          "Folder of the statements, as statements writes it. May be left out with --books-url or"
              + " --ledger.")
  private @Nullable Path statements;

  @Option(
      names = "--warehouse",
      paramLabel = "DIR",
      description = "Folder of a star of the same archive, as warehouse writes it. Default: none.")
  private @Nullable Path warehouse;

  @Option(
      names = "--ledger",
      description =
          "The lake must have a ledger: what is missing of it is a difference even if there is none"
              + " at all, as in lakes of earlier versions. Default: compared if there is one.")
  private boolean ledger;

  @Mixin private final RunnerOption runner = new RunnerOption();
  @Mixin private final TokenKeyOption tokenKey = new TokenKeyOption();
  @Mixin private final DecidingOption deciding = new DecidingOption();
  @Mixin private final ChargebacksOption chargebacks = new ChargebacksOption();
  @Mixin private final DecisionsOption decisions = new DecisionsOption();
  @Mixin private final BooksOption database = new BooksOption();
  @Mixin private final TermsOption terms = new TermsOption();
  @Mixin private final JsonOption json = new JsonOption();

  @Override
  public Integer call() throws IOException, QueryException {
    MonthRange months = monthOption.checked();
    String checkedInput = input.checked(chargebacks.labels());
    Optional<StarFolder> star = star();
    Optional<BooksConnection> store = database.connection();
    if (statements == null ? store.isEmpty() && !ledger : !Files.isDirectory(statements)) {
      throw new ParameterException(
          spec.commandLine(),
          statements == null
              ? "give --statements DIR, --books-url or --ledger, or several of them"
              : "--statements: no such folder: " + statements);
    }
    ReadCards cards =
        decisions.addTo(
            chargebacks.addTo(
                new ReadCards(checkedInput, tokenKey.key(), ReadCards.Decisions.KEEP)
                    .withColumns(input.columns())));
    if (ledger && cards.readsCsv()) {
      throw new ParameterException(
          spec.commandLine(), "--ledger: " + checkedInput + " is no lake, and has no ledger");
    }
    TermsText checkedTerms = terms.terms();
    ProgressLine line = ProgressLine.of(spec.commandLine().getOut(), json.isSet());
    long start = System.nanoTime();
    Path expected = Files.createTempDirectory("cardbeam-reconcile-");
    try {
      StatementBooks books =
          new StatementBooks(
              expected,
              found(),
              months,
              star,
              store,
              ledgerOf(cards),
              checkedTerms.history().zone());
      long made = make(cards, checkedTerms, books, line);
      return new ReconciliationReport(compared(books, line))
          .print(
              spec.commandLine().getOut(),
              json.isSet(),
              new Account().with("month", monthOption.text()).with("statements", made),
              (System.nanoTime() - start) / 1e9);
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

  private StatementBooks.Ledger ledgerOf(ReadCards cards) {
    if (cards.readsCsv()) {
      return StatementBooks.Ledger.NONE;
    }
    return ledger ? StatementBooks.Ledger.REQUIRED : StatementBooks.Ledger.IF_THERE;
  }

  private static Reconciliation compared(StatementBooks books, ProgressLine line)
      throws IOException, QueryException {
    try {
      return Reconciliation.of(books, table -> line.show("comparing " + table + " ..."));
    } finally {
      line.hide();
    }
  }

  /** Makes all that must be there, as far as it is compared. */
  private long make(
      ReadCards cards, TermsText checkedTerms, StatementBooks books, ProgressLine line) {
    Pipeline pipeline = Pipeline.create(runner.options());
    ExpectedBooks.assemble(pipeline, cards, deciding.deciding(), books, checkedTerms);
    RunCounters counters = new RunCounters(FinishedRun.of(pipeline, line));
    return counters.sum(
        StatementCounters.NAMESPACE, StatementCounters.nameOf(StatementTable.STATEMENT));
  }
}
