package io.cardbeam.console.live;

import io.cardbeam.console.database.Database;
import io.cardbeam.console.database.Pool;
import io.cardbeam.console.database.RequestLabels;
import io.cardbeam.console.live.Figures.Authenticity;
import io.cardbeam.console.live.HistoryRange.Extent;
import io.cardbeam.event.Outcome;
import io.cardbeam.pipeline.books.BooksConnection;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Counts requests in the books. One statement counts all of it, in one pass. What a request has
 * turned out to be, {@link RequestLabels} says.
 */
final class HistoryStore implements AutoCloseable {
  private static final String EXTENT =
      "SELECT min(event_time) AS oldest, max(event_time) AS newest"
          + " FROM books.authorization_request";

  /**
   * Sorts and hashes of a few hundred thousand rows go to files otherwise; compiling the statement
   * takes longer than it saves; and a plan for any range would look up a million rows one by one.
   */
  private static final String PLANNING =
      "SET LOCAL work_mem = '64MB'; SET LOCAL jit = off;"
          + " SET LOCAL plan_cache_mode = force_custom_plan";

  private static final String FIGURES =
      "WITH "
          + RequestLabels.SQL
          + """
      , asked AS (
        SELECT date_bin(make_interval(secs => ?), r.event_time, '1970-01-01Z') AS start,
               coalesce(p.city_id, 0) AS city_id, r.category_id,
               r.currency COLLATE "C" AS currency, r.amount_minor, d.outcome, l.fraud AS label,
               d.fraud_probability >= ? AS suspected
        FROM books.authorization_request r
        JOIN books.authorization_decision d USING (authorization_id)
        LEFT JOIN books.place p USING (place_id)
        LEFT JOIN label l USING (authorization_id)
        WHERE r.event_time >= ? AND r.event_time < ?
          AND (? OR coalesce(p.city_id, 0) = ANY (ARRAY(
            SELECT w.city_id
            FROM (SELECT t.city_id, s.state_code, t.city_name
                  FROM books.city t JOIN books.state s USING (state_id)
                  UNION ALL SELECT 0, '', '') w
            WHERE w.state_code = ? AND (? OR w.city_name = ?))))
          AND (? OR r.category_id = (SELECT category_id FROM books.category
                                     WHERE category_code = ?))
          AND (? OR d.outcome = ?)
          AND (? OR r.merchant_name_id = ANY (ARRAY(
            SELECT n.merchant_name_id
            FROM books.merchant_name n JOIN books.merchant m USING (merchant_id)
            WHERE n.name_text = ? OR m.merchant_key = ?)))),
      figures AS (
        SELECT start, city_id, category_id, currency,
               grouping(start, city_id, category_id) AS left_out,
               count(*) FILTER (WHERE outcome = 'APPROVED') AS approved,
               count(*) FILTER (WHERE outcome = 'REFERRED') AS referred,
               count(*) FILTER (WHERE outcome = 'DECLINED') AS declined,
               count(*) FILTER (WHERE NOT label) AS authentic_by_label,
               count(*) FILTER (WHERE label) AS fraudulent_by_label,
               count(*) FILTER (WHERE label IS NULL AND NOT suspected) AS authentic_by_model,
               count(*) FILTER (WHERE label IS NULL AND suspected) AS fraudulent_by_model,
               sum(amount_minor) FILTER (WHERE outcome = 'APPROVED') AS approved_minor
        FROM asked
        GROUP BY GROUPING SETS ((start, currency), (city_id, currency), (category_id, currency)))
      SELECT f.*, coalesce(s.state_code, '') AS state, coalesce(t.city_name, '') AS city,
             g.category_code AS category
      FROM figures f
      LEFT JOIN books.city t USING (city_id)
      LEFT JOIN books.state s USING (state_id)
      LEFT JOIN books.category g USING (category_id)
      """;

  // What grouping() gives where one of its three columns is grouped by: the bits of the others.
  private static final int BY_START = 0b011;
  private static final int BY_CITY = 0b101;
  private static final int BY_CATEGORY = 0b110;

