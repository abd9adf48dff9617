package io.cardbeam.console.server;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.cardbeam.console.http.Problem;
import io.cardbeam.console.http.ProblemType;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.eclipse.jetty.util.thread.SerializedInvoker;
import org.jspecify.annotations.Nullable;

/**
 * The reading of one body. It ends once: complete, refused, out of time, or broken off. Whatever
 * moves it runs in one line, also when its time ends while more of it arrives: two threads that
 * read one connection would take its parser and its buffer from each other.
 */
final class BodyLoad {
  private final Request request;
  private final Response response;
  private final Callback callback;
  private final int maxBytes;
  private final AtomicLong budget;
  private final Request.Handler next;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream(0);
  private final SerializedInvoker steps = new SerializedInvoker(BodyLoad.class);
  private boolean ended;
  private Scheduler.@Nullable Task timeout;
  private long charged;

  BodyLoad(
      Request request,
      Response response,
      Callback callback,
      int maxBytes,
      AtomicLong budget,
      Request.Handler next) {
    this.request = request;
    this.response = response;
    this.callback = callback;
    this.maxBytes = maxBytes;
    this.budget = budget;
    this.next = next;
  }

  void start(WebLimits limits) {
    if (request.getLength() > maxBytes) {
      steps.run(() -> refuse(tooLarge()));
      return;
    }
    steps.run(
        () -> {
          readOn();
          if (!ended) {
            long spent = System.nanoTime() - request.getHeadersNanoTime();
            long left = limits.requestTime().toNanos() - spent;
            timeout =
                request
                    .getComponents()
                    .getScheduler()
                    .schedule(() -> steps.run(this::outOfTime), Math.max(1, left), NANOSECONDS);
          }
        });
  }

  private void arrived() {
    if (ended) {
      connection().ifPresent(Http1Connection::throwAway);
    } else {
      readOn();
    }
  }

  private void readOn() {
    while (!ended) {
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        request.demand(() -> steps.run(this::arrived));
        return;
      }
      take(chunk);
    }
  }

  /** Takes a chunk, and hands the request on after the last. */
  private void take(Content.Chunk chunk) {
    if (Content.Chunk.isFailure(chunk)) {
      fail(chunk.getFailure());
      return;
    }
    ByteBuffer bytes = chunk.getByteBuffer();
    int length = bytes.remaining();
    boolean fits = body.size() + length <= maxBytes;
    boolean paid = fits && charge(body.size() + length);
    if (paid) {
      byte[] copy = new byte[length];
      bytes.get(copy);
      body.write(copy, 0, length);
    }
    chunk.release();
    if (!fits) {
      refuse(tooLarge());
    } else if (!paid) {
      refuse(
          Problem.of(ProblemType.OVERLOADED, "Too many long bodies are being read.")
              .retryAfterSeconds(1));
    } else if (chunk.isLast()) {
      handOn();
    }
  }

  private boolean charge(int size) {
    long due = Math.max(0, size - BodyLoader.FREE_BYTES) - charged;
    if (due <= 0) {
      return true;
    }
    if (budget.addAndGet(-due) < 0) {
      budget.addAndGet(due);
      return false;
    }
    charged += due;
    return true;
  }

  private void handOn() {
    end();
    Callback paidBack = charged == 0 ? callback : Callback.from(callback, this::payBack);
    Request whole = new LoadedRequest(request, body.toByteArray());
    try {
      if (!next.handle(whole, response, paidBack)) {
        Response.writeError(whole, response, paidBack, ProblemType.NOT_FOUND.status());
      }
    } catch (Throwable e) {
      Response.writeError(whole, response, paidBack, e);
    }
  }

  private void outOfTime() {
    if (!ended) {
      refuse(
          Problem.of(
              ProblemType.REQUEST_TIMEOUT, "The body did not arrive to its end within its time."));
    }
  }

  /**
   * Answers before the body has been read. The connection ends with it, since nobody can tell where
   * the next request begins; a stream of HTTP/2 ends alone.
   */
  private void refuse(Problem problem) {
    end();
    payBack();
    if (connection().isPresent()) {
      response.getHeaders().put(HttpHeader.CONNECTION, "close");
    }
    WebErrors.answer(problem, request, response, callback);
  }

  private Optional<Http1Connection> connection() {
    return request.getConnectionMetaData().getConnection() instanceof Http1Connection http1
        ? Optional.of(http1)
        : Optional.empty();
  }

  private void fail(Throwable failure) {
    if (failure instanceof TimeoutException) {
      outOfTime();
    } else {
      end();
      payBack();
      if (failure instanceof HttpException) {
        Response.writeError(request, response, callback, failure);
      } else {
        callback.failed(failure);
      }
    }
  }

  private void end() {
    ended = true;
    if (timeout != null) {
      timeout.cancel();
    }
  }

  private void payBack() {
    budget.addAndGet(charged);
    charged = 0;
  }

  private Problem tooLarge() {
    return Problem.of(
        ProblemType.CONTENT_TOO_LARGE, "The body is longer than " + maxBytes + " bytes.");
  }

  /** The request with its body at hand. */
  private static final class LoadedRequest extends Request.Wrapper {
    private final Content.Source source;
    private final int length;

    LoadedRequest(Request request, byte[] body) {
      super(request);
      this.source = Content.Source.from(ByteBuffer.wrap(body));
      this.length = body.length;
    }

    @Override
    public long getLength() {
      return length;
    }

    @Override
    public Content.Chunk read() {
      return source.read();
    }

    @Override
    public void demand(Runnable callback) {
      source.demand(callback);
    }

    @Override
    public void fail(Throwable failure) {
      source.fail(failure);
      super.fail(failure);
    }

    @Override
    public boolean consumeAvailable() {
      return true;
    }
  }
}
