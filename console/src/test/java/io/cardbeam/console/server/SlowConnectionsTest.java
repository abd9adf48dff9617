package io.cardbeam.console.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.console.api.Admission;
import io.cardbeam.console.api.Route;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A thousand connections that hang take nothing from the others, and are ended in their time. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class SlowConnectionsTest {
  private static final int SLOW = 1_000;
  private static final int REQUESTS = 300;

  /** A beginning for each kind of slowness, and what goes on dripping. */
  private enum Kind {
    HEADERS("POST /echo HTTP/1.1\r\nHost: a\r\nX-Slow: ", "a"),
    BODY(
        "POST /echo HTTP/1.1\r\nHost: a\r\n%sContent-Length: 16000\r\n\r\n{"
            .formatted("Content-Type: application/json\r\n"),
        " "),
    CHUNKS(
        "POST /echo HTTP/1.1\r\nHost: a\r\n%sTransfer-Encoding: chunked\r\n\r\n"
            .formatted("Content-Type: application/json\r\n"),
        "1\r\n \r\n"),
    IDLE("", "");

    private final String first;
    private final String drip;

    Kind(String first, String drip) {
      this.first = first;
      this.drip = drip;
    }
  }

  @Test
  void requestsGoOnAtTheSameSpeedWhileAThousandHang() throws Exception {
    List<SocketChannel> slow = new ArrayList<>();
    try (WebServer server = TestServer.start(List.of(TestServer.ECHO))) {
      HttpClient http = HttpClient.newHttpClient();
      measure(http, server.port());
      long[] alone = measure(http, server.port());
      for (int i = 0; i < SLOW; i++) {
        slow.add(open(server.port(), Kind.values()[i % Kind.values().length]));
      }
      long[] beside = measure(http, server.port());

      assertThat(median(beside))
          .as("microseconds, alone " + median(alone))
          .isLessThan(3 * median(alone) + 5_000);
      assertThat(beside[REQUESTS * 95 / 100])
          .as("95th percentile, alone " + alone[REQUESTS * 95 / 100])
          .isLessThan(10 * alone[REQUESTS * 95 / 100] + 500_000);
      dripUntilAllAreEnded(slow);
    } finally {
      for (SocketChannel channel : slow) {
        channel.close();
      }
    }
  }

  @Test
  void noAddressTakesAllConnections() throws Exception {
    Route there = Route.get("/", "there", Admission.EVERYBODY, ctx -> ctx.status(204)).producing();
    List<SocketChannel> many = new ArrayList<>();
    try (WebServer server = TestServer.start(List.of(there))) {
      int most = TestServer.LIMITS.connectionsOfAnAddress();
      for (int i = 0; i < most; i++) {
        many.add(open(server.port(), Kind.HEADERS));
      }
      try (SocketChannel oneMore = open(server.port(), Kind.IDLE)) {
        oneMore.configureBlocking(true);
        assertThat(oneMore.read(ByteBuffer.allocate(1))).isEqualTo(-1);
      }
      for (SocketChannel channel : many.subList(0, 10)) {
        channel.close();
      }
      assertThat(isAnsweredInTheEnd(server.port())).isTrue();
    } finally {
      for (SocketChannel channel : many) {
        channel.close();
      }
    }
  }

  /** When the server has seen that others have gone. */
  private static boolean isAnsweredInTheEnd(int port) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (System.nanoTime() < end) {
      if (Wire.answer(port, "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
          .startsWith("HTTP/1.1 204 ")) {
        return true;
      }
    }
    return false;
  }

  private static SocketChannel open(int port, Kind kind) throws IOException {
    SocketChannel channel =
        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    channel.write(bytes(kind.first));
    channel.configureBlocking(false);
    return channel;
  }

  /** A byte now and then keeps none of them open beyond the time of a request. */
  private static void dripUntilAllAreEnded(List<SocketChannel> slow) throws Exception {
    long end = System.nanoTime() + 2 * TestServer.LIMITS.idleTime().toNanos();
    int open = slow.size();
    ByteBuffer answer = ByteBuffer.allocate(4_096);
    while (open > 0) {
      assertThat(System.nanoTime()).as("%d are open still", open).isLessThan(end);
      open = 0;
      for (int i = 0; i < slow.size(); i++) {
        open += isOpen(slow.get(i), Kind.values()[i % Kind.values().length], answer) ? 1 : 0;
      }
      TimeUnit.MILLISECONDS.sleep(200); // the pace of the drip
    }
  }

  private static boolean isOpen(SocketChannel channel, Kind kind, ByteBuffer answer) {
    try {
      answer.clear();
      if (channel.read(answer) < 0) {
        return false;
      }
      channel.write(bytes(kind.drip));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static long[] measure(HttpClient http, int port) throws Exception {
    long[] micros = new long[REQUESTS];
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/echo"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"a\": 1}"))
            .build();
    for (int i = 0; i < REQUESTS; i++) {
      long begin = System.nanoTime();
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      micros[i] = (System.nanoTime() - begin) / 1_000;
      assertThat(response.statusCode()).isEqualTo(200);
    }
    Arrays.sort(micros);
    return micros;
  }

  private static long median(long[] sorted) {
    return sorted[sorted.length / 2];
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(ISO_8859_1));
  }
}
