package io.cardbeam.pipeline.statement;

import io.cardbeam.billing.Statement;
import java.io.IOException;
import org.apache.beam.sdk.transforms.DoFn;

/** Writes each statement as JSON. */
final class WriteStatementJsonFn extends DoFn<Statement, Void> {
  private static final long serialVersionUID = 1L;

  private final String folder;

  WriteStatementJsonFn(String folder) {
    this.folder = folder;
  }

  @ProcessElement
  public void process(@Element Statement statement) throws IOException {
    StatementFile.JSON.write(folder, statement, StatementJson.bytes(statement));
  }
}
