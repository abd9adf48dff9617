package io.cardbeam.pipeline.statement;

import io.cardbeam.billing.Statement;
import io.cardbeam.billing.StatementTable;
import io.cardbeam.pipeline.table.MonthFolders;
import io.cardbeam.pipeline.table.RowBytes;
import io.cardbeam.pipeline.table.TableFile;
import io.cardbeam.pipeline.table.WriteRowBytes;
import java.time.YearMonth;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;

/**
 * Writes statements: {@code statement/month=…}, {@code statement_line/month=…} and {@code
 * ledger_entry/month=…} as Parquet for machines, a file for each month in which cycles close; and
 * {@code statements/month=…/card-TOKEN-CURRENCY.json}, one for each statement, for whoever wants a
 * single one, with the digests of these documents as {@code statement_document/month=…}. Bounded
 * input in the global window.
 */
public final class WriteStatements extends PTransform<PCollection<Statement>, PDone> {
  private static final long serialVersionUID = 1L;

  /** Folder of the documents. */
  public static final String DOCUMENTS = "statements";

  private static final int CARD_TOKEN = 0;

  private final String folder;
  private final int run;

  private WriteStatements(String folder, int run) {
    this.folder = folder;
    this.run = run;
  }

  /**
   * Writes statements into this folder.
   *
   * @param run number that tells the tables' files from those of other runs in the same folder
   */
  public static WriteStatements to(String folder, int run) {
    return new WriteStatements(folder, run);
  }

  /** Writes only the documents into this folder; gives their digests. */
  public static ParDo.SingleOutput<Statement, KV<String, byte[]>> documentsTo(String folder) {
    return ParDo.of(new WriteStatementJsonFn(folder));
  }

  /** Where a month's documents lie, relative to the output folder. */
  public static String documentsOf(YearMonth month) {
    return DOCUMENTS + "/" + MonthFolders.nameOf(month.toString());
  }

  /** Where a month's rows of a table lie, relative to the output folder. */
  public static String folderOf(StatementTable table, YearMonth month) {
    return table.tableName() + "/" + MonthFolders.nameOf(month.toString());
  }

  @Override
  public PDone expand(PCollection<Statement> statements) {
    statements
        .apply("RowsByFile", ParDo.of(new RowsByFileFn(run)))
        .apply("WriteFiles", WriteRowBytes.to(folder, WriteStatements::layoutOf));
    statements
        .apply("WriteDocuments", documentsTo(folder))
        .apply("WriteDigests", DocumentDigests.to(folder, TableFile.nameOfRun(run)));
    return PDone.in(statements.getPipeline());
  }

  private static final class RowsByFileFn extends DoFn<Statement, KV<String, byte[]>> {
    private static final long serialVersionUID = 1L;

    private final int run;

    RowsByFileFn(int run) {
      this.run = run;
    }

    @ProcessElement
    public void process(
        @Element Statement statement, OutputReceiver<KV<String, byte[]>> rowsOfFile) {
      for (StatementTable table : StatementTable.values()) {
        List<SpecificRecord> rows = table.rows(statement);
        if (!rows.isEmpty()) {
          StatementCounters.count(table, rows.size());
          String file = folderOf(table, statement.month()) + "/" + TableFile.nameOfRun(run);
          RowBytes.encode(table.codec(), rows, block -> rowsOfFile.output(KV.of(file, block)));
        }
      }
    }
  }

  private static WriteRowBytes.Layout layoutOf(String tableName) {
    StatementTable table = StatementTable.named(tableName);
    return new WriteRowBytes.Layout(table.rowClass(), table.codec(), CARD_TOKEN);
  }
}
