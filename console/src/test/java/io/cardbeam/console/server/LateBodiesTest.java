package io.cardbeam.console.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Bodies whose time ends at the very moment at which more of them arrives: the connections beside
 * them still get their own answers. A buffer that two threads gave back would go to two requests.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class LateBodiesTest {
  private static final Duration TIME = Duration.ofMillis(5);
  private static final long RUN_NANOS =
      TimeUnit.SECONDS.toNanos(Long.getLong("cardbeam.late.seconds", 3));
  private static final int FLOODERS = 6;
  private static final int HONEST = 3;
  private static final String HEAD =
      "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n";

  @Test
  void leaveTheAnswersOfOthersAlone() throws Exception {
    WebLimits limits =
        new WebLimits(
            8 << 10, TIME, Duration.ofSeconds(6), Duration.ofMillis(50), 3_000, 1_200, 4 << 20, 32);
    AtomicBoolean over = new AtomicBoolean();
    AtomicInteger late = new AtomicInteger();
    ExecutorService threads = Executors.newCachedThreadPool();
    try (WebServer server = TestServer.start(List.of(TestServer.ECHO), limits)) {
      List<Future<Integer>> honest = new ArrayList<>();
      for (int i = 0; i < FLOODERS; i++) {
        threads.execute(() -> flood(server.port(), over, late));
      }
      for (int i = 0; i < HONEST; i++) {
        int number = i;
        honest.add(threads.submit(() -> echo(server.port(), number, over)));
      }
      TimeUnit.NANOSECONDS.sleep(RUN_NANOS);
      over.set(true);
      int answers = 0;
      for (Future<Integer> each : honest) {
        answers += each.get();
      }
      assertThat(answers).isPositive();
      assertThat(late).hasPositiveValue();
    } finally {
      over.set(true);
      threads.shutdownNow();
    }
  }

  /** Sends a body in small parts without a pause, until its time is over; again and again. */
  private static void flood(int port, AtomicBoolean over, AtomicInteger late) {
    byte[] drip = {'x'};
    while (!over.get()) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.setTcpNoDelay(true);
        socket.getOutputStream().write((HEAD + "Content-Length: 16000\r\n\r\n{").getBytes(UTF_8));
        long end = System.nanoTime() + 50_000_000;
        while (socket.getInputStream().available() == 0 && System.nanoTime() < end) {
          socket.getOutputStream().write(drip);
        }
        late.incrementAndGet();
      } catch (IOException e) {
        late.incrementAndGet(); // reset: it was too late
      }
    }
  }

  private static int echo(int port, int number, AtomicBoolean over) throws Exception {
    int answers = 0;
    while (!over.get()) {
      String body = "{\"who\":\"" + number + "-" + answers + "\"}";
      String answer =
          Wire.answer(
              port,
              HEAD
                  + "X-Request-Id: honest-"
                  + number
                  + "-"
                  + answers
                  + "\r\nConnection: close\r\nContent-Length: "
                  + body.length()
                  + "\r\n\r\n"
                  + body);
      if (!answer.isEmpty() && !answer.contains(" 408 ")) {
        assertThat(answer).startsWith("HTTP/1.1 200 ").endsWith(body);
        assertThat(answer).contains("honest-" + number + "-" + answers + "\r\n");
      }
      answers++;
    }
    return answers;
  }
}
