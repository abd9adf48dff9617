package io.cardbeam.pipeline.statement;

import io.cardbeam.billing.Statement;
import java.io.IOException;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.Optional;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Tells statements that are to be issued from those that were. One that was issued never changes:
 * where it was and is made otherwise now, a correction of it is issued, which refers to it and
 * tells the difference. An empty one is only issued to correct one that was not. What was issued is
 * what has a JSON document.
 */
public final class IssueStatements extends PTransform<PCollection<Statement>, PCollectionTuple> {
  private static final long serialVersionUID = 1L;

  /** To be issued now: for the first time, or to correct one. */
  public static final TupleTag<Statement> ISSUED = new TupleTag<>("issued") {};

  /** Issued before, as they are. */
  public static final TupleTag<Statement> UNCHANGED = new TupleTag<>("unchanged") {};

  private final String issued;
  private final YearMonth first;

  private IssueStatements(String issued, YearMonth first) {
    this.issued = issued;
    this.first = first;
  }

  /**
   * Issues what was not issued yet.
   *
   * @param issued folder with the statements that were; it need not be there
   * @param first month from which on statements are issued; what was issued of months before is
   *     corrected where it must be, since what comes late there is in the balances from here on
   */
  public static IssueStatements after(String issued, YearMonth first) {
    return new IssueStatements(issued, first);
  }

  @Override
  public PCollectionTuple expand(PCollection<Statement> statements) {
    PCollectionTuple told =
        statements.apply(
            "Issue",
            ParDo.of(new IssueFn(issued, first))
                .withOutputTags(ISSUED, TupleTagList.of(UNCHANGED)));
    told.get(ISSUED).setCoder(StatementCoder.of());
    told.get(UNCHANGED).setCoder(StatementCoder.of());
    return told;
  }

  private static final class IssueFn extends DoFn<Statement, Statement> {
    private static final long serialVersionUID = 1L;

    private final String folder;
    private final YearMonth first;

    IssueFn(String folder, YearMonth first) {
      this.folder = folder;
      this.first = first;
    }

    @ProcessElement
    public void process(@Element Statement statement, MultiOutputReceiver output)
        throws IOException {
      Optional<byte[]> newest = Optional.empty();
      int number = 0;
      for (Optional<byte[]> next = read(statement, 1);
          next.isPresent();
          next = read(statement, number + 1)) {
        newest = next;
        number++;
      }
      if (newest.isEmpty()) {
        if (!statement.isEmpty() && !statement.month().isBefore(first)) {
          StatementCounters.count(StatementCounters.ISSUED_COUNT, statement);
          output.get(ISSUED).output(statement);
        }
        return;
      }
      // Mostly nothing changed, and then bytes tell it faster than a tree.
      if (number == 1 && Arrays.equals(newest.get(), StatementJson.bytes(statement))) {
        unchanged(statement, output);
        return;
      }
      IssuedDocument document = parsed(newest.get(), statement, number);
      if (document.isToldBy(statement)) {
        unchanged(statement.as(document.issue()), output);
      } else {
        StatementCounters.count(StatementCounters.CORRECTED_COUNT, statement);
        output.get(ISSUED).output(document.correctedBy(statement));
      }
    }

    private void unchanged(Statement statement, MultiOutputReceiver output) {
      if (!statement.month().isBefore(first)) {
        StatementCounters.count(StatementCounters.UNCHANGED_COUNT, statement);
        output.get(UNCHANGED).output(statement);
      }
    }

    private Optional<byte[]> read(Statement statement, int number) throws IOException {
      return StatementFile.JSON.read(folder, statement.account(), statement.month(), number);
    }

    private static IssuedDocument parsed(byte[] json, Statement statement, int number)
        throws IOException {
      try {
        return IssuedDocument.of(json);
      } catch (IOException e) {
        throw new IOException(
            "the statement that was issued as %s/%s can't be read, so none can correct it: %s; restore the file"
                .formatted(
                    WriteStatements.documentsOf(statement.month()),
                    StatementFile.JSON.name(statement.account(), number),
                    e.getMessage()),
            e);
      }
    }
  }
}
