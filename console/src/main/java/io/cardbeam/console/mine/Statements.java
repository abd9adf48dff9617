package io.cardbeam.console.mine;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.billing.CardAccount;
import io.cardbeam.console.database.Query;
import io.cardbeam.console.http.Cursor;
import io.cardbeam.console.http.Json;
import io.cardbeam.console.http.QueryParameters;
import io.cardbeam.console.http.RefusedException;
import io.cardbeam.pipeline.statement.StatementFile;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Statements of a card: those in the books, each with its document from the folder that {@code
 * statements} writes, if the console was given it. A document is found by the card of the session
 * and a row of the books, never by a name that was sent.
 */
final class Statements {
  /** Most lines of a statement that an answer holds. */
  static final int MAX_LINES = 2_000;

  private static final Pattern ID =
      Pattern.compile("(\\d{4}-\\d{2}-\\d{2})-([A-Z]{3})-([1-9]\\d{0,5})");
  private static final String COLUMNS =
      """
      SELECT s.statement_id, s.currency::text AS currency, s.period_start, s.period_end,
             s.due_date, s.issue, s.last_four, s.cardholder, s.opening_balance_minor,
             s.purchases_minor, s.credits_minor, s.returned_payments_minor, s.disputes_minor,
             s.fees_minor, s.interest_minor, s.closing_balance_minor, s.minimum_payment_minor,
             s.past_due_minor
      """;
  private static final String PAGE =
      COLUMNS
          + """
          FROM books.newest_statement s
          WHERE s.card_id = ? AND (? OR (s.period_end, s.currency::text COLLATE "C") < (?, ?))
          ORDER BY s.period_end DESC, s.currency::text COLLATE "C" DESC LIMIT ?
          """;
  private static final String ONE =
      COLUMNS
          + """
          FROM books.statement s
          WHERE s.card_id = ? AND s.period_end = ? AND s.currency = ? AND s.issue = ?
          """;
  private static final String LINES =
      """
      SELECT kind, transaction_date, posting_date, description, category, amount_minor
      FROM books.statement_line WHERE statement_id = ? ORDER BY line_number LIMIT ?
      """;

  private static final List<String> FIGURES =
      List.of(
          "opening_balance",
          "purchases",
          "credits",
          "returned_payments",
          "disputes",
          "fees",
          "interest",
          "closing_balance",
          "minimum_payment",
          "past_due");

  private final Optional<Path> folder;

  /** Statements whose documents are in this folder; empty for none. */
  Statements(Optional<Path> folder) {
    this.folder = folder;
  }

  /** A statement by its own id. */
  record Id(LocalDate periodEnd, String currency, int issue) {
    /** The id in a text; empty if it is none. */
    static Optional<Id> of(String text) {
      Matcher parts = ID.matcher(text);
      try {
        return parts.matches()
            ? Optional.of(
                new Id(
                    LocalDate.parse(parts.group(1)),
                    parts.group(2),
                    Integer.parseInt(parts.group(3))))
            : Optional.empty();
      } catch (DateTimeException e) {
        return Optional.empty();
      }
    }

    String text() {
      return periodEnd + "-" + currency + "-" + issue;
    }
  }

  /** One of the books. */
  record Row(Id id, long key, CardAccount account, ObjectNode node) {}

  /**
   * Which page of them.
   *
   * @param after the last of the page before
   */
  record Asked(Optional<Id> after, int limit) {
    /** Reads a query; names all that is wrong with it. */
    static Asked of(Context ctx) throws RefusedException {
      QueryParameters given = new QueryParameters(ctx, Set.of("limit", "cursor"));
      Optional<Id> after =
          given.cursor(1, part -> Id.of(part.get(0)).orElseThrow(IllegalArgumentException::new));
      Asked asked = new Asked(after, Lists.limit(given));
      given.refuse();
      return asked;
    }
  }

