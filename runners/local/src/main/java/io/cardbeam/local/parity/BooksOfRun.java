package io.cardbeam.local.parity;

import io.cardbeam.billing.Statement;
import io.cardbeam.billing.StatementTable;
import io.cardbeam.event.TransactionException;
import io.cardbeam.pipeline.BoundedBooks;
import io.cardbeam.pipeline.statement.MakeStatements;
import io.cardbeam.pipeline.statement.WriteStatements;
import io.cardbeam.pipeline.table.TableCoder;
import io.cardbeam.pipeline.table.WriteExceptions;
import io.cardbeam.pipeline.warehouse.BuildStar;
import io.cardbeam.pipeline.warehouse.Star;
import io.cardbeam.star.MonthRange;
import io.cardbeam.star.StarTable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.beam.sdk.transforms.FlatMapElements;
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
      write(
          month,
          books
              .cards()
              .apply("MakeStatements" + month, MakeStatements.of(new MonthRange(month, month))));
    }
  }

  private void write(YearMonth month, PCollection<Statement> statements) {
    for (StatementTable table : StatementTable.values()) {
      statements
          .apply(
              table.tableName() + month,
              FlatMapElements.into(TypeDescriptor.of(SpecificRecord.class)).via(table::rows))
          .setCoder(TableCoder.of(table.rowClass()))
          .apply(
              "Write_" + table.tableName() + month,
              new WriteRowFiles<>(folder.resolve(table.tableName()), table.rowClass()));
    }
    statements.apply("WriteDocuments" + month, WriteStatements.documentsTo(folder.toString()));
  }

  /** Their tables, in the order in which they are told; a table without rows has no files. */
  List<RowIndex> index() throws IOException {
    List<String> tables =
        new ArrayList<>(Arrays.stream(StarTable.values()).map(StarTable::tableName).toList());
    tables.add(WriteExceptions.TABLE);
    Arrays.stream(StatementTable.values()).map(StatementTable::tableName).forEach(tables::add);
    List<RowIndex> indexes = new ArrayList<>();
    for (String table : tables) {
      indexes.add(RowIndex.ofRows(table, folder.resolve(table)));
    }
    indexes.add(
        RowIndex.ofDocuments(WriteStatements.DOCUMENTS, folder.resolve(WriteStatements.DOCUMENTS)));
    return indexes;
  }
}
