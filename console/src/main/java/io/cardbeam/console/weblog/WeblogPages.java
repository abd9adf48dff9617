package io.cardbeam.console.weblog;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.console.access.AccessControl;
import io.cardbeam.console.access.Role;
import io.cardbeam.console.access.Scope;
import io.cardbeam.console.api.Admission;
import io.cardbeam.console.api.Route;
import io.cardbeam.console.http.Json;
import io.cardbeam.console.http.QueryParameters;
import io.cardbeam.console.http.RefusedException;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code /v1/weblogs}: figures, lines and sessions of hits that a caller's filters leave. */
public final class WeblogPages {
  private static final int OK = 200;
  private static final String LIMIT = "limit";

  private final WeblogIndex.Asked index;
  private final InstantSource clock;

  /**
   * Pages on this index, whose server need not be up yet; without one they say so.
   *
   * @throws IOException if the server's certificates can't be read
   */
  public WeblogPages(Optional<WeblogIndex> index, InstantSource clock) throws IOException {
    this.index = new WeblogIndex.Asked(index);
    this.clock = clock;
  }

  /** The routes, for analysts and their programs. */
  public List<Route> routes(AccessControl control) {
    return routes(control.keyOrSession(Scope.ANALYTICS_READ, Role.ANALYST, Role.ADMINISTRATOR));
  }

  /** The same for whoever else is let in. */
  public List<Route> routes(Admission admission) {
    return List.of(
        Route.get("/v1/weblogs/figures", "getWeblogFigures", admission, this::figures),
        Route.get("/v1/weblogs/lines", "listWeblogLines", admission, this::lines),
        Route.get("/v1/weblogs/sessions", "listWeblogSessions", admission, this::sessions));
  }

  private static QueryParameters parameters(Context ctx, String... more) {
    Set<String> known = new HashSet<>(WeblogFilters.parameters());
    known.addAll(WeblogRange.PARAMETERS);
    known.addAll(List.of(more));
    return new QueryParameters(ctx, known);
  }

  private void figures(Context ctx) throws RefusedException {
    QueryParameters query = parameters(ctx);
    WeblogFilters filters = WeblogFilters.of(query);
    WeblogRange.Asked asked = WeblogRange.asked(query);
    Instant now = clock.instant();
    Optional<WeblogRange.Extent> extent = index.extent(now);
    WeblogRange range = WeblogRange.of(asked, query, extent, now);
    ObjectNode answer =
        FiguresAnswer.of(index.ask(FiguresQuestion.of(filters, range)), range, filters.zone());
    extent.ifPresent(
        e -> answer.put("oldest", e.oldest().toString()).put("newest", e.newest().toString()));
    index.locator().ifPresent(by -> answer.put("location_source", by.shownName()));
    Json.answer(ctx, OK, answer);
  }

  private void lines(Context ctx) throws RefusedException {
    QueryParameters query = parameters(ctx, LIMIT, "cursor");
    WeblogFilters filters = WeblogFilters.of(query);
    int limit = query.wholeNumber(LIMIT, 1, HitLines.MAX_LINES).orElse(HitLines.LINES);
    Optional<HitLines.Place> after = HitLines.Place.read(query);
    WeblogRange range = range(query);
    Json.answer(
        ctx,
        OK,
        HitLines.answer(index.ask(HitLines.question(filters, range, after, limit)), limit));
  }

  private WeblogRange range(QueryParameters query) throws RefusedException {
    WeblogRange.Asked asked = WeblogRange.asked(query);
    Instant now = clock.instant();
    return WeblogRange.of(asked, query, index.extent(now), now);
  }

  private void sessions(Context ctx) throws RefusedException {
    QueryParameters query = parameters(ctx, LIMIT);
    WeblogFilters filters = WeblogFilters.of(query);
    int limit =
        query.wholeNumber(LIMIT, 1, VisitorSessions.MAX_VISITORS).orElse(VisitorSessions.VISITORS);
    WeblogRange range = range(query);
    List<String> visitors =
        VisitorSessions.names(index.ask(VisitorSessions.visitors(filters, range, limit)));
    List<String> shown = visitors.subList(0, Math.min(limit, visitors.size()));
    ObjectNode answer =
        shown.isEmpty()
            ? VisitorSessions.answer(Json.object(), false)
            : VisitorSessions.answer(
                index.ask(VisitorSessions.requests(filters, range, shown)),
                visitors.size() > limit);
    Json.answer(ctx, OK, answer);
  }
}
