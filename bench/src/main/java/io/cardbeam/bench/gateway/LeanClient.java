package io.cardbeam.bench.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A merchant's program that costs little beside what it measures: HTTP/1.1 over connections that
 * stay open, one request at a time on each, all by one thread.
 */
final class LeanClient implements AutoCloseable {
  private static final int MAX_CONNECTIONS = 2_000;

  private final InetSocketAddress address;
  private final String head;
  private final Selector selector = Selector.open();
  private final Queue<Request> requests = new ConcurrentLinkedQueue<>();
  private final Deque<LeanConnection> idle = new ArrayDeque<>();
  private final Thread thread = new Thread(this::run, "lean-client");
  private int connections;
  private volatile boolean closed;

  /** Hears what became of a request, on the client's thread. */
  @FunctionalInterface
  interface Heard {
    /**
     * An answer, or that there is none.
     *
     * @param status of HTTP; 0 if there is no answer that can be read
     * @param body of the answer
     */
    void answered(int status, String body);
  }

  /** A request, and who hears of it. */
  record Request(ByteBuffer bytes, Heard heard) {}

  /** A client of a server at this address, with this key. */
  LeanClient(URI server, String key) throws IOException {
    address = new InetSocketAddress(server.getHost(), server.getPort());
    head =
        "POST /v1/authorizations HTTP/1.1\r\nHost: "
            + server.getAuthority()
            + "\r\nAuthorization: Bearer "
            + key
            + "\r\nContent-Type: application/json\r\nContent-Length: ";
    thread.setDaemon(true);
    thread.start();
  }

  /** Asks for an authorization. */
  void authorize(String body, Heard heard) {
    byte[] content = body.getBytes(UTF_8);
    byte[] before = (head + content.length + "\r\n\r\n").getBytes(ISO_8859_1);
    ByteBuffer bytes = ByteBuffer.allocate(before.length + content.length);
    requests.add(new Request(bytes.put(before).put(content).flip(), heard));
    selector.wakeup();
  }

  private void run() {
    try {
      while (!closed) {
        selector.select(key -> ((LeanConnection) key.attachment()).proceed(key));
        for (Request next = next(); next != null; next = next()) {
          connection().send(next);
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException("the selector fails", e);
    }
  }

  private @Nullable Request next() {
    return idle.isEmpty() && connections >= MAX_CONNECTIONS ? null : requests.poll();
  }

  private LeanConnection connection() {
    for (LeanConnection free = idle.pollLast(); free != null; free = idle.pollLast()) {
      if (free.isOpen()) {
        return free;
      }
      connections--; // the server has closed it
    }
    connections++;
    return new LeanConnection(address, selector, this::over);
  }

  private void over(LeanConnection connection) {
    if (connection.isOpen()) {
      idle.addLast(connection);
    } else {
      connections--;
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    selector.wakeup();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (LeanConnection connection : idle) {
      connection.close();
    }
    selector.close();
  }
}
