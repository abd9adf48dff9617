package io.cardbeam.console.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.cardbeam.console.http.Json;
import io.cardbeam.console.http.Problem;
import io.cardbeam.console.http.ProblemType;
import io.cardbeam.console.http.RequestIds;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritePendingException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.eclipse.jetty.util.thread.SerializedInvoker;
import org.jspecify.annotations.Nullable;

/**
 * A connection of HTTP/1.1. It ends when its header comes too slowly: the server's idle time alone
 * does not see that, since a byte a second keeps a connection from being idle. After an answer that
 * is the last, what still arrives is read for a moment and thrown away: to close with bytes unread
 * resets the connection, and the answer may never be seen.
 */
final class Http1Connection extends HttpConnection {
  private static final int BUFFER_BYTES = 4 << 10;

  private final WebLimits limits;
  private final Callback readable = Callback.from(this::onFillable, this::onFillInterestedFailed);
  private final Callback wasted = Callback.from(this::throwAway, this::onFillInterestedFailed);

  /** Reading and ending after the last answer take turns. */
  private final SerializedInvoker drain = new SerializedInvoker(Http1Connection.class);

  private Runnable over = () -> {};
  private volatile Scheduler.@Nullable Task limit;
  private int thrownAway;

  Http1Connection(
      HttpConfiguration configuration, Connector connector, EndPoint endPoint, WebLimits limits) {
    super(configuration, connector, endPoint);
    this.limits = limits;
  }

  private static final class SlowHeaderException extends TimeoutException {
    private static final long serialVersionUID = 1;
  }

  @Override
  public void onFillable() {
    if (getParser().isTerminated()) {
      throwAway();
    } else {
      super.onFillable();
    }
  }

  @Override
  protected HttpStreamOverHTTP1 newHttpStream(String method, String uri, HttpVersion version) {
    return new HttpStreamOverHTTP1(method, uri, version) {
      @Override
      public void succeeded() {
        lingerOr(super::succeeded);
      }

      @Override
      public void failed(Throwable failure) {
        // Also when its answer is whole and the request could not be read to its end.
        lingerOr(() -> super.failed(failure));
      }
    };
  }

  /** Does what ends an exchange; if its answer is whole and was the last, after a while. */
  private void lingerOr(Runnable ended) {
    if (!getEndPoint().isOutputShutdown()) {
      ended.run();
      return;
    }
    getParser().close();
    drain.run(
        () -> {
          over = ended;
          readOn();
        });
  }

  /** Throws away what has arrived and will arrive, if the last answer has been given. */
  void throwAway() {
    drain.run(
        () -> {
          if (getParser().isTerminated()) {
            readOn();
          }
        });
  }

  private void readOn() {
    limitTime();
    EndPoint endPoint = getEndPoint();
    ByteBuffer waste = BufferUtil.allocate(BUFFER_BYTES);
    try {
      int filled = endPoint.fill(waste);
      while (filled > 0 && thrownAway <= WebLimits.LINGER_BYTES) {
        thrownAway += filled;
        BufferUtil.clear(waste);
        filled = endPoint.fill(waste);
      }
      // An answer that is still being written comes here again when it has been.
      if (endPoint.isOutputShutdown()) {
        if (filled == 0) {
          endPoint.tryFillInterested(wasted);
        } else {
          end();
        }
      }
    } catch (IOException e) {
      end();
    }
  }

  private void limitTime() {
    if (limit == null) {
      limit =
          getConnector()
              .getScheduler()
              .schedule(
                  () -> drain.run(this::end),
                  limits.lingerTime().toMillis(),
                  TimeUnit.MILLISECONDS);
    }
  }

  private void end() {
    Runnable ended = over;
    over = () -> {};
    ended.run();
    getEndPoint().close();
  }

  /** Ends it if its header is overdue. */
  void endIfSlow() {
    // Whoever takes the interest in more bytes is the only one to read: a request whose header has
    // just come to its end is answered by its own thread, and by nothing else.
    if (isSlow() && getEndPoint() instanceof AbstractEndPoint endPoint) {
      endPoint.getFillInterest().onFail(new SlowHeaderException());
    }
  }

  private boolean isSlow() {
    HttpParser parser = getParser();
    return !parser.isStart()
        && parser.inHeaderState()
        && System.nanoTime() - parser.getBeginNanoTime() > limits.requestTime().toNanos();
  }

  @Override
  public void onFillInterestedFailed(Throwable cause) {
    if (!(cause instanceof SlowHeaderException)) {
      super.onFillInterestedFailed(cause);
    } else if (isSlow()) {
      getParser().close();
      EndPoint endPoint = getEndPoint();
      try {
        endPoint.write(
            Callback.from(
                () -> {
                  endPoint.shutdownOutput();
                  onFillable();
                },
                endPoint::close),
            tooSlow());
      } catch (WritePendingException e) {
        endPoint.close(e);
      }
    } else {
      getEndPoint().tryFillInterested(readable); // it has come meanwhile
    }
  }

  @Override
  public void onClose(@Nullable Throwable cause) {
    Scheduler.Task task = limit;
    if (task != null) {
      task.cancel();
      drain.run(this::end);
    }
    super.onClose(cause);
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
