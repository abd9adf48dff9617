package io.cardbeam.command;

import io.cardbeam.billing.Statement;
import io.cardbeam.decision.Deciding;
import io.cardbeam.pipeline.BoundedBooks;
import io.cardbeam.pipeline.books.WriteBooksRows;
import io.cardbeam.pipeline.books.WriteLakeLedger;
import io.cardbeam.pipeline.card.CardBooks;
import io.cardbeam.pipeline.read.ReadCards;
import io.cardbeam.pipeline.statement.ExpectIssues;
import io.cardbeam.pipeline.statement.MakeStatements;
import io.cardbeam.pipeline.statement.RequireWholeInput;
import io.cardbeam.pipeline.statement.TermsText;
import io.cardbeam.pipeline.statement.WriteStatements;
import io.cardbeam.pipeline.table.WriteExceptions;
import io.cardbeam.pipeline.warehouse.BuildStar;
import io.cardbeam.pipeline.warehouse.WriteStar;
import io.cardbeam.query.StatementBooks;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.values.PCollection;

/** Makes all that must be there of an archive, as far as it is compared. */
public final class ExpectedBooks {
  private ExpectedBooks() {}

  /**
   * Adds the steps to a pipeline; they fail if a file of the archive's events can't be read to its
   * end. The ledger that lies in the archive is read, too, and what can't be read of it is kept.
   *
   * @param source the archive
   * @param deciding how its requests were decided, and the terms that its transactions cleared by
   * @param books what is compared, and the folder that what must be there is written to
   * @param terms what credit costs
   */
  public static void assemble(
      Pipeline pipeline,
      ReadCards source,
      Deciding deciding,
      StatementBooks books,
      TermsText terms) {
    BoundedBooks archive = BoundedBooks.read(pipeline, source, deciding);
    String folder = books.expected().toString();
    PCollection<CardBooks> cards = RequireWholeInput.of(archive);
    MakeStatements makeStatements = MakeStatements.of(books.months()).under(terms);
    PCollection<Statement> statements =
        books.found().isPresent()
            ? cards
                .apply("MakeStatements", makeStatements.everyCycle())
                .apply("ExpectIssues", ExpectIssues.of(books.found().get().toString()))
            : cards.apply("MakeStatements", makeStatements);
    statements.apply("WriteStatements", WriteStatements.to(folder, 1));
    archive.exceptions().apply("WriteExceptions", WriteExceptions.to(folder));
    if (books.star().isPresent()) {
      cards
          .apply("BuildStar", new BuildStar())
          .apply(
              "WriteStar",
              WriteStar.to(folder + "/" + StatementBooks.STAR).ofMonths(books.time().months()));
    }
    boolean hasLake = books.ledger() != StatementBooks.Ledger.NONE;
    WriteBooksRows rows =
        WriteBooksRows.to(folder + "/" + StatementBooks.BOOKS, deciding.clearing());
    if (books.database().isPresent()) {
      cards.apply("WriteBooksRows", rows);
    } else if (hasLake) {
      cards.apply("WriteBooksRows", rows.ofTheLedger());
    }
    if (hasLake) {
      pipeline.apply(
          "WriteLakeLedger",
          new WriteLakeLedger(source.input(), folder + "/" + StatementBooks.LAKE));
    }
  }
}
