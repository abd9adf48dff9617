package io.cardbeam.console.cube;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.console.access.AccessControl;
import io.cardbeam.console.access.Caller.PersonCaller;
import io.cardbeam.console.access.Role;
import io.cardbeam.console.audit.AuditTrail;
import io.cardbeam.console.cube.CubeViews.Saved;
import io.cardbeam.console.cube.CubeViews.Wanted;
import io.cardbeam.console.database.Database;
import io.cardbeam.console.http.Json;
import io.cardbeam.console.http.JsonReader;
import io.cardbeam.console.http.ProblemType;
import io.cardbeam.console.http.RefusedException;
import io.cardbeam.query.QueryException;
import io.javalin.http.Context;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Saved views: one's own, and those that others share. */
final class CubeViewPages {
  /** Longest name, characters. */
  static final int MAX_NAME = 80;

  /** Longest query, characters. */
  static final int MAX_QUERY = 4_000;

  private static final int OK = 200;
  private static final int CREATED = 201;
  private static final int NO_CONTENT = 204;

  /** What the page's address has beside the question. */
  private static final Set<String> LOOKS = Set.of("sort", "as");

  private final Database database;

  CubeViewPages(Database database) {
    this.database = database;
  }

  /** {@code GET /v1/cube/views}. */
  void list(Context ctx) throws SQLException {
    PersonCaller person = AccessControl.caller(ctx, PersonCaller.class);
    ObjectNode node = Json.object();
    ArrayNode views = node.putArray("views");
    database
        .transact(connection -> CubeViews.list(connection, person.userId()))
        .forEach(view -> views.add(json(view, person)));
    Json.answer(ctx, OK, node);
  }

  /** {@code POST /v1/cube/views}. */
  void save(Context ctx) throws RefusedException, IOException, SQLException {
    PersonCaller person = AccessControl.caller(ctx, PersonCaller.class);
    Wanted wanted = wanted(ctx);
    Outcome outcome =
        database.transact(
            connection -> {
              if (CubeViews.count(connection, person.userId()) >= CubeViews.MAX_OWN) {
                return Outcome.refused(
                    "You have " + CubeViews.MAX_OWN + " views: remove one first.");
              }
              return noted(
                  connection,
                  ctx,
                  "cube-view-save",
                  CubeViews.add(connection, person.userId(), wanted));
            });
    Json.answer(ctx, CREATED, json(outcome.view(), person));
  }

  /** {@code PUT /v1/cube/views/{view_id}}. */
  void change(Context ctx) throws RefusedException, IOException, SQLException {
    PersonCaller person = AccessControl.caller(ctx, PersonCaller.class);
    long id = id(ctx);
    Wanted wanted = wanted(ctx);
    Outcome outcome =
        database.transact(
            connection ->
                isOwn(connection, id, person)
                    ? noted(
                        connection,
                        ctx,
                        "cube-view-change",
                        CubeViews.change(connection, id, wanted))
                    : Outcome.NOTHING);
    Json.answer(ctx, OK, json(outcome.view(), person));
  }

  /** {@code DELETE /v1/cube/views/{view_id}}; administrators remove shared views of others, too. */
  void remove(Context ctx) throws RefusedException, SQLException {
    PersonCaller person = AccessControl.caller(ctx, PersonCaller.class);
    long id = id(ctx);
    Outcome outcome =
        database.transact(
            connection -> {
              Optional<Saved> view = CubeViews.find(connection, id);
              boolean may =
                  view.isPresent()
                      && (view.get().ownerId() == person.userId()
                          || (view.get().shared() && person.role() == Role.ADMINISTRATOR));
              if (!may) {
                return Outcome.NOTHING;
              }
              CubeViews.remove(connection, id);
              return noted(connection, ctx, "cube-view-remove", view);
            });
    outcome.view();
    ctx.status(NO_CONTENT);
  }

  /** What came of a change: a view, or why there is none. */
  private record Outcome(Optional<Saved> saved, ProblemType type, String detail) {
    static final Outcome NOTHING =
        new Outcome(Optional.empty(), ProblemType.NOT_FOUND, "You have no view of this number.");

    static Outcome refused(String detail) {
      return new Outcome(Optional.empty(), ProblemType.CONFLICT, detail);
    }

    Saved view() throws RefusedException {
      return saved.orElseThrow(() -> new RefusedException(type, detail));
    }
  }

  private static Outcome noted(
      Connection connection, Context ctx, String action, Optional<Saved> view) throws SQLException {
    if (view.isEmpty()) {
      return Outcome.refused("You have another view of this name.");
    }
    AuditTrail.append(
        connection,
        new AuditTrail.By(AccessControl.caller(ctx).auditName(), ctx.ip()),
        action,
        "cube-view:" + view.get().id(),
        AuditTrail.Result.DONE,
        (view.get().shared() ? "shared: " : "private: ") + view.get().name());
    return new Outcome(view, ProblemType.CONFLICT, "");
  }

  /** A view of another is as one that is not there. */
  private static boolean isOwn(Connection connection, long id, PersonCaller person)
      throws SQLException {
    return CubeViews.find(connection, id)
        .filter(view -> view.ownerId() == person.userId())
        .isPresent();
  }

  private static Wanted wanted(Context ctx) throws RefusedException, IOException {
    JsonReader fields = JsonReader.of(Json.body(ctx));
    Optional<String> name = fields.text("name", MAX_NAME);
    Optional<String> query = fields.text("query", MAX_QUERY);
    Optional<Boolean> shared = fields.optionalFlag("shared");
    query.flatMap(CubeViewPages::flaw).ifPresent(flaw -> fields.problem("query", flaw));
    fields.done();
    return new Wanted(name.orElseThrow(), query.orElseThrow(), shared.orElse(false));
  }

  /** Why a query is no question to the cube. */
  private static Optional<String> flaw(String query) {
    Map<String, List<String>> given = new LinkedHashMap<>();
    try {
      for (String part : query.split("&", -1)) {
        int at = part.indexOf('=');
        if (at <= 0) {
          return Optional.of("must be the query of an address, such as rows=state&measures=count");
        }
        given
            .computeIfAbsent(part.substring(0, at), name -> new ArrayList<>())
            .add(URLDecoder.decode(part.substring(at + 1), StandardCharsets.UTF_8));
      }
      CubeParameters.query(CubeParameters.of(given, LOOKS));
      return Optional.empty();
    } catch (IllegalArgumentException | RefusedException | QueryException e) {
      return Optional.of("must be a question that the cube answers");
    }
  }

  private static long id(Context ctx) throws RefusedException {
    String text = ctx.pathParam("view_id");
    return Long.parseLong(
        Optional.of(text)
            .filter(it -> it.matches("[0-9]{1,18}"))
            .orElseThrow(
                () -> new RefusedException(Outcome.NOTHING.type(), Outcome.NOTHING.detail())));
  }

  private static ObjectNode json(Saved view, PersonCaller person) {
    return Json.object()
        .put("view_id", Long.toString(view.id()))
        .put("name", view.name())
        .put("query", view.query())
        .put("shared", view.shared())
        .put("owner", view.owner())
        .put("own", view.ownerId() == person.userId())
        .put("changed_at", view.changedAt().toString());
  }
}
