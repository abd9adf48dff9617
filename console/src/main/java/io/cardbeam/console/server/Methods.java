package io.cardbeam.console.server;

import io.cardbeam.console.http.Problem;
import io.cardbeam.console.http.ProblemType;
import java.util.Set;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Refuses methods that nothing here has, and lets no header field change one. */
final class Methods extends Handler.Wrapper {
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE");
  private static final String OVERRIDE = "X-HTTP-Method-Override";

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (!METHODS.contains(request.getMethod())) {
      WebErrors.answer(
          Problem.of(ProblemType.NOT_IMPLEMENTED, "No route has this method."),
          request,
          response,
          callback);
      return true;
    }
    return super.handle(withItsOwnMethod(request), response, callback);
  }

  /** Javalin would serve the method of this header, with the rules of the other for its body. */
  private static Request withItsOwnMethod(Request request) {
    if (!request.getHeaders().contains(OVERRIDE)) {
      return request;
    }
    HttpFields headers = HttpFields.build(request.getHeaders()).remove(OVERRIDE).asImmutable();
    return new Request.Wrapper(request) {
      @Override
      public HttpFields getHeaders() {
        return headers;
      }
    };
  }
}
