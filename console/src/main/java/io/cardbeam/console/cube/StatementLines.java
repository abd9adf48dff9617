package io.cardbeam.console.cube;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.cardbeam.console.database.Database;
import io.cardbeam.console.database.Pool;
import io.cardbeam.console.http.Json;
import io.cardbeam.money.MinorUnits;
import io.cardbeam.pipeline.books.BooksConnection;
import io.cardbeam.query.cube.FactRow;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The lines of a transaction on statements, as they were printed. */
final class StatementLines implements AutoCloseable {
  private static final String LINES =
      """
      SELECT s.period_start, s.period_end, s.due_date, s.issue, l.line_number, l.posting_date,
        l.description, l.amount_minor, s.currency
      FROM books.statement_line l JOIN books.statement s USING (statement_id)
      JOIN books.card USING (card_id)
      WHERE l.transaction_key = ? AND l.kind = ? AND card.card_token = ?
      ORDER BY s.period_end, s.issue, l.line_number LIMIT 50
      """;

  private final Database books;

  StatementLines(BooksConnection connection) {
    this.books = new Database(connection, Pool.BOOKS);
  }

  /** Those of a transaction, the first statement first; none if it is on none yet. */
  ArrayNode of(FactRow transaction) throws SQLException {
    return books.read(
        connection -> {
          ArrayNode lines = Json.object().putArray("lines");
          try (PreparedStatement select = connection.prepareStatement(LINES)) {
            select.setString(1, transaction.id());
            select.setString(2, transaction.kind());
            select.setString(3, transaction.cardToken());
            try (ResultSet rows = select.executeQuery()) {
              while (rows.next()) {
                String currency = rows.getString("currency");
                lines
                    .addObject()
                    .put("period_start", rows.getString("period_start"))
                    .put("period_end", rows.getString("period_end"))
                    .put("due_date", rows.getString("due_date"))
                    .put("issue", rows.getInt("issue"))
                    .put("line_number", rows.getInt("line_number"))
                    .put("posting_date", rows.getString("posting_date"))
                    .put("description", rows.getString("description"))
                    .put("amount", MinorUnits.decimal(rows.getLong("amount_minor"), currency))
                    .put("currency", currency);
              }
            }
          }
          return lines;
        });
  }

  @Override
  public void close() {
    books.close();
  }
}
