package io.cardbeam.local.parity;

import io.cardbeam.billing.Statement;
import io.cardbeam.billing.StatementRows;
import io.cardbeam.event.TransactionException;
import io.cardbeam.pipeline.BoundedBooks;
import io.cardbeam.pipeline.statement.MakeStatements;
import io.cardbeam.pipeline.statement.WriteStatements;
import io.cardbeam.pipeline.table.TableCoder;
import io.cardbeam.pipeline.table.WriteExceptions;
import io.cardbeam.pipeline.warehouse.BuildStar;
import io.cardbeam.pipeline.warehouse.Star;
import io.cardbeam.star.StarTable;
import io.cardbeam.table.LedgerEntryRow;
import io.cardbeam.table.StatementLineRow;
import io.cardbeam.table.StatementRow;
import java.io.IOException;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.beam.sdk.transforms.FlatMapElements;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * What a run made of its decisions: the star schema, and the statements of some months.
 *
 * @param folder of both
 */
record BooksOfRun(Path folder) {
  private static final String FOLDER = "books";

  /** Those of the run that has this folder. */
  static BooksOfRun in(Path folderOfRun) {
    return new BooksOfRun(folderOfRun.resolve(FOLDER));
  }

  /** Adds what writes them to a pipeline: rows and documents, in no particular order. */
  void write(BoundedBooks books, List<YearMonth> months) {
    Star star = books.cards().apply("BuildStar", new BuildStar());
    for (StarTable table : StarTable.values()) {
      star.rows(table)
          .apply(
              "Write_" + table.tableName(),
              new WriteRowFiles<>(folder.resolve(table.tableName()), table.rowClass()));
    }
    books
        .exceptions()
        .apply(
            "WriteExceptions",
            new WriteRowFiles<>(folder.resolve(WriteExceptions.TABLE), TransactionException.class));
    for (YearMonth month : months) {
      write(month, books.cards().apply("MakeStatements" + month, MakeStatements.of(month)));
    }
  }

  private void write(YearMonth month, PCollection<Statement> statements) {
    TypeDescriptor<SpecificRecord> row = TypeDescriptor.of(SpecificRecord.class);
    statements
        .apply("Heads" + month, MapElements.into(row).via(StatementRows::head))
        .setCoder(TableCoder.of(StatementRow.class))
        .apply(
            "WriteHeads" + month,
            new WriteRowFiles<>(folder.resolve(WriteStatements.HEADS), StatementRow.class));
    statements
        .apply(
            "Lines" + month,
            FlatMapElements.into(row)
                .via(statement -> List.<SpecificRecord>copyOf(StatementRows.lines(statement))))
        .setCoder(TableCoder.of(StatementLineRow.class))
        .apply(
            "WriteLines" + month,
            new WriteRowFiles<>(folder.resolve(WriteStatements.LINES), StatementLineRow.class));
    statements
        .apply(
            "Entries" + month,
            FlatMapElements.into(row)
                .via(statement -> List.<SpecificRecord>copyOf(StatementRows.entries(statement))))
        .setCoder(TableCoder.of(LedgerEntryRow.class))
        .apply(
            "WriteEntries" + month,
            new WriteRowFiles<>(folder.resolve(WriteStatements.ENTRIES), LedgerEntryRow.class));
    statements.apply(
        "WriteDocuments" + month, WriteStatements.documentsTo(folder.toString(), month));
  }

  /** Their tables, in the order in which they are told; a table without rows has no files. */
  List<RowIndex> index() throws IOException {
    List<String> tables =
        new ArrayList<>(Arrays.stream(StarTable.values()).map(StarTable::tableName).toList());
    tables.addAll(
        List.of(
            WriteExceptions.TABLE,
            WriteStatements.HEADS,
            WriteStatements.LINES,
            WriteStatements.ENTRIES));
    List<RowIndex> indexes = new ArrayList<>();
    for (String table : tables) {
      indexes.add(RowIndex.ofRows(table, folder.resolve(table)));
    }
    indexes.add(
        RowIndex.ofDocuments(WriteStatements.DOCUMENTS, folder.resolve(WriteStatements.DOCUMENTS)));
    return indexes;
  }
}
