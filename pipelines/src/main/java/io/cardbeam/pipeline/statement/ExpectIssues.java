package io.cardbeam.pipeline.statement;

import io.cardbeam.billing.Issue;
import io.cardbeam.billing.Statement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;

/**
 * All issues of statements that must be there, given which issues are. The newest of a cycle is
 * what the archive gives now, as a correction of the one before it. What was superseded can't be
 * made from the archive any more; it is what its own document tells, as a correction of the one
 * before. A document that can't be read gives none.
 */
public final class ExpectIssues extends PTransform<PCollection<Statement>, PCollection<Statement>> {
  private static final long serialVersionUID = 1L;

  private final String issued;

  private ExpectIssues(String issued) {
    this.issued = issued;
  }

  /**
   * Issues of a folder.
   *
   * @param issued folder with the statements that were issued
   */
  public static ExpectIssues of(String issued) {
    return new ExpectIssues(issued);
  }

  /** Takes the statement of every cycle, with those that are empty. */
  @Override
  public PCollection<Statement> expand(PCollection<Statement> statements) {
    return statements
        .apply("IssuesOf", ParDo.of(new ExpectFn(issued)))
        .setCoder(StatementCoder.of());
  }

  private static final class ExpectFn extends DoFn<Statement, Statement> {
    private static final long serialVersionUID = 1L;

    private final String folder;

    ExpectFn(String folder) {
      this.folder = folder;
    }

    @ProcessElement
    public void process(@Element Statement now, OutputReceiver<Statement> output)
        throws IOException {
      // Mostly there is one issue, and whether it is the right one is not asked here.
      if (read(now, 2).isEmpty()) {
        if (!now.isEmpty()) {
          output.output(now);
        }
        return;
      }
      List<Optional<IssuedDocument>> issues = read(now);
      Optional<IssuedDocument> before = Optional.empty();
      for (Optional<IssuedDocument> issue : issues.subList(0, issues.size() - 1)) {
        Optional<Statement> told = issue.flatMap(document -> told(document, now));
        if (told.isPresent()) {
          output.output(correcting(before, told.get()));
        }
        before = issue;
      }
      Issue newest =
          issues
              .get(issues.size() - 1)
              .map(IssuedDocument::issue)
              .filter(issue -> issue.number() == issues.size())
              .orElse(new Issue(issues.size(), 0, List.of(), List.of()));
      output.output(correcting(before, now.as(newest)));
    }

    /** All up to the last; one that is missing or can't be read is empty. */
    private List<Optional<IssuedDocument>> read(Statement now) throws IOException {
      List<Optional<IssuedDocument>> issues = new ArrayList<>();
      issues.add(read(now, 1).flatMap(ExpectFn::parsed));
      for (Optional<byte[]> next = read(now, 2);
          next.isPresent();
          next = read(now, issues.size() + 1)) {
        issues.add(next.flatMap(ExpectFn::parsed));
      }
      return issues;
    }

    private Optional<byte[]> read(Statement now, int issue) throws IOException {
      return StatementFile.JSON.read(folder, now.account(), now.month(), issue);
    }

    private static Optional<IssuedDocument> parsed(byte[] document) {
      try {
        return Optional.of(IssuedDocument.of(document));
      } catch (IOException e) {
        // Its rows are compared with none, and whoever compares documents says what is wrong.
        return Optional.empty();
      }
    }

    private static Optional<Statement> told(IssuedDocument document, Statement now) {
      try {
        Statement told = document.statement();
        boolean isOfTheAccount =
            told.account().cardToken().equals(now.account().cardToken())
                && told.account().currency().equals(now.account().currency())
                && told.month().equals(now.month());
        return isOfTheAccount ? Optional.of(told) : Optional.empty();
      } catch (IOException e) {
        return Optional.empty();
      }
    }

    private static Statement correcting(Optional<IssuedDocument> before, Statement statement) {
      return before.map(document -> document.correctedBy(statement)).orElse(statement);
    }
  }
}
