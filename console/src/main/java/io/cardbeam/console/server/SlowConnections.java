package io.cardbeam.console.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.cardbeam.console.http.Json;
import io.cardbeam.console.http.Problem;
import io.cardbeam.console.http.ProblemType;
import io.cardbeam.console.http.RequestIds;
import java.nio.ByteBuffer;
import java.nio.channels.WritePendingException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Ends connections whose header comes too slowly. The server's idle time alone does not: a byte a
 * second keeps a connection from being idle. Once a second all connections are looked at, which
 * costs no thread and microseconds.
 */
final class SlowConnections extends AbstractLifeCycle implements Connection.Listener {
  private static final long PERIOD_MILLIS = 1_000;

  private final WebLimits limits;
  private final Scheduler scheduler;
  private final Map<Connection, Long> openSince = new ConcurrentHashMap<>();

  SlowConnections(WebLimits limits, Scheduler scheduler) {
    this.limits = limits;
    this.scheduler = scheduler;
  }

  @Override
  protected void doStart() {
    schedule();
  }

  private void schedule() {
    scheduler.schedule(this::look, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  public void onOpened(Connection connection) {
    if (connection instanceof HttpConnection || connection instanceof SslConnection) {
      openSince.put(connection, System.nanoTime());
    }
  }

  @Override
  public void onClosed(Connection connection) {
    openSince.remove(connection);
  }

  private void look() {
    if (!isRunning()) {
      return;
    }
    long now = System.nanoTime();
    openSince.forEach(
        (connection, since) -> {
          if (connection instanceof HttpConnection http) {
            look(http, now);
          } else if (connection instanceof SslConnection tls) {
            look(tls, now - since);
          }
        });
    schedule();
  }

  private void look(HttpConnection connection, long now) {
    HttpParser parser = connection.getParser();
    if (!parser.isStart()
        && parser.inHeaderState()
        && now - parser.getBeginNanoTime() > limits.requestTime().toNanos()) {
      EndPoint endPoint = connection.getEndPoint();
      try {
        endPoint.write(Callback.from(endPoint::close), tooSlow());
      } catch (WritePendingException e) {
        endPoint.close();
      }
    }
  }

  private void look(SslConnection connection, long age) {
    if (age > limits.requestTime().toNanos()
        && connection.getSSLEngine().getSession().getProtocol().equals("NONE")) {
      connection.getEndPoint().close();
    }
  }

  private static ByteBuffer tooSlow() {
    String id = RequestIds.taken(null);
    Problem problem =
        Problem.of(ProblemType.REQUEST_TIMEOUT, "Request line and header fields came too slowly.");
    byte[] body = Json.text(problem.json(id)).getBytes(UTF_8);
    StringBuilder head = new StringBuilder("HTTP/1.1 408 Request Timeout\r\n");
    RequestGuard.headers(id)
        .forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    head.append("Content-Type: " + Problem.MEDIA_TYPE + "\r\nConnection: close\r\n")
        .append("Content-Length: ")
        .append(body.length)
        .append("\r\n\r\n");
    byte[] first = head.toString().getBytes(US_ASCII);
    return ByteBuffer.allocate(first.length + body.length).put(first).put(body).flip();
  }
}
