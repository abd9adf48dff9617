package io.cardbeam.console.cube;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.console.audit.AuditedReads;
import io.cardbeam.console.http.Cursor;
import io.cardbeam.console.http.Json;
import io.cardbeam.console.http.ProblemType;
import io.cardbeam.console.http.QueryParameters;
import io.cardbeam.console.http.RefusedException;
import io.cardbeam.decision.ReasonVoice;
import io.cardbeam.money.MinorUnits;
import io.cardbeam.query.QueryException;
import io.cardbeam.query.cube.CubeFact;
import io.cardbeam.query.cube.FactList.Decision;
import io.cardbeam.query.cube.FactList.Transaction;
import io.cardbeam.query.cube.FactRow;
import io.cardbeam.query.cube.RowQuery;
import io.cardbeam.query.cube.RowQuery.Place;
import io.javalin.http.Context;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The rows that a cell is made of, and one of them: an authorization with its decision and its
 * transactions, a transaction with its authorization and its lines on statements.
 */
final class CubeRowPages implements AutoCloseable {
  private static final int OK = 200;
  private static final int LIMIT = 50;
  private static final Pattern KEY = Pattern.compile("-?[0-9]{1,19}");

  private final Services services;
  private final StatementLines lines;
  private final AuditedReads audited;

  /** Gives the cube, or refuses where there is none. */
  @FunctionalInterface
  interface Services {
    CubeService get() throws RefusedException;
  }

  CubeRowPages(Services services, StatementLines lines, AuditedReads audited) {
    this.services = services;
    this.lines = lines;
    this.audited = audited;
  }

  /** {@code GET /v1/cube/rows}: the newest first. */
  void list(Context ctx) throws RefusedException, IOException, InterruptedException, SQLException {
    CubeService cube = services.get();
    QueryParameters given = CubeParameters.ofRows(ctx);
    CubeFact fact = CubeParameters.fact(given);
    List<String> where = CubeParameters.where(given);
    Optional<String> measure = given.text("measure", CubeParameters.MAX_CHARS);
    Optional<Place> after = given.cursor(2, CubeRowPages::place);
    int limit = given.wholeNumber("limit", 1, RowQuery.MAX_ROWS - 1).orElse(LIMIT);
    given.refuse();
    try {
      RowQuery query = RowQuery.of(fact, where, measure, after, limit + 1);
      audited.note(ctx, "cube-rows", String.valueOf(ctx.queryString()));
      List<FactRow> rows = cube.ask(open -> open.facts().list(query)).answer();
      ObjectNode node = Json.object();
      ArrayNode list = node.putArray("rows");
      rows.stream().limit(limit).forEach(row -> list.add(json(row)));
      if (rows.size() > limit) {
        FactRow last = rows.get(limit - 1);
        node.put("next_cursor", Cursor.of(last.eventTime().toString(), Long.toString(last.key())));
      }
      Json.answer(ctx, OK, node);
    } catch (QueryException e) {
      throw refused(e);
    }
  }

  /** {@code GET /v1/cube/authorizations/{key}}. */
  void authorization(Context ctx)
      throws RefusedException, IOException, InterruptedException, SQLException {
    long key = key(ctx);
    CubeService cube = services.get();
    audited.note(ctx, "cube-rows", "authorization " + key);
    try {
      ObjectNode node =
          cube.ask(
                  open -> {
                    ObjectNode found = Json.object();
                    Optional<Decision> decision = open.facts().authorization(key);
                    if (decision.isPresent()) {
                      found.set("authorization", json(decision.get()));
                      ArrayNode transactions = found.putArray("transactions");
                      open.facts().transactionsOf(key).forEach(row -> transactions.add(json(row)));
                    }
                    return found;
                  })
              .answer();
      if (node.isEmpty()) {
        throw nothing();
      }
      Json.answer(ctx, OK, node);
    } catch (QueryException e) {
      throw refused(e);
    }
  }

  /** {@code GET /v1/cube/transactions/{key}}. */
  void transaction(Context ctx)
      throws RefusedException, IOException, InterruptedException, SQLException {
    long key = key(ctx);
    CubeService cube = services.get();
    audited.note(ctx, "cube-rows", "transaction " + key);
    try {
      record Found(Optional<Transaction> transaction, Optional<Decision> decision) {}
      Found found =
          cube.ask(
                  open -> {
                    Optional<Transaction> transaction = open.facts().transaction(key);
                    return new Found(
                        transaction,
                        transaction.isPresent()
                            ? open.facts().authorization(transaction.get().authorizationKey())
                            : Optional.empty());
                  })
              .answer();
      Transaction transaction = found.transaction().orElseThrow(CubeRowPages::nothing);
      ObjectNode node = Json.object();
      node.set(
          "transaction",
          json(transaction.row()).put("posted_at", transaction.postedAt().toString()));
      found.decision().ifPresent(decision -> node.set("authorization", json(decision)));
      node.set("statement_lines", lines.of(transaction.row()));
      Json.answer(ctx, OK, node);
    } catch (QueryException e) {
      throw refused(e);
    }
  }

  private static ObjectNode json(Decision decision) {
    ObjectNode node = json(decision.row());
    node.put("fraud_probability", decision.probability())
        .put("channel", decision.channel())
        .put("merchant_city", decision.merchantCity())
        .put("merchant_state", decision.merchantState())
        .put("policy_version", decision.policyVersion())
        .put("model_version", decision.modelVersion());
    ArrayNode reasons = node.putArray("reasons");
    ReasonVoice.allForOthers(decision.reasonCodes(), decision.reasons()).forEach(reasons::add);
    return node;
  }

  private static ObjectNode json(FactRow row) {
    return Json.object()
        .put("key", Long.toString(row.key())) // has more digits than a number of JavaScript
        .put("event_time", row.eventTime().toString())
        .put("id", row.id())
        .put(row.fact() == CubeFact.authorization ? "outcome" : "type", row.kind())
        .put("amount", MinorUnits.decimal(row.amountMinor(), row.currency()))
        .put("currency", row.currency())
        .put("merchant", row.merchant())
        .put("category", row.category())
        .put("card_token", row.cardToken())
        .put("last_four", row.lastFour())
        .put("fraud", row.isFraud());
  }

  private static Place place(List<String> parts) {
    return new Place(Cursor.time(parts.get(0)).toEpochMilli(), Cursor.number(parts.get(1)));
  }

  private static long key(Context ctx) throws RefusedException {
    String text = ctx.pathParam("key");
    try {
      if (KEY.matcher(text).matches()) {
        return Long.parseLong(text);
      }
    } catch (NumberFormatException e) {
      // As what has another form.
    }
    throw nothing();
  }

  private static RefusedException nothing() {
    return new RefusedException(ProblemType.NOT_FOUND, "There is no row of this key.");
  }

  private static RefusedException refused(QueryException e) {
    return new RefusedException(ProblemType.INVALID_PARAMETER, String.valueOf(e.getMessage()));
  }

  @Override
  public void close() {
    lines.close();
  }
}
