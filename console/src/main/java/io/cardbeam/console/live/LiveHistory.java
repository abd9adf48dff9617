package io.cardbeam.console.live;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.console.database.Pool;
import io.cardbeam.console.http.FieldProblem;
import io.cardbeam.console.http.Json;
import io.cardbeam.console.http.ProblemType;
import io.cardbeam.console.http.RefusedException;
import io.cardbeam.console.live.HistoryRange.Extent;
import io.cardbeam.pipeline.books.BooksConnection;
import io.javalin.http.Context;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * What happened, from the books, the same whenever the console was started: {@code GET
 * /v1/live/history}, figures over time, by place, category and hour; {@code GET /v1/live/alerts},
 * alerts.
 */
public final class LiveHistory implements AutoCloseable {
  private static final int OK = 200;

  /** SQLSTATE of a statement that took too long. */
  private static final String CANCELLED = "57014";

  private final HistoryStore store;
  private final AlertStore alerts;
  private final InstantSource clock;

  /** A history from these books; the server need not be up yet. */
  public LiveHistory(BooksConnection books, InstantSource clock) {
    this(new HistoryStore(books, Pool.HISTORY), clock);
  }

  LiveHistory(HistoryStore store, InstantSource clock) {
    this.store = store;
    alerts = new AlertStore(store.database());
    this.clock = clock;
  }

  /** Answers. */
  public void answer(Context ctx) throws RefusedException, SQLException {
    Json.answer(ctx, OK, HistoryJson.of(read(HistoryQuery.of(ctx))));
  }

  /** Answers with a page of alerts, newest first. */
  public void alerts(Context ctx) throws RefusedException, SQLException {
    AlertQuery query = AlertQuery.of(ctx);
    List<AlertStore.Stored> found = inTime(() -> alerts.read(query));
    ObjectNode node = Json.object();
    ArrayNode list = node.putArray("alerts");
    found.stream()
        .limit(query.limit())
        .forEach(stored -> LiveJson.put(list.addObject(), stored.alert()));
    if (found.size() > query.limit()) {
      node.put("next_cursor", found.get(query.limit() - 1).cursor().text());
    }
    Json.answer(ctx, OK, node);
  }

  /**
   * What a query asks for.
   *
   * @throws RefusedException if its range is too long, or counting takes too long
   * @throws SQLException if the books can't be read
   */
  History read(HistoryQuery query) throws RefusedException, SQLException {
    Optional<Extent> extent = store.extent();
    HistoryRange range = HistoryRange.of(query, extent, clock.instant());
    Optional<FieldProblem> problem =
        HistoryRange.problem(range.from(), range.to(), Optional.of(range.step()));
    if (problem.isPresent()) {
      throw RefusedException.badParameter(problem.get().place(), problem.get().detail());
    }
    return inTime(() -> store.read(range, query.filters())).history(extent);
  }

  private interface Reading<T> {
    T read() throws SQLException;
  }

  private static <T> T inTime(Reading<T> reading) throws RefusedException, SQLException {
    try {
      return reading.read();
    } catch (SQLException e) {
      if (CANCELLED.equals(e.getSQLState())) {
        throw new RefusedException(
            ProblemType.UNAVAILABLE,
            "Counting these requests takes too long: ask for a shorter range.");
      }
      throw e;
    }
  }

  @Override
  public void close() {
    store.close();
  }
}
