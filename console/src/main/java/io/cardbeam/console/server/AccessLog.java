package io.cardbeam.console.server;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a line for each request to a file, on a thread of its own. A disk that does not keep up
 * costs lines, which are counted, and never a request its time.
 */
public final class AccessLog implements RequestLog, AutoCloseable {
  /** Most lines that wait to be written. */
  static final int MAX_WAITING = 65_536;

  private static final Logger LOG = LoggerFactory.getLogger(AccessLog.class);
  private static final long POLL_MILLIS = 200;
  private static final long JOIN_MILLIS = 5_000;

  private final BlockingQueue<String> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
  private final AtomicLong dropped = new AtomicLong();
  private final RolledFile file;
  private final Thread writer = new Thread(this::writeOn, "access-log");
  private volatile boolean closed;

  private AccessLog(RolledFile file) {
    this.file = file;
  }

  /**
   * Opens a log that goes on where the file ends.
   *
   * @throws IOException if the file can't be written
   */
  public static AccessLog open(Path path) throws IOException {
    AccessLog log = new AccessLog(RolledFile.open(path, RolledFile.MAX_BYTES, Clock.systemUTC()));
    log.writer.setDaemon(true);
    log.writer.start();
    return log;
  }

  /** Lines that were not written, since too many waited or the file failed. */
  public long dropped() {
    return dropped.get();
  }

  @Override
  public void log(Request request, Response response) {
    if (!waiting.offer(AccessLine.of(request, response))) {
      dropped.incrementAndGet();
    }
  }

  private void writeOn() {
    try (file) {
      while (!closed || !waiting.isEmpty()) {
        String line = waiting.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
        if (line != null) {
          write(line);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOG.warn("the access log could not be closed: {}", e.toString());
    }
  }

  private void write(String line) {
    try {
      file.write(line, waiting.isEmpty());
    } catch (IOException e) {
      if (dropped.getAndIncrement() == 0) {
        LOG.warn("the access log can't be written: {}", e.toString());
      }
    }
  }

  /** Writes what waits, and ends. */
  @Override
  public void close() {
    closed = true;
    try {
      writer.join(JOIN_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
