package io.cardbeam.document;

import io.cardbeam.billing.Statement;
import io.cardbeam.pipeline.statement.StatementFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Objects;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.jspecify.annotations.Nullable;

/** Writes each statement as a PDF. */
public final class WriteStatementPdfFn extends DoFn<Statement, Void> {
  private static final long serialVersionUID = 1L;

  /** Namespace of the counter. */
  public static final String NAMESPACE = "documents";

  /** Name of the counter of documents. */
  public static final String PDFS = "pdfs";

  private final Counter written = Metrics.counter(NAMESPACE, PDFS);
  private final String folder;
  private final PaperSize paper;
  private transient @Nullable StatementPdf printer;

  /**
   * A writer.
   *
   * @param folder of the month's documents
   */
  public WriteStatementPdfFn(String folder, PaperSize paper) {
    this.folder = folder;
    this.paper = paper;
  }

  /** Reads the fonts. */
  @Setup
  public void setUp() throws IOException {
    printer = new StatementPdf(paper);
  }

  /** Writes one. */
  @ProcessElement
  public void process(@Element Statement statement) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Objects.requireNonNull(printer).write(statement, bytes);
    StatementFile.PDF.write(folder, statement.account(), bytes.toByteArray());
    written.inc();
  }
}
