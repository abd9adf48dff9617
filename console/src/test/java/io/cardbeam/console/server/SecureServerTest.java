package io.cardbeam.console.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardbeam.console.api.Admission;
import io.cardbeam.console.api.Route;
import io.cardbeam.console.http.Json;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** HTTP/1.1 and 2, in the clear and under TLS, and whose word on the client is taken. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class SecureServerTest {
  private static final String PASSWORD = "changeit";
  private static final Route WHO =
      Route.get(
          "/who",
          "who",
          Admission.EVERYBODY,
          ctx ->
              Json.answer(
                  ctx,
                  200,
                  Json.object()
                      .put("ip", ctx.ip())
                      .put("scheme", ctx.scheme())
                      .put("protocol", ctx.protocol())));

  @TempDir private Path folder;

  @Test
  void speaksBothVersionsInTheClear() throws Exception {
    try (WebServer server = TestServer.start(List.of(WHO))) {
      URI uri = URI.create("http://127.0.0.1:" + server.port() + "/who");
      HttpClient http = HttpClient.newHttpClient();

      assertThat(get(http, uri, HttpClient.Version.HTTP_1_1).body()).contains("HTTP/1.1");
      HttpResponse<String> second = get(http, uri, HttpClient.Version.HTTP_2);
      assertThat(second.version()).isEqualTo(HttpClient.Version.HTTP_2);
      assertThat(second.body()).contains("HTTP/2.0");
      assertThat(second.headers().firstValue("x-request-id")).isPresent();
    }
  }

  @Test
  void speaksBothVersionsUnderTls() throws Exception {
    TlsFiles files = files("first");
    try (WebServer server = TestServer.start(List.of(WHO), Optional.of(files), List.of())) {
      URI uri = URI.create("https://localhost:" + server.port() + "/who");
      HttpClient http = HttpClient.newBuilder().sslContext(trusting("first")).build();

      assertThat(get(http, uri, HttpClient.Version.HTTP_1_1).body())
          .contains("HTTP/1.1", "\"https\"");
      HttpResponse<String> second = get(http, uri, HttpClient.Version.HTTP_2);
      assertThat(second.version()).isEqualTo(HttpClient.Version.HTTP_2);
      assertThat(second.headers().firstValue("strict-transport-security")).isPresent();
      HttpClient stranger = HttpClient.newBuilder().sslContext(trusting("other")).build();
      assertThatThrownBy(() -> get(stranger, uri, HttpClient.Version.HTTP_2))
          .isInstanceOf(SSLException.class);
    }
  }

  @Test
  void bodiesOfTheSecondVersionHaveTheirLimitToo() throws Exception {
    try (WebServer server = TestServer.start(List.of(TestServer.ECHO))) {
      assertThat(post(server, BodyPublishers.ofString("{\"a\": 1}")).statusCode()).isEqualTo(200);
      assertThat(post(server, BodyPublishers.ofString(" ".repeat(16_385))).statusCode())
          .isEqualTo(413);
    }
  }

  private static HttpResponse<String> post(WebServer server, BodyPublisher body) throws Exception {
    HttpClient http = HttpClient.newHttpClient();
    String address = "http://127.0.0.1:" + server.port() + "/echo";
    // The first request upgrades the connection, and has no body.
    get(http, URI.create(address), HttpClient.Version.HTTP_2);
    return http.send(
        HttpRequest.newBuilder(URI.create(address))
            .header("Content-Type", "application/json")
            .POST(body)
            .build(),
        BodyHandlers.ofString());
  }

  /** As it is when one file is replaced before the other, and by a client that sees a new one. */
  @Test
  void takesARenewedCertificateWhileItRuns() throws Exception {
    TlsFiles inForce = files("first");
    TlsFiles renewed = files("other");
    try (WebServer server = TestServer.start(List.of(WHO), Optional.of(inForce), List.of())) {
      URI uri = URI.create("https://localhost:" + server.port() + "/who");
      HttpClient open = HttpClient.newBuilder().sslContext(trusting("first")).build();
      assertThat(get(open, uri, HttpClient.Version.HTTP_1_1).statusCode()).isEqualTo(200);

      Files.copy(renewed.certificate(), inForce.certificate(), REPLACE_EXISTING);
      long looked = System.nanoTime() + 3 * TlsReload.PERIOD.toNanos() / 2;
      while (System.nanoTime() < looked) { // the pair before serves on
        assertThat(isTrusted(uri, trusting("first"))).isTrue();
        assertThat(get(open, uri, HttpClient.Version.HTTP_1_1).statusCode()).isEqualTo(200);
        TimeUnit.MILLISECONDS.sleep(250); // the pace of new connections
      }
      Files.copy(renewed.key(), inForce.key(), REPLACE_EXISTING);

      long end = System.nanoTime() + 6 * TlsReload.PERIOD.toNanos();
      while (!isTrusted(uri, trusting("other"))) {
        assertThat(System.nanoTime()).isLessThan(end);
        // A connection that is open is not cut off.
        assertThat(get(open, uri, HttpClient.Version.HTTP_1_1).statusCode()).isEqualTo(200);
        TimeUnit.MILLISECONDS.sleep(250);
      }
      assertThat(get(open, uri, HttpClient.Version.HTTP_1_1).statusCode()).isEqualTo(200);
      assertThat(isTrusted(uri, trusting("first"))).isFalse();
    }
  }

  /** Whether a client with this trust gets an answer on a new connection. */
  private static boolean isTrusted(URI uri, SSLContext trust) throws Exception {
    try {
      HttpClient http = HttpClient.newBuilder().sslContext(trust).build();
      return get(http, uri, HttpClient.Version.HTTP_1_1).statusCode() == 200;
    } catch (SSLException e) {
      return false;
    }
  }

  @Test
  void saysWhatIsWrongWithTheFiles() throws Exception {
    TlsFiles right = files("first");
    TlsFiles other = files("other");
    Path nothing = Files.writeString(folder.resolve("nothing.pem"), "nothing");

    assertThatThrownBy(() -> new TlsFiles(right.certificate(), nothing).keyStore())
        .hasMessageContaining("openssl pkcs8");
    assertThatThrownBy(() -> new TlsFiles(nothing, right.key()).keyStore())
        .hasMessageContaining("nothing.pem");
    assertThatThrownBy(() -> new TlsFiles(right.certificate(), other.key()).keyStore())
        .hasMessageContaining("is not the key of");
  }

  @Test
  void takesTheClientsAddressFromATrustedProxyAlone() throws Exception {
    List<AddressRange> proxies =
        List.of(AddressRange.of("127.0.0.0/8"), AddressRange.of("10.0.0.0/8"));
    try (WebServer trusting = TestServer.start(List.of(WHO), Optional.empty(), proxies);
        WebServer wary = TestServer.start(List.of(WHO))) {
      assertThat(forwarded(trusting, "198.51.100.7")).contains("\"198.51.100.7\"", "\"https\"");
      assertThat(forwarded(trusting, "6.6.6.6, 198.51.100.7, 10.1.2.3"))
          .contains("\"198.51.100.7\"");
      assertThat(forwarded(trusting, "2001:db8::1")).contains("2001:db8:");
      assertThat(forwarded(trusting, "nonsense")).contains("\"127.0.0.1\"");
      assertThat(forwarded(wary, "198.51.100.7")).contains("\"127.0.0.1\"", "\"http\"");
    }
  }

  private static String forwarded(WebServer server, String addresses) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/who"))
            .header("X-Forwarded-For", addresses)
            .header("X-Forwarded-Proto", "https")
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
  }

  private static HttpResponse<String> get(HttpClient http, URI uri, HttpClient.Version version)
      throws Exception {
    return http.send(HttpRequest.newBuilder(uri).version(version).build(), BodyHandlers.ofString());
  }

  private TlsFiles files(String name) throws Exception {
    KeyStore store = store(name);
    return new TlsFiles(
        pem(name + ".cert.pem", "CERTIFICATE", store.getCertificate(name).getEncoded()),
        pem(
            name + ".key.pem",
            "PRIVATE KEY",
            store.getKey(name, PASSWORD.toCharArray()).getEncoded()));
  }

  private Path pem(String file, String what, byte[] bytes) throws Exception {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    return Files.writeString(
        folder.resolve(file),
        "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n",
        US_ASCII);
  }

  private SSLContext trusting(String name) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry(name, store(name).getCertificate(name));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  /** The JDK's own tool makes a certificate that signs itself. */
  private KeyStore store(String name) throws Exception {
    Path file = folder.resolve(name + ".p12");
    if (!Files.exists(file)) {
      Process tool =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                  "-genkeypair",
                  "-alias",
                  name,
                  "-keyalg",
                  "EC",
                  "-dname",
                  "CN=localhost",
                  "-ext",
                  "SAN=dns:localhost",
                  "-validity",
                  "2",
                  "-storetype",
                  "PKCS12",
                  "-storepass",
                  PASSWORD,
                  "-keystore",
                  file.toString())
              .redirectErrorStream(true)
              .start();
      String said = new String(tool.getInputStream().readAllBytes(), US_ASCII);
      assertThat(tool.waitFor()).as(said).isZero();
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }
}
