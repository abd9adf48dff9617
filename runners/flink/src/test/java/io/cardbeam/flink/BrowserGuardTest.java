package io.cardbeam.flink;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.shaded.netty4.io.netty.channel.embedded.EmbeddedChannel;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.DefaultFullHttpRequest;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.FullHttpResponse;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpMethod;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrowserGuardTest {
  private static final String CANCEL = "/jobs/0123456789abcdef0123456789abcdef/yarn-cancel";

  @ParameterizedTest
  @CsvSource({
    "/jobs/overview, 127.0.0.1:8081,",
    "/jobs/overview, localhost:8081,",
    "/jobs/overview, [::1]:8081,",
    "/jobs/overview, LOCALHOST,",
    "/jobs/overview, 127.0.0.1:8081, http://127.0.0.1:8081",
    "/, 127.0.0.1:8081,",
  })
  void letsClientsAndItsOwnPageIn(String uri, String host, String origin) {
    assertThat(BrowserGuard.refusal(uri, host, origin)).isEmpty();
    assertThat(status(uri, host, origin)).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    CANCEL + ", 127.0.0.1:8081,",
    "/v1" + CANCEL + ", 127.0.0.1:8081,",
    "/V1/JOBS/1/YARN-STOP, 127.0.0.1:8081,",
    "/jobs/1/%79arn-cancel, 127.0.0.1:8081,",
    "/jobs/1/%2579arn%252Dcancel, 127.0.0.1:8081,",
    "/jobs/1%2Fyarn-cancel, 127.0.0.1:8081,",
    "/jobs/1/%zz, 127.0.0.1:8081,",
    "/jobs/1/yarn-cancel?x=1, 127.0.0.1:8081, http://127.0.0.1:8081",
    "/jobs/overview,,",
    "/jobs/overview, rebound.example:8081,",
    "/jobs/overview, 127.0.0.1.example:8081,",
    "/jobs/overview, localhost.example,",
    "/jobs/overview, 127.0.0.1:8081, http://site.example",
    "/jobs/overview, 127.0.0.1:8081, http://127.0.0.1:9999",
    "/jobs/overview, 127.0.0.1:8081, null",
    "/jobs/overview, 127.0.0.1:8081, 'not an origin'",
  })
  void keepsOutWhatPagesOfElsewhereSend(String uri, String host, String origin) {
    assertThat(BrowserGuard.refusal(uri, host, origin)).isPresent();
    assertThat(status(uri, host, origin)).isEqualTo(403);
  }

  @Test
  void standsWhereTheSettingsAskForIt() throws Exception {
    BrowserGuardFactory factory = new BrowserGuardFactory();
    assertThat(factory.createHandler(new Configuration(), java.util.Map.of())).isEmpty();
    Configuration guarded = new Configuration();
    guarded.set(BrowserGuardFactory.GUARDED, true);
    assertThat(factory.createHandler(guarded, java.util.Map.of())).isPresent();
  }

  /** The answer's code; 0 if the request goes on to Flink. */
  private static int status(String uri, String host, String origin) {
    EmbeddedChannel channel = new EmbeddedChannel(new BrowserGuard());
    DefaultFullHttpRequest request =
        new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, uri);
    if (host != null) {
      request.headers().set("Host", host);
    }
    if (origin != null) {
      request.headers().set("Origin", origin);
    }
    channel.writeInbound(request);
    FullHttpResponse refused = channel.readOutbound();
    assertThat(channel.inboundMessages().isEmpty()).isEqualTo(refused != null);
    return refused == null ? 0 : refused.status().code();
  }
}
