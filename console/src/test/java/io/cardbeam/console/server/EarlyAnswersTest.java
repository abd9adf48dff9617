package io.cardbeam.console.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Requests that are refused before they have been read to their end, however their bytes come in,
 * with another request right behind them. The refusal always arrives, by a client that sends all it
 * has first; and the request behind it has its own answer, or none because the connection was said
 * to close.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class EarlyAnswersTest {
  private static final int ROUNDS = Integer.getInteger("cardbeam.early.rounds", 60);
  private static final String JSON = "Host: a\r\nContent-Type: application/json\r\n";
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 ([0-9]{3})");
  private static final Pattern ID = Pattern.compile("X-Request-Id: ([^\r]*)");
  private static WebServer server;

  /**
   * A request, and its answer.
   *
   * @param early whether it is answered before its end, so that nothing can follow
   */
  private record Kind(String request, int status, boolean early) {}

  private static final List<Kind> KINDS =
      List.of(
          new Kind(
              "POST /echo HTTP/1.1\r\n" + JSON + "Content-Length: 17000\r\n\r\n" + text(17_000),
              413,
              true),
          new Kind(
              "POST /echo HTTP/1.1\r\n" + JSON + "Content-Length: 400000\r\n\r\n" + text(400_000),
              413,
              true),
          new Kind(
              "POST /echo HTTP/1.1\r\n"
                  + JSON
                  + "Transfer-Encoding: chunked\r\n\r\n"
                  + ("1000\r\n" + text(4_096) + "\r\n").repeat(12)
                  + "0\r\n\r\n",
              413,
              true),
          new Kind(
              "POST /echo HTTP/1.1\r\n"
                  + JSON
                  + "Expect: 100-continue\r\nContent-Length: 17000\r\n\r\n"
                  + text(17_000),
              413,
              true),
          new Kind(
              "POST /echo HTTP/1.1\r\n"
                  + JSON
                  + "Expect: something\r\nContent-Length: 9000\r\n\r\n"
                  + text(9_000),
              417,
              true),
          new Kind(
              "POST /echo HTTP/1.1\r\n"
                  + JSON
                  + "A: "
                  + text(9_000)
                  + "\r\nContent-Length: 50000\r\n\r\n"
                  + text(50_000),
              431,
              true),
          new Kind(
              "POST /"
                  + text(9_000)
                  + " HTTP/1.1\r\n"
                  + JSON
                  + "Content-Length: 50000\r\n\r\n"
                  + text(50_000),
              414,
              true),
          new Kind(
              "POST /a%00b HTTP/1.1\r\n" + JSON + "Content-Length: 50000\r\n\r\n" + text(50_000),
              400,
              true),
          new Kind(
              "POST /echo HTTP/1.1\r\n"
                  + JSON
                  + "Transfer-Encoding: chunked\r\n\r\nnonsense\r\n"
                  + text(50_000),
              400,
              true),
          new Kind(
              "BREW /echo HTTP/1.1\r\n" + JSON + "Content-Length: 20000\r\n\r\n" + text(20_000),
              413,
              true),
          new Kind(
              "BREW /echo HTTP/1.1\r\n" + JSON + "Content-Length: 9000\r\n\r\n" + text(9_000),
              501,
              false),
          new Kind(
              "POST /nothing HTTP/1.1\r\n" + JSON + "Content-Length: 9000\r\n\r\n" + text(9_000),
              404,
              false),
          new Kind(
              "POST /echo HTTP/1.1\r\n" + JSON + "Content-Length: 9000\r\n\r\n" + text(9_000),
              400,
              false),
          new Kind(
              "POST /echo HTTP/1.1\r\n"
                  + JSON
                  + "Expect: 100-continue\r\nX-Request-Id: first\r\nContent-Length: 8\r\n\r\n"
                  + "{\"a\": 1}",
              200,
              false));

  @BeforeAll
  static void start() {
    server = TestServer.start(List.of(TestServer.ECHO));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void arriveAndAreNeverTheAnswerToTheNext() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<String>> wrong = new ArrayList<>();
      IntStream.range(0, ROUNDS * KINDS.size())
          .forEach(
              number ->
                  wrong.add(threads.submit(() -> flaw(KINDS.get(number % KINDS.size()), number))));
      List<String> flaws = new ArrayList<>();
      for (Future<String> each : wrong) {
        if (!each.get().isEmpty()) {
          flaws.add(each.get());
        }
      }
      assertThat(flaws.stream().limit(10)).isEmpty();
    } finally {
      threads.shutdownNow();
    }
  }

  /** What is wrong with the answers of one connection; empty if nothing is. */
  private static String flaw(Kind kind, int number) throws IOException {
    String first = kind.request().lines().findFirst().orElseThrow();
    String name = number + ": " + first.substring(0, Math.min(40, first.length()));
    String next =
        "POST /echo HTTP/1.1\r\n"
            + JSON
            + "X-Request-Id: following-"
            + number
            + "\r\nConnection: close\r\nContent-Length: 8\r\n\r\n{\"b\": 2}";
    String answers = conversation((kind.request() + next).getBytes(ISO_8859_1), number);
    List<Integer> statuses =
        STATUS.matcher(answers).results().map(m -> Integer.parseInt(m.group(1))).toList();
    List<Integer> finals = statuses.stream().filter(status -> status >= 200).toList();
    if (finals.isEmpty()) {
      return name + " was not answered";
    }
    if (finals.get(0) != kind.status()) {
      return name + " was answered with " + finals;
    }
    boolean closes =
        answers.substring(0, answers.indexOf("\r\n\r\n")).contains("Connection: close");
    if (kind.early()) {
      return closes && finals.size() == 1 ? "" : name + " was followed by " + finals;
    }
    List<String> ids = ID.matcher(answers).results().map(m -> m.group(1)).toList();
    return finals.equals(List.of(kind.status(), 200))
            && ids.equals(List.of(ids.get(0), "following-" + number))
            && !ids.get(0).equals("following-" + number)
            && answers.endsWith("{\"b\":2}")
        ? ""
        : name + " was followed by " + answers;
  }

  /** Sends bytes in parts, some with a pause before them, and reads when all are sent. */
  private static String conversation(byte[] bytes, int number) throws IOException {
    Random random = new Random(number);
    ByteArrayOutputStream answers = new ByteArrayOutputStream();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(30_000);
      socket.setTcpNoDelay(true);
      int largest = 1 << (8 + random.nextInt(10));
      for (int at = 0; at < bytes.length; ) {
        int length = Math.min(bytes.length - at, 1 + random.nextInt(largest));
        socket.getOutputStream().write(bytes, at, length);
        at += length;
        if (random.nextInt(8) == 0) {
          LockSupport.parkNanos(random.nextInt(200_000));
        }
      }
      InputStream in = socket.getInputStream();
      in.transferTo(answers);
    } catch (SocketException e) {
      return "reset after " + answers.toString(ISO_8859_1);
    }
    return answers.toString(ISO_8859_1);
  }

  private static String text(int length) {
    return "a".repeat(length);
  }
}
