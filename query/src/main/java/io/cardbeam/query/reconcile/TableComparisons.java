package io.cardbeam.query.reconcile;

import io.cardbeam.billing.StatementTable;
import io.cardbeam.event.LedgerTransfer;
import io.cardbeam.event.TransactionException;
import io.cardbeam.pipeline.books.BooksTable;
import io.cardbeam.pipeline.books.WriteLakeLedger;
import io.cardbeam.pipeline.statement.DocumentDigests;
import io.cardbeam.pipeline.table.WriteExceptions;
import io.cardbeam.query.ExpectedTransfers;
import io.cardbeam.query.StatementBooks;
import io.cardbeam.query.StoredTable;
import io.cardbeam.query.StoredTables;
import io.cardbeam.query.TimeAsked;
import io.cardbeam.star.StarTable;
import io.cardbeam.table.StatementDocument;
import io.cardbeam.table.UnreadTransfer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;

/** Which tables are compared, each with all of its columns. */
final class TableComparisons {
  /** Distinguishes a row of PostgreSQL from one of a file. */
  static final String POSTGRES = "PostgreSQL's ";

  /** Distinguishes what lies in the archive itself. */
  private static final String ARCHIVE = " of the archive";

  private static final List<String> EXCEPTION_KEY =
      List.of("transaction_id", "transaction_type", "card_token");

  private TableComparisons() {}

  /** The tables of statements in files, all issues of them. */
  static List<RowComparison> ofStatements() {
    List<RowComparison> all = new ArrayList<>();
    for (StatementTable table : StatementTable.values()) {
      all.add(ofIssues(table, table.tableName(), StatementBooks.EXPECTED, StatementBooks.FOUND));
    }
    String ofJson = " WHERE format = 'JSON'";
    all.add(
        comparison(
            DocumentDigests.TABLE,
            columns(
                StatementDocument.getClassSchema(),
                List.of("card_token", "currency", "period_end", "issue", "format")),
            5,
            StatementBooks.EXPECTED + DocumentDigests.TABLE + ofJson,
            StatementBooks.FOUND + DocumentDigests.TABLE + ofJson));
    all.add(ofExceptions(" of the statements", StatementBooks.FOUND));
    return all;
  }

  /** What is recorded of a PDF, but for size and digest, follows from the document beside it. */
  static RowComparison ofPdfs() {
    String columns = "card_token, currency, period_end, issue, format, file_name";
    return new RowComparison(
        DocumentDigests.TABLE + " of PDFs",
        List.of(columns.split(", ")),
        4,
        """
        SELECT card_token, currency, period_end, issue, 'PDF' AS format,
          regexp_replace(file_name, '[.]json$', '.pdf') AS file_name
        FROM expected_statement_document SEMI JOIN
          (FROM found_statement_document WHERE format <> 'JSON')
          USING (card_token, currency, period_end, issue)
        """,
        "SELECT " + columns + " FROM found_statement_document WHERE format <> 'JSON'");
  }

  /**
   * The tables of a star: dimensions whole, facts of a time.
   *
   * @param time whose facts must be there
   */
  static List<RowComparison> ofStar(TimeAsked time) {
    String months =
        " WHERE month BETWEEN '%s' AND '%s'".formatted(time.months().first(), time.months().last());
    List<RowComparison> all = new ArrayList<>();
    for (StarTable table : StarTable.values()) {
      String name = table.tableName();
      String expected = StatementBooks.EXPECTED_STAR + name;
      if (table.isFact()) {
        all.add(ofFact(table, months));
      } else if (table.isMonthly()) {
        List<String> columns =
            columns(table.schema(), List.of("month", "fact", "year_month", "currency"));
        all.add(comparison(name, columns, 4, expected + months, name + months));
      } else {
        all.add(comparison(name, columns(table.schema(), List.of()), 1, expected, name));
      }
    }
    all.add(ofExceptions(" of the star", ""));
    return all;
  }

  /** A fact's card is named by its token, as nobody knows a surrogate key. */
  private static RowComparison ofFact(StarTable table, String months) {
    List<String> key =
        switch (table) {
          case FACT_TRANSACTION -> List.of("transaction_id", "transaction_type");
          case FACT_LEDGER_TRANSFER -> List.of("transfer_id");
          default -> List.of("request_id");
        };
    List<String> columns = columns(table.schema(), key);
    columns.add(key.size(), "month");
    columns.add(key.size(), "card_token");
    int keyColumns = key.size() + 1; // An id is one among those of its card.
    String from =
        "(SELECT f.*, c.card_token FROM %s f LEFT JOIN "
            + StatementBooks.EXPECTED_STAR
            + StarTable.DIM_CARD.tableName()
            + " c USING (card_key))"
            + months;
    return comparison(
        table.tableName(),
        columns,
        keyColumns,
        from.formatted(StatementBooks.EXPECTED_STAR + table.tableName()),
        from.formatted(table.tableName()));
  }