  private final Database database;

  /** Reads these books by a pool's connections, none of which can write. */
  HistoryStore(BooksConnection books, Pool pool) {
    database = new Database(books, pool);
  }

  /** What it reads by. */
  Database database() {
    return database;
  }

  /** What the books hold altogether; empty if they hold no request. */
  Optional<Extent> extent() throws SQLException {
    return database.read(
        connection -> {
          try (Statement select = connection.createStatement();
              ResultSet row = select.executeQuery(EXTENT)) {
            row.next();
            OffsetDateTime oldest = row.getObject("oldest", OffsetDateTime.class);
            return oldest == null
                ? Optional.empty()
                : Optional.of(
                    new Extent(
                        oldest.toInstant(),
                        row.getObject("newest", OffsetDateTime.class).toInstant()));
          }
        });
  }

  /** Counts the requests of a range. */
  HistoryFold read(HistoryRange range, HistoryFilters filters) throws SQLException {
    return database.transact(
        connection -> {
          try (Statement set = connection.createStatement()) {
            set.execute(PLANNING);
          }
          return figures(connection, range, filters);
        });
  }

  private static HistoryFold figures(
      Connection connection, HistoryRange range, HistoryFilters filters) throws SQLException {
    HistoryFold fold = new HistoryFold(range);
    try (PreparedStatement select = connection.prepareStatement(FIGURES)) {
      int index = 1;
      for (Object value : values(range, filters)) {
        select.setObject(index, value);
        index++;
      }
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          take(rows, fold, filters);
        }
      }
    }
    return fold;
  }

  /** In the order of their places in the statement. */
  private static List<Object> values(HistoryRange range, HistoryFilters filters) {
    OffsetDateTime from = range.from().atOffset(ZoneOffset.UTC);
    OffsetDateTime to = range.to().atOffset(ZoneOffset.UTC);
    List<Object> values = new ArrayList<>(List.of(from, to));
    values.add((double) finest(range).length().toSeconds());
    values.add(RequestLabels.MODEL_THRESHOLD);
    values.addAll(List.of(from, to));
    addFilter(values, filters.state());
    addFilter(values, filters.city());
    addFilter(values, filters.category());
    addFilter(values, filters.outcome().map(Outcome::name));
    addFilter(values, filters.merchant());
    values.add(filters.merchant().orElse(""));
    return values;
  }

  private static void addFilter(List<Object> values, Optional<String> filter) {
    values.add(filter.isEmpty());
    values.add(filter.orElse(""));
  }

  /** What hours of the day can be told by too. */
  private static HistoryStep finest(HistoryRange range) {
    return range.step() == HistoryStep.DAY ? HistoryStep.HOUR : range.step();
  }

  private static void take(ResultSet row, HistoryFold fold, HistoryFilters filters)
      throws SQLException {
    Figures figures = figures(row);
    switch (row.getInt("left_out")) {
      case BY_START -> fold.time(row.getObject("start", OffsetDateTime.class).toInstant(), figures);
      case BY_CITY -> {
        fold.state(row.getString("state"), figures);
        if (filters.state().isPresent()) {
          fold.city(row.getString("city"), figures);
        }
      }
      case BY_CATEGORY -> fold.category(row.getString("category"), figures);
      default -> throw new IllegalStateException("a row of no grouping");
    }
  }

  private static Figures figures(ResultSet row) throws SQLException {
    BigDecimal minor = row.getBigDecimal("approved_minor");
    Map<String, BigInteger> approved =
        minor == null ? Map.of() : Map.of(row.getString("currency"), minor.toBigIntegerExact());
    return new Figures(
        row.getLong("approved"),
        row.getLong("referred"),
        row.getLong("declined"),
        new Authenticity(row.getLong("authentic_by_label"), row.getLong("fraudulent_by_label")),
        new Authenticity(row.getLong("authentic_by_model"), row.getLong("fraudulent_by_model")),
        approved);
  }

  @Override
  public void close() {
    database.close();
  }
}
