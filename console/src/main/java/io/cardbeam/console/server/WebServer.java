package io.cardbeam.console.server;

import io.cardbeam.console.api.RouteTable;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Serves a table of routes. */
public final class WebServer implements AutoCloseable {
  private static final long IDLE_AT_THE_LIMIT_MILLIS = 1_000;

  /** Javalin copies each answer by an array of this length, which is 32 KiB by default. */
  private static final int COPY_BYTES = 4 << 10;

  private final Javalin web;

  /**
   * How it serves.
   *
   * @param address to listen on; port 0 for any that is free
   * @param tls certificate and key; empty to serve in the clear
   * @param trustedProxies whose word on the client's address is taken
   * @param inFlight counts requests that are being served
   * @param logs told of every request when it has been answered, on its thread
   */
  public record Settings(
      InetSocketAddress address,
      WebLimits limits,
      Optional<TlsFiles> tls,
      List<AddressRange> trustedProxies,
      AtomicInteger inFlight,
      List<RequestLog> logs) {
    /** In the clear on this address, with the limits of a console. */
    public static Settings on(InetSocketAddress address) {
      return new Settings(
          address, WebLimits.DEFAULT, Optional.empty(), List.of(), new AtomicInteger(), List.of());
    }
  }

  private WebServer(Javalin web) {
    this.web = web;
  }

  /**
   * Starts a server.
   *
   * @throws RuntimeException if the port is taken
   */
  public static WebServer start(RouteTable table, Settings settings) {
    Javalin web = Javalin.create(config -> configure(config, table, settings));
    try {
      return new WebServer(web.start());
    } catch (RuntimeException e) {
      web.stop();
      throw e;
    }
  }

  /** The port it listens on. */
  public int port() {
    return web.port();
  }

  private static void configure(JavalinConfig config, RouteTable table, Settings settings) {
    WebLimits limits = settings.limits();
    config.startup.showJavalinBanner = false;
    config.http.responseBufferSize = COPY_BYTES;
    config.http.maxRequestSize = limits.largeBodyBytes(); // set before it gets here
    config.router.treatMultipleSlashesAsSingleSlash = false;
    config.jetty.threadPool = threads(limits);
    config.jetty.modifyServer(
        server -> {
          RequestGuard front = new RequestGuard(settings.inFlight());
          BodyLoader bodies = new BodyLoader(table::maxBodyBytes, limits);
          bodies.setHandler(new Methods());
          front.setHandler(bodies);
          server.setHandler(front);
          server.setErrorHandler(new WebErrors());
          server.setStopTimeout(0);
          server.setRequestLog(
              (request, response) -> settings.logs().forEach(log -> log.log(request, response)));
          NetworkConnectionLimit all = new NetworkConnectionLimit(limits.connections(), server);
          all.setEndPointIdleTimeout(IDLE_AT_THE_LIMIT_MILLIS); // idle ones give way
          server.addBean(all);
        });
    config.jetty.addConnector((server, ignored) -> connector(server, settings));
    table.mount(config.routes);
  }

  private static QueuedThreadPool threads(WebLimits limits) {
    QueuedThreadPool threads = new QueuedThreadPool(limits.threads(), 8);
    threads.setName("web");
    return threads;
  }

  private static ServerConnector connector(Server server, Settings settings) {
    try {
      return new Connectors(settings.address(), settings.limits(), settings.trustedProxies())
          .connector(server, settings.tls());
    } catch (IOException e) {
      throw new UncheckedIOException(String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public void close() {
    web.stop();
  }
}
