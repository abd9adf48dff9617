package io.cardbeam.console.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.console.api.Admission;
import io.cardbeam.console.api.Route;
import io.cardbeam.console.http.Json;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A refused request is answered once, and no answer is left for the next on its connection. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class OneAnswerEachTest {
  private static final String BODY = "{\"request_id\":\"a\",\"amount\":\"1.00\"}";
  private static WebServer server;

  @BeforeAll
  static void start() {
    server =
        TestServer.start(
            List.of(
                Route.post(
                    "/things",
                    "makeThing",
                    Admission.EVERYBODY,
                    ctx -> Json.answer(ctx, 200, Json.object()))));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /things HTTP/1.1\r\nHost: a\r\nA: LONG\r\nContent-Length: 34\r\n\r\nBODY",
        "POST /LONG HTTP/1.1\r\nHost: a\r\nContent-Length: 34\r\n\r\nBODY",
        "POST /a%00b HTTP/1.1\r\nHost: a\r\nContent-Length: 34\r\n\r\nBODY",
        "POST /a%2Fb HTTP/1.1\r\nHost: a\r\nContent-Length: 34\r\n\r\nBODY",
        "POST /a%zz HTTP/1.1\r\nHost: a\r\nContent-Length: 34\r\n\r\nBODY",
        "POST /things HTTP/1.1\r\nHost: a\r\nExpect: x\r\nContent-Length: 34\r\n\r\nBODY",
        "BREW /things HTTP/1.1\r\nHost: a\r\nContent-Length: 34\r\n\r\nBODY",
        "POST /things HTTP/1.1\r\nHost: a\r\nContent-Length: 17000\r\n\r\nBODYLONGLONG",
        "POST /nothing HTTP/1.1\r\nHost: a\r\nContent-Length: 34\r\n\r\nBODY",
        "PUT /things HTTP/1.1\r\nHost: a\r\nContent-Length: 34\r\n\r\nBODY",
        "POST /things HTTP/1.1\r\nHost: a\r\nContent-Length: 34\r\n\r\nBODY",
        "GET /things HTTP/1.1\r\nHost: a\r\nContent-Length: 34\r\n\r\nBODY",
      })
  void answersOnceAndCloses(String request) throws Exception {
    String whole = request.replace("LONG", "a".repeat(9_000)).replace("BODY", BODY);
    String next = "GET /nothing HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    String answers = Wire.answer(server.port(), whole + next);

    int count = answers.split("HTTP/1\\.1 [0-9]{3}", -1).length - 1;
    boolean closes = answers.split("\r\n\r\n", 2)[0].contains("Connection: close");
    assertThat(closes ? count == 1 : count == 2).as(answers).isTrue();
  }
}
