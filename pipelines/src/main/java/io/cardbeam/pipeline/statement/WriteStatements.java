package io.cardbeam.pipeline.statement;

import io.cardbeam.billing.Statement;
import io.cardbeam.billing.StatementTable;
import io.cardbeam.pipeline.table.MonthFolders;
import io.cardbeam.pipeline.table.RowBytes;
import io.cardbeam.pipeline.table.TableFile;
import java.io.IOException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.avro.specific.SpecificRecord;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;

/**
 * Writes statements: {@code statement/month=…}, {@code statement_line/month=…} and {@code
 * ledger_entry/month=…} as Parquet for machines, a file for each month in which cycles close; and
 * {@code statements/month=…/card-TOKEN-CURRENCY.json}, one for each statement, for whoever wants a
 * single one. A month's rows are held in memory together and sorted, so that the same statements
 * make the same bytes. Bounded input in the global window.
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

  /** Writes only the documents into this folder. */
  public static ParDo.SingleOutput<Statement, Void> documentsTo(String folder) {
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
        .setCoder(KvCoder.of(StringUtf8Coder.of(), ByteArrayCoder.of()))
        .apply("GroupByFile", GroupByKey.create())
        .apply("WriteFiles", ParDo.of(new WriteFileFn(folder)));
    statements.apply("WriteDocuments", documentsTo(folder));
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
          rowsOfFile.output(KV.of(file, RowBytes.of(table.codec(), rows)));
        }
      }
    }
  }

  private static final class WriteFileFn extends DoFn<KV<String, Iterable<byte[]>>, Void> {
    private static final long serialVersionUID = 1L;

    private final String folder;

    WriteFileFn(String folder) {
      this.folder = folder;
    }

    @ProcessElement
    public void process(@Element KV<String, Iterable<byte[]>> file) throws IOException {
      String name = file.getKey().substring(0, file.getKey().indexOf('/'));
      StatementTable table = StatementTable.valueOf(name.toUpperCase(Locale.ROOT));
      List<SpecificRecord> rows = new ArrayList<>();
      for (byte[] block : file.getValue()) {
        rows.addAll(RowBytes.decoded(table.codec(), block));
      }
      TableFile.write(folder + "/" + file.getKey(), table.rowClass(), rows, CARD_TOKEN);
    }
  }
}
