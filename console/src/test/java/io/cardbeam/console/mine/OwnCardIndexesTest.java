package io.cardbeam.console.mine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.console.BooksOnTrial;
import io.cardbeam.console.database.ConsoleSchema;
import io.cardbeam.console.database.Database;
import io.cardbeam.console.database.Pool;
import io.cardbeam.console.database.Query;
import io.cardbeam.console.mine.DeclinedList.Asked;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a transaction names, and what names it, is found by an index and not by reading a table. */
class OwnCardIndexesTest {
  private static final String TOKEN = "token-of-a-card-000001";
  private static final List<String> TABLES =
      List.of("purchase", "refund", "reversal", "chargeback", "chargeback_resolution");

  private static final String READ =
      "SELECT coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)"
          + " FROM pg_stat_xact_user_tables WHERE schemaname = 'books' AND relname = ?";

  @Test
  void noListReadsATableForEachOfItsLines() throws Exception {
    try (BooksOnTrial books = BooksOnTrial.start()) {
      ConsoleSchema.OUTBOX.migrate(books.connection());
      ConsoleSchema.MINE.migrate(books.connection());
      CardsOnTrial.store(books, new Random(7), List.of(TOKEN, "token-of-a-card-000002"));
      books.run("ANALYZE");
      try (Database database = new Database(books.connection(), Pool.MINE)) {
        Map<String, Long> rows = new HashMap<>();
        Map<String, Long> read = new HashMap<>();
        database.transact(
            connection -> {
              run(connection, "SET LOCAL enable_seqscan = off");
              OwnCard card =
                  new Query("SELECT card_id FROM books.card WHERE card_token = ?")
                      .with(TOKEN)
                      .first(connection, row -> new OwnCard(row.getLong(1), TOKEN))
                      .orElseThrow();
              TransactionList.page(connection, card, newest(), CardsOnTrial.NOW);
              Disputes.page(connection, card, new Asked(Optional.empty(), 100));
              for (String table : TABLES) {
                read.put(table, number(connection, READ, table));
                rows.put(table, number(connection, "SELECT count(*) FROM books." + table));
              }
              return true;
            });
        for (String table : TABLES) {
          long most = 3 * rows.getOrDefault(table, 0L);
          assertThat(read.get(table)).as("rows of %s", table).isPositive().isLessThan(most);
        }
      }
    }
  }

  private static TransactionQuery newest() {
    return new TransactionQuery(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        100);
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static long number(Connection connection, String sql, Object... values)
      throws SQLException {
    return new Query(sql)
        .withAll(List.of(values))
        .first(connection, row -> row.getLong(1))
        .orElseThrow();
  }
}
