package io.cardbeam.console.api;

import io.javalin.http.Handler;
import java.util.List;

/**
 * One operation of the API.
 *
 * @param path with parameters in braces, as in {@code /v1/authorizations/{id}}
 * @param operationId its name in the API's document; empty for the page's own files, which the
 *     document leaves out
 * @param admission who may use it
 * @param body what it takes
 * @param produces media types that it answers with when it succeeds; none if it answers without a
 *     body, or with whatever the page's file is
 * @param handler answers; what it throws becomes a problem
 */
public record Route(
    Method method,
    String path,
    String operationId,
    Admission admission,
    Body body,
    List<String> produces,
    Handler handler) {
  /** Media type of most answers. */
  public static final String JSON = "application/json";

  /** Copies the list. */
  public Route {
    produces = List.copyOf(produces);
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException("a path begins with /: " + path);
    }
  }

  /** Reads and answers with JSON. */
  public static Route get(String path, String operationId, Admission admission, Handler handler) {
    return new Route(Method.GET, path, operationId, admission, Body.NONE, List.of(JSON), handler);
  }

  /** Takes JSON and answers with JSON. */
  public static Route post(String path, String operationId, Admission admission, Handler handler) {
    return new Route(Method.POST, path, operationId, admission, Body.JSON, List.of(JSON), handler);
  }

  /** The same with another body. */
  public Route taking(Body other) {
    return new Route(method, path, operationId, admission, other, produces, handler);
  }

  /** The same that answers with these media types, or with none. */
  public Route producing(String... mediaTypes) {
    return new Route(method, path, operationId, admission, body, List.of(mediaTypes), handler);
  }

  /** The same by another method. */
  public Route by(Method other) {
    return new Route(other, path, operationId, admission, body, produces, handler);
  }

  /** Whether it is in the API's document. */
  public boolean isDocumented() {
    return !operationId.isEmpty();
  }
}
