package io.cardbeam.console.server;

import io.cardbeam.console.http.Exchange;
import io.cardbeam.console.http.RequestIds;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Gives each request its id and each answer its headers. */
final class RequestGuard extends Handler.Wrapper {
  private static final String PAGE_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self';"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
          PAGE_POLICY,
          "X-Content-Type-Options",
          "nosniff",
          "Referrer-Policy",
          "no-referrer",
          "Cross-Origin-Resource-Policy",
          "same-origin");

  private final AtomicInteger inFlight;

  RequestGuard(AtomicInteger inFlight) {
    this.inFlight = inFlight;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Exchange exchange = exchange(request);
    addHeaders(exchange, response.getHeaders());
    inFlight.incrementAndGet();
    Request.addCompletionListener(request, failure -> inFlight.decrementAndGet());
    return super.handle(request, response, callback);
  }

  /** What is known of a request, from its first sight on. */
  static Exchange exchange(Request request) {
    if (request.getAttribute(Exchange.ATTRIBUTE) instanceof Exchange known) {
      return known;
    }
    Exchange exchange = new Exchange(RequestIds.taken(request.getHeaders().get(RequestIds.HEADER)));
    request.setAttribute(Exchange.ATTRIBUTE, exchange);
    return exchange;
  }

  static void addHeaders(Exchange exchange, HttpFields.Mutable headers) {
    headers(exchange.requestId()).forEach(headers::put);
  }

  /** Headers of every answer, to a request with this id. */
  static Map<String, String> headers(String requestId) {
    Map<String, String> all = new TreeMap<>(HEADERS);
    all.put(RequestIds.HEADER, requestId);
    return all;
  }
}
