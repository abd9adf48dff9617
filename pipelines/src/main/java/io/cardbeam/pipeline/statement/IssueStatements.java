package io.cardbeam.pipeline.statement;

import io.cardbeam.billing.Statement;
import java.io.IOException;
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

  private IssueStatements(String issued) {
    this.issued = issued;
  }

  /**
   * Issues what was not issued yet.
   *
   * @param issued folder with the statements that were; it need not be there
   */
  public static IssueStatements after(String issued) {
    return new IssueStatements(issued);
  }

  @Override
  public PCollectionTuple expand(PCollection<Statement> statements) {
    PCollectionTuple told =
        statements.apply(
            "Issue",
            ParDo.of(new IssueFn(issued)).withOutputTags(ISSUED, TupleTagList.of(UNCHANGED)));
    told.get(ISSUED).setCoder(StatementCoder.of());
    told.get(UNCHANGED).setCoder(StatementCoder.of());
    return told;
  }

  private static final class IssueFn extends DoFn<Statement, Statement> {
    private static final long serialVersionUID = 1L;

    private final String folder;

    IssueFn(String folder) {
      this.folder = folder;
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
        if (statement.isEmpty()) {
          return;
        }
        StatementCounters.ISSUED_COUNT.inc();
        output.get(ISSUED).output(statement);
        return;
      }
      if (statement.isEmpty()) {
        StatementCounters.count(statement);
      }
      // Mostly nothing changed, and then bytes tell it faster than a tree.
      if (number == 1 && Arrays.equals(newest.get(), StatementJson.bytes(statement))) {
        StatementCounters.UNCHANGED_COUNT.inc();
        output.get(UNCHANGED).output(statement);
        return;
      }
      IssuedDocument document = parsed(newest.get(), statement, number);
      if (document.isToldBy(statement)) {
        StatementCounters.UNCHANGED_COUNT.inc();
        output.get(UNCHANGED).output(statement.as(document.issue()));
      } else {
        StatementCounters.CORRECTED_COUNT.inc();
        output.get(ISSUED).output(document.correctedBy(statement));
      }
    }

    private Optional<byte[]> read(Statement statement, int number) throws IOException {
      return StatementFile.JSON.read(folder, statement.account(), statement.month(), number);
    }

    private static IssuedDocument parsed(byte[] json, Statement statement, int number)
        throws IOException {
      try {
        return IssuedDocument.of(json);
      } catch (IOException | IllegalArgumentException e) {
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
