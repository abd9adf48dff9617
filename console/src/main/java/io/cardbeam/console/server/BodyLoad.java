package io.cardbeam.console.server;

import io.cardbeam.console.http.Problem;
import io.cardbeam.console.http.ProblemType;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/** The reading of one body. It ends once: complete, refused, out of time, or broken off. */
final class BodyLoad {
  private final Request request;
  private final Response response;
  private final Callback callback;
  private final int maxBytes;
  private final AtomicLong budget;
  private final Request.Handler next;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream(0);
  private final AtomicBoolean ended = new AtomicBoolean();
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

  void start(Duration requestTime) throws Exception {
    if (request.getLength() > maxBytes) {
      refuse(tooLarge());
      return;
    }
    Content.Chunk first = request.read();
    if (first != null && !take(first)) {
      return;
    }
    if (first == null || !first.isLast()) {
      long spent = System.nanoTime() - request.getHeadersNanoTime();
      long left = Math.max(1, requestTime.toMillis() - TimeUnit.NANOSECONDS.toMillis(spent));
      timeout =
          request
              .getComponents()
              .getScheduler()
              .schedule(this::outOfTime, left, TimeUnit.MILLISECONDS);
      readOn();
    }
  }

  private void readOn() {
    while (!ended.get()) {
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        request.demand(this::readOn);
        return;
      }
      if (!take(chunk) || chunk.isLast()) {
        return;
      }
    }
  }

  /** Takes a chunk and hands the request on after the last; false if reading is over before. */
  private boolean take(Content.Chunk chunk) {
    if (Content.Chunk.isFailure(chunk)) {
      fail(chunk.getFailure());
      return false;
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
    return paid;
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
    if (!end()) {
      return;
    }
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
    refuse(
        Problem.of(
            ProblemType.REQUEST_TIMEOUT, "The body did not arrive to its end within its time."));
  }

  private void refuse(Problem problem) {
    if (end()) {
      payBack();
      // What is left of the body is not waited for.
      if (request.getConnectionMetaData().getHttpVersion() != HttpVersion.HTTP_2) {
        response.getHeaders().put(HttpHeader.CONNECTION, "close");
      }
      WebErrors.answer(problem, request, response, callback);
    }
  }

  private void fail(Throwable failure) {
    if (failure instanceof TimeoutException) {
      outOfTime();
    } else if (end()) {
      payBack();
      if (failure instanceof HttpException) {
        Response.writeError(request, response, callback, failure);
      } else {
        callback.failed(failure);
      }
    }
  }

  private boolean end() {
    boolean first = ended.compareAndSet(false, true);
    if (first && timeout != null) {
      timeout.cancel();
    }
    return first;
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
