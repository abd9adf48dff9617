package io.cardbeam.command;

import io.cardbeam.billing.StatementSection;
import io.cardbeam.billing.StatementTable;
import io.cardbeam.document.PaperSize;
import io.cardbeam.pipeline.books.BooksConnection;
import io.cardbeam.pipeline.books.BooksMigration;
import io.cardbeam.pipeline.card.ConflictLetter;
import io.cardbeam.pipeline.read.ReadCards;
import io.cardbeam.pipeline.read.SourceTags;
import io.cardbeam.pipeline.statement.RequireMonthOver;
import io.cardbeam.pipeline.statement.StatementCounters;
import io.cardbeam.pipeline.statement.TermsText;
import io.cardbeam.pipeline.table.MonthFolders;
import io.cardbeam.pipeline.table.Publication;
import io.cardbeam.pipeline.table.TableFiles;
import io.cardbeam.pipeline.table.WriteExceptions;
import io.cardbeam.star.MonthRange;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.apache.beam.sdk.Pipeline;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code statements}: the cards' statements of some months. */
@Command(
    name = "statements",
    description = {
      "Issues the statement of each account whose billing cycle closes in a month, or in each of"
          + " several: opening balance, purchases, payments and credits, late fee, interest by average"
          + " daily balance with a grace period, closing balance, minimum payment with its due date, and what paying no"
          + " more than that costs. An account is a card's in one currency; its statement day, 1 to"
          + " 28, follows from the token. It has one if something is owed from before or was booked.",
      "Writes the tables statement, statement_line and ledger_entry as Parquet (statement/month=2020-03/...) and"
          + " each statement as statements/month=2020-03/card-TOKEN-CURRENCY.json;"
          + " with --books-url also to PostgreSQL.",
      "A statement that was issued never changes, and is not issued again. Where it would be"
          + " another now, a correction is issued, card-TOKEN-CURRENCY.2.json, which refers to it"
          + " and tells the difference.",
      "A month is over when the clock and the event time of the input have passed it: the input must"
          + " go beyond the 28th, by which its cycles close. Else --preview alone shows its statements.",
      "Transactions on nobody's bill go to the table transaction_exception,"
          + " input that can't be read to dead-letters.csv.",
      "Exit code 0 if the files hold every statement and line that was made."
    })
public final class StatementsCommand implements Callable<Integer> {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it.
  private CommandSpec spec;

  @Mixin private final InputOption input = new InputOption();
  @Mixin private final MonthOption monthOption = new MonthOption();
  @Mixin private final OutputFolderOption output = new OutputFolderOption();
  @Mixin private final RunnerOption runner = new RunnerOption();
  @Mixin private final TokenKeyOption tokenKey = new TokenKeyOption();
  @Mixin private final DecidingOption deciding = new DecidingOption();
  @Mixin private final ChargebacksOption chargebacks = new ChargebacksOption();

  @Option(
      names = "--pdf",
      paramLabel = "PAPER",
      arity = "0..1",
      fallbackValue = "letter",
      description = "Makes a PDF of each statement, too: letter, which --pdf alone means, or a4.")
  private @Nullable PaperSize paper;

  @Option(
      names = "--card",
      paramLabel = "TOKEN",
      description =
          "The statements of this card alone; those of others that were issued stay as they are.")
  private @Nullable String card;

  @Option(
      names = "--preview",
      description =
          "Shows what would be issued and corrected, with the lines that differ, and writes nothing.")
  private boolean preview;

  @Option(
      names = "--complete-until",
      paramLabel = "DATE",
      converter = UtcTimeConverter.class,
      description =
          "The input has all that happened before this date (or time, as 2025-04-01T00:00:00Z), UTC,"
              + " though it may have no event so late. Default: as far as its events go.")
  private @Nullable Instant completeUntil;

  @Mixin private final BooksOption database = new BooksOption();
  @Mixin private final TermsOption terms = new TermsOption();
  @Mixin private final JsonOption json = new JsonOption();

