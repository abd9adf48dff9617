package io.cardbeam.console.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cardbeam.console.http.Exchange;
import io.cardbeam.console.http.Json;
import io.cardbeam.console.http.Problem;
import io.cardbeam.console.http.ProblemType;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Problems for what never reaches a route: a request that is no HTTP, is too long or too slow. Its
 * text is ours alone, as the server's own messages quote what was sent.
 */
final class WebErrors extends ErrorHandler {
  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status = response.getStatus();
    if (request.getAttribute(ERROR_EXCEPTION) instanceof HttpException failure) {
      status = failure.getCode();
    }
    if (request.getConnectionMetaData().getConnection() instanceof Http1Connection) {
      // The server closes it, since it can't tell where the next request begins. Who is not told so
      // sends the next one into the void.
      response.getHeaders().put(HttpHeader.CONNECTION, "close");
    }
    answer(problem(ProblemType.ofStatus(status)), request, response, callback);
    return true;
  }

  private static Problem problem(ProblemType type) {
    return Problem.of(
        type,
        switch (type) {
          case MALFORMED_REQUEST ->
              "The request line, a header field or the framing of the body is not valid HTTP.";
          case REQUEST_TIMEOUT -> "The whole request must arrive within its time.";
          case URI_TOO_LONG, HEADERS_TOO_LARGE ->
              "Request line and header fields are longer than this server takes.";
          case EXPECTATION_FAILED -> "The only expectation that is met is 100-continue.";
          case INTERNAL_ERROR -> "The server's log has more under the request's id.";
          default -> type.title() + ".";
        });
  }

  /** Answers with a problem where no route can. */
  static void answer(Problem problem, Request request, Response response, Callback callback) {
    Exchange exchange = RequestGuard.exchange(request);
    byte[] body = Json.text(problem.json(exchange.requestId())).getBytes(UTF_8);
    response.setStatus(problem.type().status());
    RequestGuard.addHeaders(exchange, response.getHeaders());
    problem.headers().forEach((name, value) -> response.getHeaders().put(name, value));
    response
        .getHeaders()
        .put(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE)
        .put(HttpHeader.CACHE_CONTROL, "no-store");
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
    boolean silent = request.getMethod().equals("HEAD");
    response.write(true, silent ? ByteBuffer.allocate(0) : ByteBuffer.wrap(body), callback);
  }
}
