package io.cardbeam.console.gateway.store;

import io.cardbeam.console.database.Database;
import io.cardbeam.console.gateway.Account;
import io.cardbeam.console.gateway.Pages;
import io.cardbeam.console.http.RefusedException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pages of a caller's own authorizations, newest first, and of its events, oldest first. */
public final class StoredPages implements Pages {
  private static final String AUTHORIZATIONS =
      """
      SELECT authorization_id, request, request_id, decision, default_outcome
      FROM gateway.card_authorization
      WHERE merchant_id = ? AND asked_at >= ? AND asked_at < ?
        AND (?::text IS NULL OR coalesce(default_outcome, outcome) = ?::text)
        AND (asked_at, authorization_id) < (?, ?)
      ORDER BY asked_at DESC, authorization_id DESC LIMIT ?
      """;
  private static final String EVENTS =
      """
      SELECT event_seq, event_type, recorded_at, body FROM gateway.event
      WHERE owner_name = ? AND event_seq > ? ORDER BY event_seq LIMIT ?
      """;

  private final Database database;
  private final StoredBytes bytes = new StoredBytes();

  /** Pages from this database. */
  public StoredPages(Database database) {
    this.database = database;
  }

  @Override
  public List<Account> authorizations(String owner, Filter filter, int limit)
      throws RefusedException {
    return ForCallers.transact(
        database,
        connection -> {
          try (PreparedStatement select = connection.prepareStatement(AUTHORIZATIONS)) {
            @Nullable String outcome = filter.outcome().orElse(null);
            select.setString(1, owner);
            select.setObject(2, filter.from().atOffset(ZoneOffset.UTC));
            select.setObject(3, filter.to().atOffset(ZoneOffset.UTC));
            select.setString(4, outcome);
            select.setString(5, outcome);
            select.setObject(6, filter.before().askedAt().atOffset(ZoneOffset.UTC));
            select.setString(7, filter.before().id());
            select.setInt(8, limit);
            List<Account> page = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
              while (rows.next()) {
                page.add(AccountQueries.account(rows, List.of(), bytes));
              }
            }
            return page;
          }
        });
  }

  @Override
  public List<StoredEvent> events(String owner, long after, int limit) throws RefusedException {
    return ForCallers.transact(
        database,
        connection -> {
          try (PreparedStatement select = connection.prepareStatement(EVENTS)) {
            select.setString(1, owner);
            select.setLong(2, after);
            select.setInt(3, limit);
            List<StoredEvent> page = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
              while (rows.next()) {
                page.add(
                    new StoredEvent(
                        rows.getLong("event_seq"),
                        rows.getString("event_type"),
                        rows.getTimestamp("recorded_at").toInstant(),
                        rows.getString("body")));
              }
            }
            return page;
          }
        });
  }
}
