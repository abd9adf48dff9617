package io.cardbeam.pipeline.statement;

import io.cardbeam.billing.Statement;
import io.cardbeam.billing.StatementRows;
import io.cardbeam.pipeline.table.MonthFolders;
import io.cardbeam.pipeline.table.TableCoder;
import io.cardbeam.pipeline.table.WriteTable;
import io.cardbeam.table.LedgerEntryRow;
import io.cardbeam.table.StatementLineRow;
import io.cardbeam.table.StatementRow;
import java.time.YearMonth;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.beam.sdk.transforms.FlatMapElements;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * Writes the statements of one month: {@code statement/month=…}, {@code statement_line/month=…} and
 * {@code ledger_entry/month=…} as Parquet for machines, and {@code
 * statements/month=…/card-TOKEN-CURRENCY.json}, one for each card, for whoever wants a single one.
 */
public final class WriteStatements extends PTransform<PCollection<Statement>, PDone> {
  private static final long serialVersionUID = 1L;

  /** Name of the table of statements. */
  public static final String HEADS = "statement";

  /** Name of the table of their lines. */
  public static final String LINES = "statement_line";

  /** Name of the table of their bookings. */
  public static final String ENTRIES = "ledger_entry";

  /** The tables. */
  public static final List<String> TABLES = List.of(HEADS, LINES, ENTRIES);

  /** Folder of the documents. */
  public static final String DOCUMENTS = "statements";

  private final String folder;
  private final YearMonth month;

  private WriteStatements(String folder, YearMonth month) {
    this.folder = folder;
    this.month = month;
  }

  /** Writes the statements of this month into this folder. */
  public static WriteStatements to(String folder, YearMonth month) {
    return new WriteStatements(folder, month);
  }

  /** Writes only the documents of this month's statements into this folder. */
  public static ParDo.SingleOutput<Statement, Void> documentsTo(String folder, YearMonth month) {
    return ParDo.of(new WriteStatementJsonFn(folder + "/" + folderOf(DOCUMENTS, month)));
  }

  /** The folders that a run of one month fills, relative to the output folder. */
  public static List<String> foldersOf(YearMonth month) {
    return List.of(
        folderOf(HEADS, month),
        folderOf(LINES, month),
        folderOf(ENTRIES, month),
        documentsOf(month));
  }

  /** Where the month's documents lie, relative to the output folder. */
  public static String documentsOf(YearMonth month) {
    return folderOf(DOCUMENTS, month);
  }

  @Override
  public PDone expand(PCollection<Statement> statements) {
    TypeDescriptor<SpecificRecord> row = TypeDescriptor.of(SpecificRecord.class);
    statements
        .apply("Heads", MapElements.into(row).via(StatementRows::head))
        .setCoder(TableCoder.of(StatementRow.class))
        .apply("WriteHeads", table(HEADS, StatementRow.class));
    statements
        .apply(
            "Lines",
            FlatMapElements.into(row)
                .via(statement -> List.<SpecificRecord>copyOf(StatementRows.lines(statement))))
        .setCoder(TableCoder.of(StatementLineRow.class))
        .apply("WriteLines", table(LINES, StatementLineRow.class));
    statements
        .apply(
            "Entries",
            FlatMapElements.into(row)
                .via(statement -> List.<SpecificRecord>copyOf(StatementRows.entries(statement))))
        .setCoder(TableCoder.of(LedgerEntryRow.class))
        .apply("WriteEntries", table(ENTRIES, LedgerEntryRow.class));
    statements.apply("WriteDocuments", documentsTo(folder, month));
    return PDone.in(statements.getPipeline());
  }

  private WriteTable table(String name, Class<? extends SpecificRecord> rowClass) {
    return WriteTable.to(folder + "/" + folderOf(name, month), rowClass);
  }

  /**
   * Where a month's rows of a table lie, relative to the output folder.
   *
   * @param table one of {@link #TABLES}
   */
  public static String folderOf(String table, YearMonth month) {
    return table + "/" + MonthFolders.nameOf(month.toString());
  }

  /**
   * Schema of a table.
   *
   * @param table one of {@link #TABLES}
   */
  public static Schema schemaOf(String table) {
    return switch (table) {
      case HEADS -> StatementRow.getClassSchema();
      case LINES -> StatementLineRow.getClassSchema();
      case ENTRIES -> LedgerEntryRow.getClassSchema();
      default -> throw new IllegalArgumentException("no table of statements is called " + table);
    };
  }
}
