package io.cardbeam.console.mine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.console.access.AccessControl;
import io.cardbeam.console.access.Caller.PersonCaller;
import io.cardbeam.console.access.Role;
import io.cardbeam.console.api.Admission;
import io.cardbeam.console.api.Route;
import io.cardbeam.console.audit.AuditTrail.By;
import io.cardbeam.console.audit.AuditedReads;
import io.cardbeam.console.database.ConsoleSchema;
import io.cardbeam.console.database.Database;
import io.cardbeam.console.database.Pool;
import io.cardbeam.console.database.Retention;
import io.cardbeam.console.http.Json;
import io.cardbeam.console.http.RefusedException;
import io.cardbeam.console.mine.Acts.Actor;
import io.cardbeam.console.operate.PeriodicTask;
import io.cardbeam.pipeline.books.BooksConnection;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * {@code /v1/me}: what a cardholder sees of their own cards, and does about them. Each path names a
 * card; one that is not the cardholder's is not found, and what is asked for is looked for on that
 * card alone.
 */
public final class MineRoutes implements AutoCloseable {
  private static final String CARDS = "/v1/me/cards";
  private static final String CARD = CARDS + "/{" + OwnCard.PARAMETER + "}";
  private static final String PDF = "application/pdf";
  private static final int OK = 200;
  private static final int CREATED = 201;

  private final Database database;
  private final InstantSource clock;
  private final AuditedReads audited;
  private final CardDetails details = new CardDetails();
  private final Statements statements;
  private final PeriodicTask forgetting;

  private MineRoutes(
      Database database, Optional<Path> statements, AuditedReads audited, InstantSource clock) {
    this.database = database;
    this.statements = new Statements(statements);
    this.audited = audited;
    this.clock = clock;
    this.forgetting =
        PeriodicTask.start(
            "act-retention",
            "acts of long ago can't be deleted",
            Duration.ZERO,
            Retention.EVERY,
            () -> ActRetention.expire(database));
  }

  /**
   * Starts them.
   *
   * @param statements folder that {@code statements} writes to; empty for no documents
   */
  public static MineRoutes start(
      BooksConnection books, Optional<Path> statements, AuditedReads audited, InstantSource clock) {
    ConsoleSchema.MINE.migrate(books);
    return new MineRoutes(new Database(books, Pool.MINE), statements, audited, clock);
  }

  /** All of them, for cardholders. */
  public List<Route> routes(AccessControl control) {
    Admission cardholders = control.session(Role.CARDHOLDER);
    return List.of(
        Route.get(CARDS, "listMyCards", cardholders, this::cards),
        Route.get(CARD, "getMyCard", cardholders, this::card),
        Route.get(CARD + "/transactions", "listMyTransactions", cardholders, this::transactions),
        Route.get(CARD + "/spending", "getMySpending", cardholders, this::spending),
        Route.get(CARD + "/declined", "listMyDeclined", cardholders, this::declined),
        Route.post(CARD + "/answers", "answerForMyCard", cardholders, this::answer),
        Route.get(CARD + "/disputes", "listMyDisputes", cardholders, this::disputes),
        Route.post(CARD + "/disputes", "openDispute", cardholders, this::dispute),
        Route.get(CARD + "/statements", "listMyStatements", cardholders, this::statements),
        Route.get(
            CARD + "/statements/{statement_id}", "getMyStatement", cardholders, this::statement),
        Route.get(
                CARD + "/statements/{statement_id}/pdf",
                "getMyStatementPdf",
                cardholders,
                this::statementPdf)
            .producing(PDF));
  }

  private void cards(Context ctx) throws SQLException {
    Json.answer(
        ctx,
        OK,
        database.transact(connection -> details.cards(connection, person(ctx).cardTokens())));
  }

  private void card(Context ctx) throws RefusedException, SQLException {
    OwnCard card = OwnCard.of(ctx, database);
    audited.note(ctx, "card-look-up", "own card " + card.token());
    Json.answer(ctx, OK, read(connection -> details.card(connection, card, now())));
  }

