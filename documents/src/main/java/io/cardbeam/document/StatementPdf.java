package io.cardbeam.document;

import com.openhtmltopdf.extend.FSSupplier;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import io.cardbeam.billing.Statement;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Calendar;
import java.util.Locale;
import java.util.Objects;
import java.util.TimeZone;
import org.apache.pdfbox.pdmodel.PDDocument;

/**
 * A statement as a tagged PDF with embedded fonts, which a screen reader reads. The same statement
 * gives the same bytes. The fonts are read once; any number of threads.
 */
public final class StatementPdf {
  private static final String FONT = "Liberation";

  private final String styles;
  private final LiberationSans typeface;
  private final PaperSize paper;

  /**
   * A printer of statements.
   *
   * @throws IOException if the fonts are not on the class path
   */
  public StatementPdf(PaperSize paper) throws IOException {
    XRLog.setLoggingEnabled(false);
    this.paper = paper;
    this.typeface = LiberationSans.load();
    try (InputStream in =
        Objects.requireNonNull(StatementPdf.class.getResourceAsStream("statement.css"))) {
      this.styles = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /**
   * Writes it.
   *
   * @throws IOException if the stream can't be written to
   */
  public void write(Statement statement, OutputStream out) throws IOException {
    PdfRendererBuilder builder = new PdfRendererBuilder();
    builder.useFont(font(typeface.regular()), FONT, 400, FontStyle.NORMAL, true);
    builder.useFont(font(typeface.bold()), FONT, 700, FontStyle.NORMAL, true);
    builder.usePdfUaAccessibility(true);
    builder.withProducer("Cardbeam");
    builder.withHtmlContent(StatementHtml.of(statement, paper, styles), null);
    builder.toStream(OutputStream.nullOutputStream());
    try (PdfBoxRenderer renderer = builder.buildPdfRenderer();
        PDDocument document = renderer.getPdfDocument()) {
      renderer.layout();
      renderer.createPDFWithoutClosing();
      dateOf(document, statement);
      document.save(out);
    }
  }

  /** Date and id follow from the statement: with the clock's, each run would make other bytes. */
  private static void dateOf(PDDocument document, Statement statement) throws IOException {
    Calendar closed = Calendar.getInstance(TimeZone.getTimeZone("UTC"), Locale.ROOT);
    closed.setTimeInMillis(
        statement.cycle().closingDate().atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli());
    document.getDocumentInformation().setCreationDate(closed);
    document.getDocumentInformation().setModificationDate(closed);
    document.setDocumentId(closed.getTimeInMillis());
  }

  private static FSSupplier<InputStream> font(byte[] bytes) {
    return () -> new ByteArrayInputStream(bytes);
  }
}
