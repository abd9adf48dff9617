package io.cardbeam.console.server;

import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Reads each body to its end, within a size and a time, before the request is handed on: no thread
 * waits for a slow sender, however many there are.
 */
final class BodyLoader extends Handler.Wrapper {
  /** Bytes that every body may have. Above them all bodies share a budget. */
  static final int FREE_BYTES = 16 << 10;

  private final MaxBody maxBody;
  private final WebLimits limits;
  private final AtomicLong budget;

  /** Longest body of a request, bytes. */
  @FunctionalInterface
  interface MaxBody {
    int bytes(String method, String path);
  }

  BodyLoader(MaxBody maxBody, WebLimits limits) {
    this.maxBody = maxBody;
    this.limits = limits;
    this.budget = new AtomicLong(limits.largeBodyBytes());
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    int most = maxBody.bytes(request.getMethod(), Request.getPathInContext(request));
    new BodyLoad(request, response, callback, most, budget, super::handle).start(limits);
    return true;
  }
}