  private void transactions(Context ctx) throws RefusedException, SQLException {
    OwnCard card = OwnCard.of(ctx, database);
    TransactionQuery query = TransactionQuery.of(ctx);
    Json.answer(ctx, OK, read(c -> TransactionList.page(c, card, query, now())));
  }

  private void spending(Context ctx) throws RefusedException, SQLException {
    OwnCard card = OwnCard.of(ctx, database);
    SpendingQuery query = SpendingQuery.of(ctx, now());
    Json.answer(ctx, OK, read(c -> SpendingStore.read(c, card, query, now())));
  }

  private void declined(Context ctx) throws RefusedException, SQLException {
    OwnCard card = OwnCard.of(ctx, database);
    DeclinedList.Asked asked = DeclinedList.Asked.of(ctx);
    Json.answer(ctx, OK, read(c -> DeclinedList.page(c, card, asked, now())));
  }

  private void answer(Context ctx) throws RefusedException, SQLException, IOException {
    OwnCard card = OwnCard.of(ctx, database);
    Answering.Said said = Answering.Said.of(Json.body(ctx));
    Answering.Taken taken =
        Refusable.transact(database, c -> Answering.take(c, card, actor(ctx), said, now()));
    Json.answer(ctx, taken.repeated() ? OK : CREATED, taken.answer());
  }

  private void disputes(Context ctx) throws RefusedException, SQLException {
    OwnCard card = OwnCard.of(ctx, database);
    DeclinedList.Asked asked = DeclinedList.Asked.of(ctx);
    Json.answer(ctx, OK, read(c -> Disputes.page(c, card, asked)));
  }

  private void dispute(Context ctx) throws RefusedException, SQLException, IOException {
    OwnCard card = OwnCard.of(ctx, database);
    ObjectNode body = Json.body(ctx);
    DisputeOpening.Opened opened =
        Refusable.transact(database, c -> DisputeOpening.open(c, card, actor(ctx), body, now()));
    ObjectNode dispute = read(c -> Disputes.one(c, card, opened.disputeId()));
    Json.answer(ctx, opened.repeated() ? OK : CREATED, dispute);
  }

  private void statements(Context ctx) throws RefusedException, SQLException {
    OwnCard card = OwnCard.of(ctx, database);
    Statements.Asked asked = Statements.Asked.of(ctx);
    Json.answer(ctx, OK, read(c -> statements.page(c, card, asked)));
  }

  private void statement(Context ctx) throws RefusedException, SQLException {
    OwnCard card = OwnCard.of(ctx, database);
    String id = ctx.pathParam("statement_id");
    Json.answer(ctx, OK, read(c -> statements.one(c, card, id).orElseThrow(OwnCard::nothing)));
  }

  private void statementPdf(Context ctx) throws RefusedException, SQLException, IOException {
    OwnCard card = OwnCard.of(ctx, database);
    String id = ctx.pathParam("statement_id");
    byte[] document = read(c -> statements.document(c, card, id).orElseThrow(OwnCard::nothing));
    audited.note(ctx, "statement-read", "own card " + card.token() + ", statement " + id);
    ctx.contentType(PDF)
        .header("Content-Disposition", "attachment; filename=\"statement-" + id + ".pdf\"")
        .header("Cache-Control", "no-store")
        .result(document);
  }

  /** Reads in one moment of the books, so that sums and lists of an answer fit. */
  private <T> T read(Refusable.Work<T> work) throws SQLException, RefusedException {
    return Refusable.transact(
        database,
        connection -> {
          connection.setReadOnly(true);
          connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
          return work.in(connection);
        });
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private static PersonCaller person(Context ctx) {
    return AccessControl.caller(ctx, PersonCaller.class);
  }

  private static Actor actor(Context ctx) {
    PersonCaller person = person(ctx);
    return new Actor(person.userId(), new By(person.auditName(), ctx.ip()));
  }

  @Override
  public void close() {
    forgetting.close();
    database.close();
  }
}
