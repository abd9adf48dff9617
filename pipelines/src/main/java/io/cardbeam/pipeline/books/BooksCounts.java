package io.cardbeam.pipeline.books;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/** How many rows the books hold, for accounts and for people who watch. */
public final class BooksCounts {
  private static final String SELECT = "SELECT table_name, row_count FROM books.row_count";

  private BooksCounts() {}

  /**
   * Rows by table name, in the schema's order. It counts: tens of milliseconds per million rows.
   *
   * @throws SQLException if the server can't be reached or holds no books
   */
  public static Map<String, Long> read(BooksConnection books) throws SQLException {
    Map<String, Long> counts = new LinkedHashMap<>();
    try (Connection connection =
            DriverManager.getConnection(books.url(), books.user(), books.password().read());
        PreparedStatement select = connection.prepareStatement(SELECT);
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        counts.put(rows.getString(1), rows.getLong(2));
      }
    }
    return counts;
  }
}
