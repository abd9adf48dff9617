package io.cardbeam.console.api;

import io.cardbeam.console.http.Json;
import io.cardbeam.console.http.Problem;
import io.cardbeam.console.http.ProblemType;
import io.cardbeam.console.http.RefusedException;
import io.cardbeam.console.http.RequestIds;
import io.cardbeam.console.http.Utf8;
import io.cardbeam.text.CardNumberMask;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All routes of the server, and what every one of them does before and after its handler. */
public final class RouteTable {
  private static final Logger LOG = LoggerFactory.getLogger(RouteTable.class);
  private static final Set<HandlerType> METHODS =
      Set.of(
          HandlerType.GET,
          HandlerType.POST,
          HandlerType.PUT,
          HandlerType.PATCH,
          HandlerType.DELETE,
          HandlerType.HEAD,
          HandlerType.OPTIONS,
          HandlerType.TRACE,
          HandlerType.QUERY);

  private final List<Route> routes;

  /** By method and path; the paths of these have no parameters. */
  private final Map<String, Integer> largeBodies = new HashMap<>();

  /**
   * A table.
   *
   * @throws IllegalArgumentException if two routes have the same method and path, or the same name
   */
  public RouteTable(List<Route> routes) {
    this.routes = List.copyOf(routes);
    Set<String> seen = new HashSet<>();
    for (Route route : routes) {
      if (!seen.add(route.method() + " " + route.path())
          || (route.isDocumented() && !seen.add(route.operationId()))) {
        throw new IllegalArgumentException("two routes are " + route.method() + " " + route.path());
      }
      if (route.body().maxBytes() > Body.JSON.maxBytes()) {
        largeBodies.put(route.method() + " " + route.path(), route.body().maxBytes());
      }
    }
  }

  /** The routes, in the order given. */
  public List<Route> routes() {
    return routes;
  }

  /**
   * Longest body that a request may have, bytes: its route's, or that of JSON, which is read to its
   * end even where it is not wanted, so that the connection can go on.
   */
  public int maxBodyBytes(String method, String path) {
    return largeBodies.getOrDefault(method + " " + path, Body.JSON.maxBytes());
  }

  /** Hands the routes to Javalin, and the answers to what fits none. */
  public void mount(RoutesConfig config) {
    Map<String, List<Route>> byPath = routes.stream().collect(Collectors.groupingBy(Route::path));
    byPath.forEach((path, here) -> mount(config, path, here));
    config.exception(RefusedException.class, (e, ctx) -> Json.refuse(ctx, e.problem()));
    config.exception(HttpResponseException.class, RouteTable::refuse);
    config.exception(SQLException.class, RouteTable::withoutDatabase);
    config.exception(Exception.class, RouteTable::fail);
    config.error(
        404,
        ctx -> {
          String answered = ctx.res().getContentType();
          if (answered == null || !answered.startsWith(Problem.MEDIA_TYPE)) {
            Json.refuse(ctx, Problem.of(ProblemType.NOT_FOUND, "There is nothing at this path."));
          }
        });
  }

  private static void mount(RoutesConfig config, String path, List<Route> here) {
    Map<HandlerType, Route> byMethod = new HashMap<>();
    for (Route route : here) {
      byMethod.put(route.method().type(), route);
      if (route.method() == Method.GET) {
        byMethod.put(HandlerType.HEAD, route); // the server leaves out the body
      }
    }
    Set<String> allowed = new TreeSet<>();
    byMethod.keySet().forEach(type -> allowed.add(type.name()));
    Problem notAllowed =
        Problem.of(
                ProblemType.METHOD_NOT_ALLOWED, "Allowed here: " + String.join(", ", allowed) + ".")
            .withHeader("Allow", String.join(", ", allowed));
    for (HandlerType type : METHODS) {
      Optional<Route> route = Optional.ofNullable(byMethod.get(type));
      config.addHttpHandler(
          type,
          path,
          ctx -> {
            if (route.isEmpty()) {
              throw new RefusedException(notAllowed);
            }
            serve(route.get(), ctx);
          });
    }
  }

  private static void serve(Route route, Context ctx) throws Exception {
    RequestIds.exchange(ctx).servedBy(route.method() + " " + route.path());
    String query = ctx.queryString();
    if (query != null && !Utf8.isEscaped(query)) {
      // Javalin leaves such parameters out, and a filter that is left out finds everything.
      throw new RefusedException(
          ProblemType.MALFORMED_REQUEST, "The query is not UTF-8 that is percent-encoded.");
    }
    route.admission().check().admit(ctx);
    if (!MediaTypes.accepts(ctx.header("Accept"), route.produces())) {
      throw new RefusedException(
          ProblemType.NOT_ACCEPTABLE,
          "This answers with " + String.join(" or ", route.produces()) + ".");
    }
    String wanted = route.body().mediaType().orElse("");
    if (!wanted.isEmpty() && !MediaTypes.is(ctx.header("Content-Type"), wanted)) {
      throw new RefusedException(
          Problem.of(
                  ProblemType.UNSUPPORTED_MEDIA_TYPE,
                  "Send the body with Content-Type: " + wanted + ", in UTF-8.")
              .withHeader("Accept-Post", wanted));
    }
    try {
      route.handler().handle(ctx);
    } catch (StackOverflowError | AssertionError | LinkageError e) {
      fail(e, ctx); // as any other fault of one request
    }
  }

  private static void refuse(HttpResponseException e, Context ctx) {
    ProblemType type = ProblemType.ofStatus(e.getStatus());
    Json.refuse(ctx, Problem.of(type, type.title() + "."));
  }

  private static void withoutDatabase(SQLException e, Context ctx) {
    LOG.warn("request {}: {}", RequestIds.of(ctx), CardNumberMask.mask(e.toString()));
    Json.refuse(
        ctx,
        Problem.of(ProblemType.UNAVAILABLE, "The database can't be reached now.")
            .retryAfterSeconds(1));
  }

  private static void fail(Throwable e, Context ctx) {
    LOG.error(
        "request {} failed: {}", RequestIds.of(ctx), CardNumberMask.mask(e.toString()), frames(e));
    Json.refuse(
        ctx,
        Problem.of(
            ProblemType.INTERNAL_ERROR, "The server's log has more under the request's id."));
  }

  /** Where it happened, without messages, which may quote what was sent. */
  private static Throwable frames(Throwable e) {
    Throwable bare = new Throwable(e.getClass().getName());
    bare.setStackTrace(e.getStackTrace());
    return bare;
  }
}