  /**
   * The ledger that lies in the archive. A stream writes a transfer at least once: its copies are
   * one, as a transfer made again is the same bytes.
   */
  static List<RowComparison> ofLake() {
    List<String> columns = columns(LedgerTransfer.getClassSchema(), List.of("transfer_id"));
    String names = String.join(", ", columns);
    List<String> unread = columns(UnreadTransfer.getClassSchema(), List.of());
    return List.of(
        new RowComparison(
            BooksTable.LEDGER_TRANSFER.tableName() + ARCHIVE,
            columns,
            1,
            ExpectedTransfers.question(names, StatementBooks.LAKE_LEDGER),
            ExpectedTransfers.distinct(names, StatementBooks.LAKE_LEDGER)),
        new RowComparison(
            WriteLakeLedger.UNREAD + ARCHIVE,
            unread,
            2,
            "SELECT '' AS file, 0 AS position, '' AS code, '' AS reason WHERE false",
            "SELECT " + String.join(", ", unread) + " FROM " + StatementBooks.LAKE_UNREAD));
  }

  /** The tables of PostgreSQL that a stream fills. */
  static List<RowComparison> ofStream() {
    List<RowComparison> all = new ArrayList<>();
    for (StoredTable table : StoredTables.all()) {
      String columns = String.join(", ", table.columnNames());
      all.add(
          new RowComparison(
              POSTGRES + table.name(),
              table.columnNames(),
              table.keyColumns(),
              "SELECT * FROM (%s) q (%s)".formatted(table.expected(), columns),
              "SELECT %s FROM %s".formatted(columns, table.storedName())));
    }
    return all;
  }

  /**
   * The statements of PostgreSQL.
   *
   * @param allIssues whether all issues are compared, or those that hold
   */
  static List<RowComparison> ofStoredStatements(boolean allIssues) {
    List<RowComparison> all = new ArrayList<>();
    for (StatementTable table : StatementTable.values()) {
      String name = POSTGRES + table.tableName();
      all.add(
          allIssues
              ? ofIssues(table, name, StatementBooks.EXPECTED_STORED, StatementBooks.STORED)
              : ofThoseThatHold(table, name));
    }
    return all;
  }

  private static RowComparison ofIssues(
      StatementTable table, String name, String expected, String found) {
    List<String> key = keyOf(table);
    return comparison(
        name,
        columns(table.schema(), key),
        key.size(),
        expected + StatementBooks.ALL + table.tableName(),
        found + StatementBooks.ALL + table.tableName());
  }

  private static RowComparison ofThoseThatHold(StatementTable table, String name) {
    List<String> key = new ArrayList<>(keyOf(table));
    key.remove("issue");
    List<String> columns = columns(table.schema(), key);
    columns.removeAll(List.of("issue", "closing_difference_minor"));
    return comparison(
        name,
        columns,
        key.size(),
        StatementBooks.EXPECTED_STORED + table.tableName(),
        StatementBooks.STORED + table.tableName());
  }

  private static List<String> keyOf(StatementTable table) {
    return switch (table) {
      case STATEMENT -> List.of("card_token", "currency", "period_start", "issue");
      case STATEMENT_LINE ->
          List.of("card_token", "currency", "period_start", "issue", "line_number");
      case LEDGER_ENTRY ->
          List.of(
              "card_token",
              "currency",
              "issue",
              "posting_date",
              "kind",
              "transaction_id",
              "ledger_account");
    };
  }

  private static RowComparison ofExceptions(String where, String prefix) {
    return comparison(
        WriteExceptions.TABLE + where,
        columns(TransactionException.getClassSchema(), EXCEPTION_KEY),
        EXCEPTION_KEY.size(),
        StatementBooks.EXPECTED + WriteExceptions.TABLE,
        prefix + WriteExceptions.TABLE);
  }

  private static RowComparison comparison(
      String table, List<String> columns, int keyColumns, String expected, String found) {
    String select = "SELECT " + String.join(", ", columns) + " FROM ";
    return new RowComparison(table, columns, keyColumns, select + expected, select + found);
  }

  /** The columns of a table, its key first. */
  private static List<String> columns(Schema schema, List<String> key) {
    Set<String> columns = new LinkedHashSet<>(key);
    schema.getFields().forEach(field -> columns.add(field.name()));
    return new ArrayList<>(columns);
  }
}
