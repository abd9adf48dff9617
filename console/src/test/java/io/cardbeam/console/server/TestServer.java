package io.cardbeam.console.server;

import io.cardbeam.console.api.Admission;
import io.cardbeam.console.api.Route;
import io.cardbeam.console.api.RouteTable;
import io.cardbeam.console.http.Json;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.server.RequestLog;

/** Servers of a few routes on loopback, with short times. */
final class TestServer {
  static final WebLimits LIMITS =
      new WebLimits(
          8 << 10,
          Duration.ofSeconds(3),
          Duration.ofSeconds(6),
          Duration.ofSeconds(2),
          3_000,
          1_200,
          4 << 20,
          32);

  /** Answers with the JSON object that it is sent. */
  static final Route ECHO =
      Route.post(
          "/echo", "echo", Admission.EVERYBODY, ctx -> Json.answer(ctx, 200, Json.body(ctx)));

  private TestServer() {}

  static WebServer start(List<Route> routes, RequestLog... logs) {
    return start(routes, Optional.empty(), List.of(), logs);
  }

  static WebServer start(
      List<Route> routes, Optional<TlsFiles> tls, List<AddressRange> proxies, RequestLog... logs) {
    return start(routes, LIMITS, tls, proxies, logs);
  }

  static WebServer start(List<Route> routes, WebLimits limits) {
    return start(routes, limits, Optional.empty(), List.of());
  }

  private static WebServer start(
      List<Route> routes,
      WebLimits limits,
      Optional<TlsFiles> tls,
      List<AddressRange> proxies,
      RequestLog... logs) {
    return WebServer.start(
        new RouteTable(routes),
        new WebServer.Settings(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            limits,
            tls,
            proxies,
            new AtomicInteger(),
            List.of(logs)));
  }
}
