package io.cardbeam.command;

import io.cardbeam.billing.Statement;
import io.cardbeam.billing.StatementSection;
import io.cardbeam.document.PaperSize;
import io.cardbeam.document.WriteStatementPdfFn;
import io.cardbeam.pipeline.BoundedBooks;
import io.cardbeam.pipeline.card.CardBooks;
import io.cardbeam.pipeline.card.CardBooksCoder;
import io.cardbeam.pipeline.files.WriteDeadLetters;
import io.cardbeam.pipeline.read.ReadCards;
import io.cardbeam.pipeline.read.SourceTags;
import io.cardbeam.pipeline.statement.MakeStatements;
import io.cardbeam.pipeline.statement.StatementCounters;
import io.cardbeam.pipeline.statement.StatementFile;
import io.cardbeam.pipeline.statement.TermsText;
import io.cardbeam.pipeline.statement.WriteStatements;
import io.cardbeam.pipeline.table.Publication;
import io.cardbeam.pipeline.table.TableFiles;
import io.cardbeam.pipeline.table.WriteExceptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.transforms.Filter;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.values.PCollection;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code statements}: the cards' statements of a month. */
@Command(
    name = "statements",
    description = {
      "Makes the statement of each account whose billing cycle closes in a month: opening balance,"
          + " purchases, payments and credits, late fee, interest by average daily balance with a"
          + " grace period, closing balance, minimum payment with its due date, and what paying no"
          + " more than that costs. An account is a card's in one currency; its statement day, 1 to"
          + " 28, follows from the token. It has one if something is owed from before or was booked.",
      "Writes the tables statement, statement_line and ledger_entry as Parquet (statement/month=2020-03/...) and"
          + " each statement as statements/month=2020-03/card-TOKEN-CURRENCY.json. A run replaces its"
          + " month alone. Transactions on nobody's bill go to the table transaction_exception,"
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
          "The statements of this card alone. The output folder's month then holds no other.")
  private @Nullable String card;

  @Mixin private final TermsOption terms = new TermsOption();
  @Mixin private final JsonOption json = new JsonOption();

  @Override
  public Integer call() throws IOException {
    YearMonth month = monthOption.checked();
    String checkedInput = input.checked();
    TermsText checkedTerms = terms.terms();
    byte[] key = tokenKey.key();
    Pipeline pipeline = Pipeline.create(runner.options());
    long start = System.nanoTime();
    try (Publication publication = output.begin()) {
      String staging = publication.staging().toString();
      BoundedBooks books =
          BoundedBooks.read(
              pipeline,
              chargebacks.addTo(new ReadCards(checkedInput, key, ReadCards.Decisions.KEEP)),
              deciding.deciding());
      PCollection<Statement> statements =
          ofCard(books.cards())
              .apply("MakeStatements", MakeStatements.of(month).under(checkedTerms));
      statements.apply("WriteStatements", WriteStatements.to(staging, month));
      if (paper != null) {
        // Pages take their time, and a card's are not to wait for those of the card before.
        statements
            .apply("Spread", Reshuffle.viaRandomKey())
            .apply(
                "WritePdfs",
                ParDo.of(
                    new WriteStatementPdfFn(
                        staging + "/" + WriteStatements.documentsOf(month), paper)));
      }
      books.exceptions().apply("WriteExceptions", WriteExceptions.to(staging));
      books.deadLetters().apply("WriteDeadLetters", new WriteDeadLetters(staging));
      PipelineResult result =
          FinishedRun.of(pipeline, ProgressLine.of(spec.commandLine().getOut(), json.isSet()));
      List<String> folders = new ArrayList<>(WriteStatements.foldersOf(month));
      folders.add(WriteExceptions.TABLE);
      folders.add(WriteDeadLetters.FILE);
      publication.publish(folders);
      return account(month, new RunCounters(result), (System.nanoTime() - start) / 1e9);
    }
  }

  private PCollection<CardBooks> ofCard(PCollection<CardBooks> cards) {
    if (card == null) {
      return cards;
    }
    String token = card;
    return cards
        .apply("OfCard", Filter.by(books -> books.cardToken().equals(token)))
        .setCoder(CardBooksCoder.of());
  }

  private int account(YearMonth month, RunCounters counters, double seconds) throws IOException {
    long statements = counters.sum(StatementCounters.NAMESPACE, StatementCounters.STATEMENTS);
    Map<StatementSection, Long> lines = new EnumMap<>(StatementSection.class);
    for (StatementSection section : StatementSection.values()) {
      lines.put(
          section, counters.sum(StatementCounters.NAMESPACE, StatementCounters.nameOf(section)));
    }
    long all = lines.values().stream().mapToLong(Long::longValue).sum();
    long pdfs = counters.sum(WriteStatementPdfFn.NAMESPACE, WriteStatementPdfFn.PDFS);
    boolean isComplete =
        rowsIn(WriteStatements.folderOf(WriteStatements.HEADS, month)) == statements
            && rowsIn(WriteStatements.folderOf(WriteStatements.LINES, month)) == all
            && rowsIn(WriteStatements.folderOf(WriteStatements.ENTRIES, month)) == 2 * all
            && documentsOf(month, StatementFile.JSON) == statements
            && documentsOf(month, StatementFile.PDF) == pdfs;
    Account account =
        new Account()
            .with("month", month.toString())
            .with("requests", counters.sum(SourceTags.NAMESPACE, "requests"))
            .with("invalid", counters.sum(SourceTags.NAMESPACE, "invalid"))
            .with("statements", statements);
    lines.forEach((section, count) -> account.with(StatementCounters.nameOf(section), count));
    account
        .with("PDFs", pdfs)
        .with(WriteExceptions.TABLE, rowsIn(WriteExceptions.TABLE))
        .with("all written", isComplete ? "yes" : "NO: files hold other numbers than these")
        .with("seconds", seconds)
        .with("written to", output.path().toString())
        .print(spec.commandLine().getOut(), json.isSet());
    return isComplete ? 0 : 1;
  }

  private long rowsIn(String folder) throws IOException {
    return TableFiles.in(output.path().resolve(folder)).rows();
  }

  private long documentsOf(YearMonth month, StatementFile kind) throws IOException {
    Path folder = output.path().resolve(WriteStatements.documentsOf(month));
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    try (Stream<Path> documents = Files.list(folder)) {
      return documents.filter(path -> path.toString().endsWith("." + kind.extension())).count();
    }
  }
}
