package io.cardbeam.command;

import io.cardbeam.billing.Statement;
import io.cardbeam.credit.BillingCalendar;
import io.cardbeam.decision.Deciding;
import io.cardbeam.document.PaperSize;
import io.cardbeam.document.WriteStatementPdfFn;
import io.cardbeam.pipeline.BoundedBooks;
import io.cardbeam.pipeline.books.BooksConnection;
import io.cardbeam.pipeline.books.StoreStatements;
import io.cardbeam.pipeline.card.CardBooks;
import io.cardbeam.pipeline.card.CardBooksCoder;
import io.cardbeam.pipeline.files.WriteDeadLetters;
import io.cardbeam.pipeline.read.ReadCards;
import io.cardbeam.pipeline.statement.DocumentDigests;
import io.cardbeam.pipeline.statement.IssueStatements;
import io.cardbeam.pipeline.statement.MakeStatements;
import io.cardbeam.pipeline.statement.RequireMonthOver;
import io.cardbeam.pipeline.statement.RequireWholeInput;
import io.cardbeam.pipeline.statement.StatementCounters;
import io.cardbeam.pipeline.statement.TermsText;
import io.cardbeam.pipeline.statement.WriteStatements;
import io.cardbeam.pipeline.table.OutputInUseException;
import io.cardbeam.pipeline.table.Publication;
import io.cardbeam.pipeline.table.TableFile;
import io.cardbeam.pipeline.table.WriteExceptions;
import io.cardbeam.star.MonthRange;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Filter;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;

/**
 * The steps of a run of statements.
 *
 * @param source what happened on the cards
 * @param deciding what requests without a decision are decided by
 * @param months whose statements are issued
 * @param terms of the accounts
 * @param card whose statements alone are issued; empty for all
 * @param paper of the PDFs; empty for none
 * @param store the database that gets them, if one does
 * @param evenIfOpen whether they are made of an input that does not reach the end of the last cycle
 */
public record StatementsPipeline(
    ReadCards source,
    Deciding deciding,
    MonthRange months,
    TermsText terms,
    Optional<String> card,
    Optional<PaperSize> paper,
    Optional<BooksConnection> store,
    boolean evenIfOpen) {

  /**
   * Of all cards, under the terms that come with Cardbeam, with PDFs, and only of closed cycles.
   */
  public static StatementsPipeline standard(
      ReadCards source, Deciding deciding, MonthRange months, BooksConnection store) {
    return new StatementsPipeline(
        source,
        deciding,
        months,
        TermsText.standard(),
        Optional.empty(),
        Optional.of(PaperSize.letter),
        Optional.of(store),
        false);
  }

  /** The same, whether or not their input reaches the end of the last cycle. */
  StatementsPipeline evenIfOpen(boolean open) {
    return new StatementsPipeline(source, deciding, months, terms, card, paper, store, open);
  }

  /** First instant after the last of the cycles. */
  Instant closed() {
    return months
        .last()
        .atDay(BillingCalendar.LAST_STATEMENT_DAY)
        .plusDays(1)
        .atStartOfDay(terms.history().zone())
        .toInstant();
  }

  /** Months up to the last: what comes late in one before moves what these open with. */
  MonthRange upTo() {
    return new MonthRange(MonthRange.ALL.first(), months.last());
  }

  /**
   * Adds the steps to a pipeline.
   *
   * @param publication they write into
   */
  void assemble(Pipeline pipeline, Publication publication) {
    String staging = publication.staging().toString();
    String issuedBefore = publication.current().toString();
    BoundedBooks books = BoundedBooks.read(pipeline, source, deciding);
    PCollection<CardBooks> cards = RequireWholeInput.of(books);
    PCollectionTuple statements =
        ofCard(cards)
            .apply("MakeStatements", MakeStatements.of(upTo()).under(terms).everyCycle())
            .apply(
                "RequireMonthOver",
                new RequireMonthOver(cards, closed(), Instant.now(), evenIfOpen))
            .apply("IssueStatements", IssueStatements.after(issuedBefore, months.first()));
    PCollection<Statement> issued = statements.get(IssueStatements.ISSUED);
    issued.apply("WriteStatements", WriteStatements.to(staging, publication.number()));
    PCollection<Statement> all =
        PCollectionList.of(issued)
            .and(statements.get(IssueStatements.UNCHANGED))
            .apply("AllStatements", Flatten.pCollections());
    // Where the statement was made: as a record between workers a long one is larger than a sort
    // buffer of Flink's.
    paper.ifPresent(
        size ->
            all.apply("WritePdfs", ParDo.of(new WriteStatementPdfFn(issuedBefore, staging, size)))
                .apply(
                    "WritePdfDigests",
                    DocumentDigests.to(staging, TableFile.nameOfRun(publication.number(), "pdf"))));
    store.ifPresent(database -> all.apply("StoreStatements", StoreStatements.in(database)));
    books.exceptions().apply("WriteExceptions", WriteExceptions.to(staging));
    books.deadLetters().apply("WriteDeadLetters", new WriteDeadLetters(staging));
  }

  private PCollection<CardBooks> ofCard(PCollection<CardBooks> cards) {
    return card.map(
            token ->
                cards
                    .apply("OfCard", Filter.by(books -> books.cardToken().equals(token)))
                    .setCoder(CardBooksCoder.of()))
        .orElse(cards);
  }

  /** Makes the statements that were written the current ones. */
  static void publish(Publication publication) throws IOException {
    publication.publish(List.of(WriteExceptions.TABLE, WriteDeadLetters.FILE));
  }

  /**
   * Issues them without a word.
   *
   * @param pipeline that nothing was added to
   * @param output folder of the statements
   * @return whether the input reaches the end of the last cycle; else none was issued
   * @throws IOException if the folder can't be written, or another run is at work there
   */
  public boolean publish(Pipeline pipeline, Path output) throws IOException {
    ProgressLine silent = new ProgressLine(new PrintWriter(Writer.nullWriter()), false);
    try (Publication publication = Publication.begin(output.toAbsolutePath().normalize())) {
      assemble(pipeline, publication);
      RunCounters counters = new RunCounters(FinishedRun.of(pipeline, silent));
      boolean over = counters.sum(StatementCounters.NAMESPACE, RequireMonthOver.WITHHELD) == 0;
      if (over) {
        publish(publication);
      }
      return over;
    } catch (OutputInUseException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
