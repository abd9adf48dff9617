package io.cardbeam.local.parity;

import io.cardbeam.pipeline.BoundedBooks;
import io.cardbeam.pipeline.statement.MakeStatements;
import io.cardbeam.pipeline.statement.WriteStatements;
import io.cardbeam.pipeline.table.WriteExceptions;
import io.cardbeam.pipeline.warehouse.BuildStar;
import io.cardbeam.pipeline.warehouse.WriteStar;
import io.cardbeam.star.StarTable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.values.PCollectionTuple;

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

  /** Adds what writes them to a pipeline. */
  void write(BoundedBooks books, List<YearMonth> months) {
    String target = folder.toString();
    PCollectionTuple.of(BuildStar.DECIDED, books.cards().decided())
        .and(BuildStar.EVENTS, books.events())
        .apply("BuildStar", new BuildStar())
        .apply("WriteStar", WriteStar.to(target));
    books.exceptions().apply("WriteExceptions", WriteExceptions.to(target));
    for (YearMonth month : months) {
      books
          .events()
          .apply("MakeStatements" + month, MakeStatements.of(month))
          .apply("WriteStatements" + month, WriteStatements.to(target, month));
    }
  }

  /** Their tables, in the order in which they are told; a table without rows may have no files. */
  List<RowIndex> index() throws IOException {
    List<RowIndex> tables = new ArrayList<>();
    for (StarTable table : StarTable.values()) {
      tables.add(RowIndex.ofParquet(table.tableName(), folder.resolve(table.tableName())));
    }
    tables.add(RowIndex.ofParquet(WriteExceptions.TABLE, folder.resolve(WriteExceptions.TABLE)));
    for (String table : List.of(WriteStatements.HEADS, WriteStatements.LINES)) {
      tables.add(RowIndex.ofParquet(table, folder.resolve(table)));
    }
    tables.add(
        RowIndex.ofDocuments(WriteStatements.DOCUMENTS, folder.resolve(WriteStatements.DOCUMENTS)));
    return tables;
  }
}
