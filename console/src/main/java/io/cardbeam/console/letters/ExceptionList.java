package io.cardbeam.console.letters;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.console.audit.AuditedReads;
import io.cardbeam.console.database.Database;
import io.cardbeam.console.database.Pool;
import io.cardbeam.console.database.Query;
import io.cardbeam.console.http.Json;
import io.cardbeam.console.http.QueryParameters;
import io.cardbeam.console.http.RefusedException;
import io.cardbeam.money.MinorUnits;
import io.cardbeam.pipeline.books.BooksConnection;
import io.javalin.http.Context;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code GET /v1/exceptions}: unposted transactions, newest first. */
final class ExceptionList implements AutoCloseable {
  private static final int MAX_CHARS = 256;
  private static final int OK = 200;
  private static final String LIST =
      """
      SELECT e.transaction_exception_id, e.event_time, e.transaction_type, e.transaction_key,
             e.request_key, c.card_token, coalesce(a.last_four, '') AS last_four, e.amount_minor,
             e.currency, x.code, e.reason_text
      FROM books.transaction_exception e
      JOIN books.exception_code x USING (exception_code_id)
      JOIN books.card c USING (card_id)
      LEFT JOIN books.card_account a USING (card_id)
      WHERE (? OR x.code = ?) AND e.event_time >= ? AND e.event_time < ?
        AND (e.event_time, e.transaction_exception_id) < (?, ?)
      ORDER BY e.event_time DESC, e.transaction_exception_id DESC LIMIT ?
      """;

  private final Database database;
  private final AuditedReads audited;

  ExceptionList(BooksConnection books, AuditedReads audited) {
    this.database = new Database(books, Pool.BOOKS);
    this.audited = audited;
  }

  void list(Context ctx) throws RefusedException, SQLException {
    QueryParameters query =
        new QueryParameters(ctx, Set.of("code", "from", "to", "limit", "cursor"));
    Optional<String> code = query.text("code", MAX_CHARS);
    Instant from = query.time("from").orElse(QueryParameters.FIRST);
    Instant to = query.time("to").orElse(QueryParameters.LAST);
    LetterPlace after = LetterPlace.read(query);
    int limit = query.wholeNumber("limit", 1, LetterPages.MAX_ROWS).orElse(LetterPages.ROWS);
    query.refuse();
    audited.note(ctx, "exception-list", code.orElse("all codes"));
    Query list =
        new Query(LIST)
            .withAll(List.of(code.isEmpty(), code.orElse(""), from, to))
            .withAll(List.of(after.at(), after.id(), limit + 1));
    List<Found> found =
        database.transact(connection -> list.list(connection, ExceptionList::found));
    ObjectNode node = Json.object();
    ArrayNode exceptions = node.putArray("exceptions");
    found.stream().limit(limit).forEach(one -> exceptions.add(one.node()));
    if (found.size() > limit) {
      node.put("next_cursor", found.get(limit - 1).place().cursor());
    }
    Json.answer(ctx, OK, node);
  }

  private record Found(LetterPlace place, ObjectNode node) {}

  private static Found found(ResultSet row) throws SQLException {
    Instant time = Query.time(row, "event_time").orElseThrow();
    String currency = row.getString("currency");
    return new Found(
        new LetterPlace(time, row.getLong("transaction_exception_id")),
        Json.object()
            .put("time", time.toString())
            .put("type", row.getString("transaction_type"))
            .put("id", row.getString("transaction_key"))
            .put("request_id", row.getString("request_key"))
            .put("card_token", row.getString("card_token"))
            .put("last_four", row.getString("last_four"))
            .put("amount", MinorUnits.decimal(row.getLong("amount_minor"), currency))
            .put("currency", currency)
            .put("code", row.getString("code"))
            .put("reason", row.getString("reason_text")));
  }

  @Override
  public void close() {
    database.close();
  }
}
