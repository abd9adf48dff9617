package io.cardbeam.document;

import io.cardbeam.billing.Statement;
import io.cardbeam.pipeline.statement.DocumentDigests;
import io.cardbeam.pipeline.statement.StatementFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Objects;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.jspecify.annotations.Nullable;

/** Writes each statement as a PDF, unless it was, and gives the rows of their digests. */
public final class WriteStatementPdfFn extends DoFn<Statement, KV<String, byte[]>> {
  private static final long serialVersionUID = 1L;

  /** Namespace of the counter. */
  public static final String NAMESPACE = "documents";

  /** Name of the counter of documents. */
  public static final String PDFS = "pdfs";

  private final Counter written = Metrics.counter(NAMESPACE, PDFS);
  private final String issued;
  private final String folder;
  private final PaperSize paper;
  private transient @Nullable StatementPdf printer;

  /**
   * A writer.
   *
   * @param issued folder of statements that were issued: what has its PDF there gets none
   * @param folder of the statements
   */
  public WriteStatementPdfFn(String issued, String folder, PaperSize paper) {
    this.issued = issued;
    this.folder = folder;
    this.paper = paper;
  }

  /** Reads the fonts. */
  @Setup
  public void setUp() throws IOException {
    printer = new StatementPdf(paper);
  }

  /** Writes one that is not there yet. */
  @ProcessElement
  public void process(@Element Statement statement, OutputReceiver<KV<String, byte[]>> digests)
      throws IOException {
    if (StatementFile.PDF.exists(issued, statement)) {
      return;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Objects.requireNonNull(printer).write(statement, bytes);
    byte[] document = bytes.toByteArray();
    StatementFile.PDF.write(folder, statement, document);
    DocumentDigests.tell(statement, StatementFile.PDF, document, row -> digests.output(row));
    written.inc();
  }
}