  @Override
  public Integer call() throws IOException {
    MonthRange months = monthOption.checked();
    TermsText checkedTerms = terms.terms();
    if (!preview) {
      requireOver(months.last(), checkedTerms);
    }
    String checkedInput = input.checked(chargebacks.labels());
    byte[] key = tokenKey.key();
    Optional<BooksConnection> store = database.connection().filter(any -> !preview);
    StatementsPipeline steps =
        new StatementsPipeline(
            chargebacks.addTo(
                new ReadCards(checkedInput, key, ReadCards.Decisions.KEEP)
                    .withColumns(input.columns())),
            deciding.deciding(),
            months,
            checkedTerms,
            Optional.ofNullable(card),
            Optional.ofNullable(paper),
            store,
            false);
    Instant closed = steps.closed();
    boolean isTold = completeUntil != null && !completeUntil.isBefore(closed);
    Pipeline pipeline = Pipeline.create(runner.options());
    long start = System.nanoTime();
    try (Publication publication = output.begin()) {
      store.ifPresent(BooksMigration::migrate);
      StatementCounts before = StatementCounts.in(publication.current(), steps.upTo());
      if (!before.isWhole()) {
        throw new IOException(
            "%s has %d statements and %d documents of them: restore the documents, or one that was issued is issued again"
                .formatted(output.path(), before.statements(), before.documents()));
      }
      (preview || isTold ? steps.evenIfOpen(true) : steps).assemble(pipeline, publication);
      RunCounters counters =
          new RunCounters(
              FinishedRun.of(pipeline, ProgressLine.of(spec.commandLine().getOut(), json.isSet())));
      if (counters.sum(StatementCounters.NAMESPACE, RequireMonthOver.WITHHELD) > 0) {
        throw notOverInTheInput(counters, closed);
      }
      StatementCorrections corrections = StatementCorrections.in(publication.staging());
      if (!preview) {
        StatementsPipeline.publish(publication);
      }
      StatementCounts written = StatementCounts.of(counters);
      boolean isComplete =
          preview
              ? StatementCounts.in(publication.staging(), steps.upTo()).equals(written)
              : StatementCounts.in(publication.current(), steps.upTo())
                  .equals(before.plus(written));
      return account(counters, written, corrections, isComplete, (System.nanoTime() - start) / 1e9);
    }
  }

  /** What is issued never changes, so that a cycle must have closed. */
  private void requireOver(YearMonth last, TermsText checkedTerms) {
    LocalDate over = last.plusMonths(1).atDay(1);
    if (LocalDate.now(checkedTerms.history().zone()).isBefore(over)) {
      throw new ParameterException(
          spec.commandLine(),
          "--month: %s is not over; its statements can be issued from %s on, and --preview shows them as they stand"
              .formatted(last, over));
    }
  }

  private ParameterException notOverInTheInput(RunCounters counters, Instant closed) {
    return new ParameterException(
        spec.commandLine(),
        "--month: %s is not over in the input, which goes to %s and not to %s; --preview shows its statements as they stand, --complete-until %s issues them if nothing is missing"
            .formatted(monthOption.checked().last(), reached(counters), closed, closed));
  }

  private static String reached(RunCounters counters) {
    OptionalLong millis = counters.largest(StatementCounters.NAMESPACE, RequireMonthOver.REACHED);
    return millis.isPresent()
        ? Instant.ofEpochMilli(millis.getAsLong()).toString()
        : "no time: it has too few events";
  }

  private int account(
      RunCounters counters,
      StatementCounts written,
      StatementCorrections corrections,
      boolean isComplete,
      double seconds)
      throws IOException {
    long issued = counters.sum(StatementCounters.NAMESPACE, StatementCounters.ISSUED);
    long corrected = counters.sum(StatementCounters.NAMESPACE, StatementCounters.CORRECTED);
    long unchanged = counters.sum(StatementCounters.NAMESPACE, StatementCounters.UNCHANGED);
    Account account =
        new Account()
            .with("month", monthOption.text())
            .with("requests", counters.sum(SourceTags.NAMESPACE, "requests"))
            .with("invalid", counters.sum(SourceTags.NAMESPACE, "invalid"))
            .with(
                ConflictLetter.COUNTER,
                counters.sum(ConflictLetter.NAMESPACE, ConflictLetter.COUNTER))
            .with("input goes to", reached(counters))
            .with("statements", issued + corrected + unchanged)
            .with(StatementCounters.ISSUED, issued)
            .with(StatementCounters.CORRECTED, corrected)
            .with(StatementCounters.UNCHANGED, unchanged);
    for (StatementSection section : StatementSection.values()) {
      String name = StatementCounters.nameOf(section);
      account.with(name, counters.sum(StatementCounters.NAMESPACE, name));
    }
    account.with("PDFs", written.pdfs());
    if (!preview) {
      account.with(
          WriteExceptions.TABLE,
          TableFiles.in(output.path().resolve(WriteExceptions.TABLE)).rows());
    }
    account.with("all written", isComplete ? "yes" : "NO: files hold other numbers than these");
    PrintWriter out = spec.commandLine().getOut();
    if (json.isSet()) {
      account.with("corrections", corrections.json());
    } else {
      corrections.print(out, corrected);
    }
    if (issued + corrected > 0) {
      later().ifPresent(months -> account.with("correct next", months));
    }
    account
        .with("seconds", seconds)
        .with(preview ? "nothing written to" : "written to", output.path().toString())
        .print(out, json.isSet());
    return isComplete ? 0 : 1;
  }

  /** Months after these with statements that were issued, which open with what is carried over. */
  private Optional<String> later() throws IOException {
    Path issued = output.path().resolve(StatementTable.STATEMENT.tableName());
    YearMonth last = monthOption.checked().last();
    List<YearMonth> later =
        MonthFolders.in(issued).stream().filter(month -> month.isAfter(last)).toList();
    if (later.isEmpty()) {
      return Optional.empty();
    }
    YearMonth next = last.plusMonths(1);
    YearMonth end = later.get(later.size() - 1);
    return Optional.of("--month " + next + (next.equals(end) ? "" : ".." + end));
  }
}