  /** A page of them, newest first: of each cycle the one that holds. */
  ObjectNode page(Connection connection, OwnCard card, Asked asked) throws SQLException {
    ObjectNode node = Json.object();
    ArrayNode list = node.putArray("statements");
    Id after = asked.after().orElse(new Id(LocalDate.EPOCH, "", 1));
    List<Row> rows =
        new Query(PAGE)
            .with(card.id())
            .withAll(List.of(asked.after().isEmpty(), after.periodEnd(), after.currency()))
            .with(asked.limit() + 1)
            .list(connection, row -> row(row, card));
    for (Row row : rows.subList(0, Math.min(asked.limit(), rows.size()))) {
      list.add(row.node().put("has_pdf", hasPdf(row)));
    }
    if (rows.size() > asked.limit()) {
      node.put("next_cursor", Cursor.of(rows.get(asked.limit() - 1).id().text()));
    }
    return node;
  }

  /** One with its lines; empty if the card has none of this id. */
  Optional<ObjectNode> one(Connection connection, OwnCard card, String id) throws SQLException {
    Optional<Row> found = find(connection, card, id);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode node = found.get().node().put("has_pdf", hasPdf(found.get()));
    String currency = found.get().id().currency();
    ArrayNode lines = node.putArray("lines");
    List<ObjectNode> all =
        new Query(LINES)
            .with(found.get().key())
            .with(MAX_LINES + 1)
            .list(connection, row -> line(row, currency));
    all.stream().limit(MAX_LINES).forEach(lines::add);
    return Optional.of(node.put("complete", all.size() <= MAX_LINES));
  }

  /** Its document; empty if the card has no such statement, or the folder no document of it. */
  Optional<byte[]> document(Connection connection, OwnCard card, String id) throws SQLException {
    Optional<Row> found = find(connection, card, id);
    if (found.isEmpty() || folder.isEmpty()) {
      return Optional.empty();
    }
    Id named = found.get().id();
    try {
      return StatementFile.PDF.read(
          folder.get().toString(),
          found.get().account(),
          YearMonth.from(named.periodEnd()),
          named.issue());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean hasPdf(Row row) {
    return folder.isPresent()
        && StatementFile.PDF.exists(
            folder.get(), row.account(), YearMonth.from(row.id().periodEnd()), row.id().issue());
  }

  private static Optional<Row> find(Connection connection, OwnCard card, String id)
      throws SQLException {
    Optional<Id> named = Id.of(id);
    return named.isEmpty()
        ? Optional.empty()
        : new Query(ONE)
            .with(card.id())
            .withAll(List.of(named.get().periodEnd(), named.get().currency(), named.get().issue()))
            .first(connection, row -> row(row, card));
  }

  private static Row row(ResultSet row, OwnCard card) throws SQLException {
    String currency = row.getString("currency");
    Id id = new Id(row.getObject("period_end", LocalDate.class), currency, row.getInt("issue"));
    ObjectNode node =
        Json.object()
            .put("statement_id", id.text())
            .put("currency", currency)
            .put("period_start", row.getObject("period_start", LocalDate.class).toString())
            .put("period_end", id.periodEnd().toString())
            .put("due_date", row.getObject("due_date", LocalDate.class).toString())
            .put("issue", id.issue());
    for (String figure : FIGURES) {
      node.put(figure, Money.amount(row, figure + "_minor", currency));
    }
    return new Row(
        id,
        row.getLong("statement_id"),
        new CardAccount(
            card.token(), currency, row.getString("last_four"), row.getString("cardholder")),
        node);
  }

  private static ObjectNode line(ResultSet row, String currency) throws SQLException {
    return Json.object()
        .put("kind", row.getString("kind"))
        .put("transaction_date", row.getObject("transaction_date", LocalDate.class).toString())
        .put("posting_date", row.getObject("posting_date", LocalDate.class).toString())
        .put("description", row.getString("description"))
        .put("category", row.getString("category"))
        .put("amount", Money.amount(row, "amount_minor", currency));
  }
}
