package io.cardbeam.console.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardbeam.console.api.Admission;
import io.cardbeam.console.api.Body;
import io.cardbeam.console.api.Route;
import io.cardbeam.console.api.RouteTable;
import io.cardbeam.console.http.Json;
import io.cardbeam.console.http.JsonReader;
import io.javalin.http.Context;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever comes over the socket, it is answered with a problem, and with none of what was sent.
 */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class HostileRequestsTest {
  private static final String CARD = "4539578763621486";
  private static final String HOST = "Host: a\r\n";
  private static final String END = HOST + "Connection: close\r\n\r\n";
  private static final String JSON = "Content-Type: application/json\r\n" + HOST;
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final AtomicInteger IN_FLIGHT = new AtomicInteger();
  private static WebServer server;

  @BeforeAll
  static void start() {
    WebLimits limits =
        new WebLimits(
            8 << 10,
            Duration.ofSeconds(2),
            Duration.ofSeconds(4),
            Duration.ofSeconds(1),
            1_000,
            1_000,
            4 << 20,
            32);
    List<Route> routes =
        List.of(
            Route.get("/things/{id}", "getThing", Admission.EVERYBODY, ctx -> answer(ctx, 0)),
            Route.post("/things", "makeThing", Admission.EVERYBODY, HostileRequestsTest::make),
            Route.post("/lines", "makeMany", Admission.EVERYBODY, HostileRequestsTest::count)
                .taking(Body.LINES),
            Route.get(
                "/endless",
                "recur",
                Admission.EVERYBODY,
                ctx -> {
                  throw new StackOverflowError(CARD);
                }),
            Route.get(
                "/broken",
                "break",
                Admission.EVERYBODY,
                ctx -> {
                  throw new IllegalStateException(CARD);
                }));
    server =
        WebServer.start(
            new RouteTable(routes),
            new WebServer.Settings(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                limits,
                Optional.empty(),
                List.of(),
                IN_FLIGHT,
                List.of()));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static void make(Context ctx) throws Exception {
    JsonReader fields = JsonReader.of(Json.body(ctx));
    fields.text("name", 40);
    fields.done();
    answer(ctx, ctx.bodyAsBytes().length);
  }

  private static void count(Context ctx) {
    answer(ctx, ctx.bodyAsBytes().length);
  }

  private static void answer(Context ctx, int length) {
    Json.answer(ctx, 200, Json.object().put("length", length));
  }

  static Stream<Arguments> hostile() {
    String post = "POST /things HTTP/1.1\r\n" + JSON;
    return Stream.of(
        arguments(400, "nonsense\r\n\r\n"),
        arguments(400, "GET\r\n\r\n"),
        arguments(400, "GET /" + CARD + " HTTP/1.1\r\n\r\n"),
        arguments(400, "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"),
        arguments(400, "GET / HTTP/1.1\r\nHost : a\r\n\r\n"),
        arguments(400, "GET / HTTP/1.1\r\nA\u0000B: " + CARD + "\r\n" + END),
        arguments(400, "GET / HTTP/1.1\r\n folded\r\n" + END),
        arguments(400, "GET /a%00b HTTP/1.1\r\n" + END),
        arguments(400, "GET /a%2Fb HTTP/1.1\r\n" + END),
        arguments(400, "GET /%c3%28 HTTP/1.1\r\n" + END),
        arguments(400, "GET /%zz HTTP/1.1\r\n" + END),
        arguments(400, "GET /a/..;/b HTTP/1.1\r\n" + END),
        arguments(400, post + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n{}"),
        arguments(400, post + "Content-Length: -1\r\n\r\n{}"),
        arguments(400, post + "Content-Length: x\r\n\r\n{}"),
        arguments(400, post + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}"),
        arguments(400, post + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n"),
        arguments(400, post + "Transfer-Encoding: chunked\r\n\r\n-2\r\n{}\r\n0\r\n\r\n"),
        arguments(400, post + "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n{}"),
        arguments(400, post + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}abc\r\n0\r\n\r\n"),
        arguments(400, post + "Content-Length: 1\r\nConnection: close\r\n\r\n{"),
        arguments(404, "GET /nothing/" + CARD + " HTTP/1.1\r\n" + END),
        arguments(400, "GET //things/1 HTTP/1.1\r\n" + END),
        arguments(405, "GET /things HTTP/1.1\r\n" + END),
        arguments(405, "DELETE /things/1 HTTP/1.1\r\n" + END),
        arguments(405, "OPTIONS /things/1 HTTP/1.1\r\n" + END),
        arguments(405, "TRACE /things/1 HTTP/1.1\r\n" + END),
        arguments(406, "GET /things/1 HTTP/1.1\r\nAccept: text/html\r\n" + END),
        arguments(406, "GET /things/1 HTTP/1.1\r\nAccept: */*;q=0\r\n" + END),
        arguments(408, post + "Content-Length: 5\r\n\r\n{"),
        arguments(408, post + "Transfer-Encoding: chunked\r\n\r\n2\r\n{"),
        arguments(408, "GET / HTTP/1.1\r\nHost: a\r\nSlow"),
        arguments(413, post + "Content-Length: 16385\r\n\r\n"),
        arguments(413, post + "Content-Length: 99999999999\r\n\r\n"),
        arguments(
            413, post + "Transfer-Encoding: chunked\r\n\r\n4001\r\n" + " ".repeat(0x4001) + "\r\n"),
        arguments(413, "POST /lines HTTP/1.1\r\n" + HOST + "Content-Length: 1048577\r\n\r\n"),
        arguments(414, "GET /" + "a".repeat(9000) + " HTTP/1.1\r\n" + END),
        arguments(414, "GET /?" + CARD.repeat(600) + " HTTP/1.1\r\n" + END),
        arguments(415, "POST /things HTTP/1.1\r\nContent-Length: 2\r\n" + END + "{}"),
        arguments(
            415,
            "POST /things HTTP/1.1\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n"
                + END
                + "{}"),
        arguments(
            415,
            "POST /things HTTP/1.1\r\nContent-Type: application/json; charset=utf-16\r\n"
                + "Content-Length: 2\r\n"
                + END
                + "{}"),
        arguments(417, post + "Expect: miracles\r\nContent-Length: 2\r\n\r\n{}"),
        arguments(422, post + "Connection: close\r\nContent-Length: 2\r\n\r\n{}"),
        arguments(431, "GET / HTTP/1.1\r\nA: " + "a".repeat(9000) + "\r\n" + END),
        arguments(431, "GET / HTTP/1.1\r\n" + "A: a\r\n".repeat(3000) + END),
        arguments(500, "GET /endless HTTP/1.1\r\n" + END),
        arguments(500, "GET /broken HTTP/1.1\r\n" + END),
        arguments(501, "BREW /things/1 HTTP/1.1\r\n" + END),
        arguments(400, "CONNECT a:1 HTTP/1.1\r\n" + END),
        arguments(505, "GET / HTTP/3.0\r\n" + END));
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void isAnsweredWithAProblem(int status, String request) throws Exception {
    String answer = Wire.answer(server.port(), request);

    assertThat(answer).startsWith("HTTP/1.1 " + status + " ").doesNotContain(CARD);
    String head = answer.substring(0, answer.indexOf("\r\n\r\n"));
    JsonNode problem = MAPPER.readTree(answer.substring(head.length() + 4));
    assertThat(head).containsIgnoringCase("Content-Type: application/problem+json");
    assertThat(head).contains("X-Request-Id: ", "Content-Security-Policy: ");
    assertThat(head).doesNotContain("Jetty", "Server:");
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(problem.path("type").asText()).startsWith("/problems/");
    assertThat(problem.path("detail").asText()).isNotEmpty();
    assertThat(head)
        .contains("X-Request-Id: " + problem.path("instance").asText().replace("urn:request:", ""));
    if (status == 405) {
      assertThat(head).contains("Allow: ");
    }
  }

  @AfterEach
  void nothingIsInFlightAnyMore() throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (IN_FLIGHT.get() != 0 && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    assertThat(IN_FLIGHT).hasValue(0);
  }

  @Test
  void takesWhatIsAllowed() throws Exception {
    assertThat(Wire.answer(server.port(), "GET /things/1 HTTP/1.1\r\n" + END))
        .startsWith("HTTP/1.1 200 ")
        .endsWith("{\"length\":0}");
    assertThat(
            Wire.answer(
                server.port(),
                "POST /things HTTP/1.1\r\n"
                    + JSON
                    + "Connection: close\r\nExpect: 100-continue\r\nTransfer-Encoding: chunked\r\n"
                    + "X-Request-Id: my-request-1\r\n\r\n"
                    + "5\r\n{\"nam\r\n9\r\ne\":\"a\"}  \r\n0\r\n\r\n"))
        .contains("HTTP/1.1 200 ", "X-Request-Id: my-request-1")
        .endsWith("{\"length\":14}");
    assertThat(
            Wire.answer(
                server.port(),
                "POST /lines HTTP/1.1\r\nContent-Type: application/x-ndjson\r\n"
                    + "Content-Length: 1048576\r\n"
                    + END
                    + " ".repeat(1 << 20)))
        .startsWith("HTTP/1.1 200 ")
        .endsWith("{\"length\":1048576}");
  }

  @Test
  void aHeadIsAGetWithoutItsBody() throws Exception {
    String head = Wire.answer(server.port(), "HEAD /things/1 HTTP/1.1\r\n" + END);

    assertThat(head).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\n");
    assertThat(Wire.answer(server.port(), "HEAD /things HTTP/1.1\r\n" + END))
        .startsWith("HTTP/1.1 405 ")
        .endsWith("\r\n\r\n");
  }

  @Test
  void requestsAfterOneAnotherOnAConnectionAreAnsweredInTurn() throws Exception {
    String one = "GET /things/1 HTTP/1.1\r\n" + HOST + "\r\n";
    String answers =
        Wire.answer(server.port(), one.repeat(50) + "GET /things/1 HTTP/1.1\r\n" + END);

    assertThat(answers.split("HTTP/1.1 200 ", -1)).hasSize(52);
  }
}
