package io.cardbeam.console.board;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.console.access.AccessControl;
import io.cardbeam.console.access.Role;
import io.cardbeam.console.api.Route;
import io.cardbeam.console.audit.AuditedReads;
import io.cardbeam.console.board.Board.Sum;
import io.cardbeam.console.database.Database;
import io.cardbeam.console.database.Pool;
import io.cardbeam.console.http.Json;
import io.cardbeam.console.http.ProblemType;
import io.cardbeam.console.http.QueryParameters;
import io.cardbeam.console.http.RefusedException;
import io.cardbeam.money.MinorUnits;
import io.cardbeam.pipeline.books.BooksConnection;
import io.javalin.http.Context;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code /v1/board}: figures by month and currency, and the rows that each of them counts. */
public final class BoardPages implements AutoCloseable {
  /** Most rows of a page. */
  static final int MAX_ROWS = 200;

  private static final int ROWS = 50;
  private static final int OK = 200;
  private static final int MAX_CURRENCY_CHARS = 16;

  /** SQLSTATE of a statement that took too long. */
  private static final String CANCELLED = "57014";

  private final Database database;
  private final BoardStore store;
  private final AuditedReads audited;
  private final InstantSource clock;

  /** Pages on these books; the server need not be up yet. */
  public BoardPages(BooksConnection books, AuditedReads audited, InstantSource clock) {
    this.database = new Database(books, Pool.HISTORY);
    this.store = new BoardStore(database);
    this.audited = audited;
    this.clock = clock;
  }

  /** The routes. */
  public List<Route> routes(AccessControl control) {
    return List.of(
        Route.get(
            "/v1/board",
            "getBoard",
            control.session(Role.ANALYST, Role.ADMINISTRATOR),
            this::board),
        Route.get(
            "/v1/board/rows",
            "listBoardRows",
            control.session(Role.ANALYST, Role.ADMINISTRATOR),
            this::rows));
  }

  private void board(Context ctx) throws RefusedException, SQLException {
    QueryParameters query = new QueryParameters(ctx, Set.of("from", "to"));
    YearMonth now = YearMonth.from(clock.instant().atOffset(ZoneOffset.UTC));
    BoardRange range = BoardRange.of(query, store.newest().orElse(now));
    try {
      Json.answer(ctx, OK, json(range, store.read(range)));
    } catch (SQLException e) {
      throw inTime(e);
    }
  }

  private static SQLException inTime(SQLException e) throws RefusedException {
    if (CANCELLED.equals(e.getSQLState())) {
      throw new RefusedException(
          ProblemType.UNAVAILABLE, "Counting takes too long: ask for fewer months.");
    }
    return e;
  }

  private void rows(Context ctx) throws RefusedException, SQLException {
    QueryParameters query =
        new QueryParameters(ctx, Set.of("figure", "month", "currency", "limit", "cursor"));
    Optional<BoardFigure> figure =
        query.oneOf("figure", List.of(BoardFigure.values()), BoardFigure::text);
    Optional<YearMonth> month = BoardRange.month(query, "month");
    Optional<String> currency = query.text("currency", MAX_CURRENCY_CHARS);
    BoardPlace after = BoardPlace.read(query);
    int limit = query.wholeNumber("limit", 1, MAX_ROWS).orElse(ROWS);
    query.require("figure", "month", "currency");
    query.refuse();
    audited.note(
        ctx,
        "board-rows",
        figure.orElseThrow().text()
            + " of "
            + month.orElseThrow()
            + " in "
            + currency.orElseThrow());
    try {
      List<BoardRow> page =
          store.rows(
              figure.orElseThrow(), month.orElseThrow(), currency.orElseThrow(), after, limit + 1);
      Json.answer(ctx, OK, json(page, limit));
    } catch (SQLException e) {
      throw inTime(e);
    }
  }

  private static ObjectNode json(BoardRange range, Board board) {
    ObjectNode node =
        Json.object().put("from", range.first().toString()).put("to", range.last().toString());
    ArrayNode months = node.putArray("months");
    board
        .months()
        .forEach(
            (month, currencies) -> {
              ArrayNode list =
                  months.addObject().put("month", month.toString()).putArray("currencies");
              currencies.forEach((currency, sums) -> put(list.addObject(), currency, sums));
            });
    return node;
  }

  private static void put(ObjectNode into, String currency, Map<BoardFigure, Sum> sums) {
    into.put("currency", currency);
    for (BoardFigure figure : BoardFigure.values()) {
      Sum sum = sums.getOrDefault(figure, Sum.NOTHING);
      into.putObject(figure.text())
          .put("count", sum.count())
          .put("amount", decimal(sum.amountMinor(), currency));
    }
  }

  private static String decimal(BigInteger minor, String currency) {
    return new BigDecimal(minor, MinorUnits.digits(currency)).toPlainString();
  }

  private static ObjectNode json(List<BoardRow> page, int limit) {
    ObjectNode node = Json.object();
    ArrayNode list = node.putArray("rows");
    page.stream()
        .limit(limit)
        .forEach(
            row ->
                list.addObject()
                    .put("time", row.at().toString())
                    .put("id", row.id())
                    .put("card_token", row.cardToken())
                    .put("last_four", row.lastFour())
                    .put("amount", MinorUnits.decimal(row.amountMinor(), row.currency()))
                    .put("currency", row.currency())
                    .put("what", row.what())
                    .put("detail", row.detail()));
    if (page.size() > limit) {
      node.put("next_cursor", BoardPlace.of(page.get(limit - 1)).cursor());
    }
    return node;
  }

  @Override
  public void close() {
    database.close();
  }
}
