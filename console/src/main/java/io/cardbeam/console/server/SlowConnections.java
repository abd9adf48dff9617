package io.cardbeam.console.server;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.http2.HTTP2Session;
import org.eclipse.jetty.http2.api.Session;
import org.eclipse.jetty.http2.frames.Frame;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Ends connections whose header, handshake or frame comes too slowly. Once a second all connections
 * are looked at, which costs no thread and microseconds.
 */
final class SlowConnections extends AbstractLifeCycle implements Connection.Listener {
  private static final long PERIOD_MILLIS = 1_000;

  private final WebLimits limits;
  private final Scheduler scheduler;
  private final Map<Connection, Long> openSince = new ConcurrentHashMap<>();
  private final Map<Session, Long> lastFrames = new ConcurrentHashMap<>();

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
    openSince.put(connection, System.nanoTime());
  }

  @Override
  public void onClosed(Connection connection) {
    openSince.remove(connection);
    if (connection instanceof HTTP2Connection http2) {
      lastFrames.remove(http2.getSession());
    }
  }

  /** Hears of the frames of HTTP/2. */
  HTTP2Session.FrameListener frames() {
    return new HTTP2Session.FrameListener() {
      /** Called when the last byte of a frame, or of a header in several frames, has come. */
      @Override
      public void onIncomingFrame(Session session, Frame frame) {
        lastFrames.put(session, System.nanoTime());
      }
    };
  }

  private void look() {
    if (!isRunning()) {
      return;
    }
    openSince.forEach(
        (connection, since) -> {
          if (connection instanceof Http1Connection http) {
            http.endIfSlow();
          } else if (connection instanceof HTTP2Connection http2) {
            look(http2, since);
          } else if (connection instanceof SslConnection tls) {
            look(tls, since);
          }
        });
    schedule();
  }

  private void look(HTTP2Connection connection, long since) {
    Long last = lastFrames.get(connection.getSession());
    // Set at the first byte of a frame.
    long begun = last == null ? since : connection.getSession().getParser().getBeginNanoTime();
    boolean isUnfinished = last == null || (begun != 0 && begun - last > 0);
    if (isUnfinished && isOverdue(begun)) {
      connection.getEndPoint().close();
    }
  }

  private void look(SslConnection connection, long since) {
    if (isOverdue(since) && connection.getSSLEngine().getSession().getProtocol().equals("NONE")) {
      connection.getEndPoint().close();
    }
  }

  private boolean isOverdue(long begun) {
    return System.nanoTime() - begun > limits.requestTime().toNanos();
  }
}
