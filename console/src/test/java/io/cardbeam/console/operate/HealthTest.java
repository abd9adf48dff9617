package io.cardbeam.console.operate;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.console.api.RouteTable;
import io.cardbeam.console.server.WebLimits;
import io.cardbeam.console.server.WebServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthTest {
  @ParameterizedTest
  @CsvSource({
    "true,  true,  200, ready",
    "true,  false, 200, degraded",
    "false, true,  503, not_ready",
    "false, false, 503, not_ready"
  })
  void isReadyAsLongAsPaymentsGoOn(boolean kafka, boolean postgresql, int status, String word)
      throws Exception {
    CountDownLatch secondLook = new CountDownLatch(2);
    try (Metrics metrics = new Metrics(new AtomicInteger());
        Health health =
            Health.start(
                Map.of("kafka", () -> require(kafka)),
                Map.of(
                    "postgresql",
                    () -> {
                      secondLook.countDown();
                      require(postgresql);
                    }));
        WebServer server = serve(health, metrics)) {
      secondLook.await();
      HttpResponse<String> answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(
                          URI.create("http://127.0.0.1:" + server.port() + "/health/ready"))
                      .build(),
                  BodyHandlers.ofString());

      assertThat(answer.statusCode()).isEqualTo(status);
      assertThat(answer.body())
          .isEqualTo(
              "{\"status\":\"%s\",\"checks\":{\"kafka\":\"%s\",\"postgresql\":\"%s\"}}",
              word, kafka ? "up" : "down", postgresql ? "up" : "down");
    }
  }

  private static WebServer serve(Health health, Metrics metrics) {
    return WebServer.start(
        new RouteTable(OperateRoutes.of(health, metrics, List.of())),
        new WebServer.Settings(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            WebLimits.DEFAULT,
            Optional.empty(),
            List.of(),
            new AtomicInteger(),
            List.of()));
  }

  private static void require(boolean there) {
    if (!there) {
      throw new IllegalStateException("it is not there");
    }
  }
}
