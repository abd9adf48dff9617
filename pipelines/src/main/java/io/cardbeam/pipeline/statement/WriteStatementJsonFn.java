package io.cardbeam.pipeline.statement;

import io.cardbeam.billing.Statement;
import java.io.IOException;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/** Writes each statement as JSON, and gives the row of its digest. */
final class WriteStatementJsonFn extends DoFn<Statement, KV<String, byte[]>> {
  private static final long serialVersionUID = 1L;

  private final String folder;

  WriteStatementJsonFn(String folder) {
    this.folder = folder;
  }

  @ProcessElement
  public void process(@Element Statement statement, OutputReceiver<KV<String, byte[]>> digests)
      throws IOException {
    byte[] document = StatementJson.bytes(statement);
    StatementFile.JSON.write(folder, statement, document);
    DocumentDigests.tell(statement, StatementFile.JSON, document, row -> digests.output(row));
  }
}
