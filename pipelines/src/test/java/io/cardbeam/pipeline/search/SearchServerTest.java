package io.cardbeam.pipeline.search;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.cardbeam.pipeline.books.Password;
import io.cardbeam.pipeline.search.SearchStandIn.Shape;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchServerTest {
  private static final DailyIndices INDICES = new DailyIndices("cardbeam-weblogs");
  private static final Duration WITHIN = Duration.ofSeconds(20);
  private static final Patience NONE = new Patience(WITHIN, WITHIN, Duration.ZERO);
  private static final SearchCredentials NOBODY = new SearchCredentials.None();

  @TempDir private Path folder;

  private static SearchServer at(SearchConnection connection) throws Exception {
    return new SearchServer(connection, NONE);
  }

  @ParameterizedTest
  @EnumSource(Shape.class)
  void deletesWholeDaysOfItsOwnAndNothingElse(Shape shape) throws Exception {
    try (SearchStandIn server = new SearchStandIn(shape)) {
      for (String name :
          List.of(
              "cardbeam-weblogs-2026.10.30",
              "cardbeam-weblogs-2026.10.31",
              "cardbeam-weblogs-2026.11.01",
              "cardbeam-weblogs-2026.02.30",
              "cardbeam-weblogs-2026.1.1",
              "cardbeam-weblogs-archive",
              "cardbeam-weblogs-old-2020.01.01",
              "other-2020.01.01")) {
        server.indices.put(name, new ConcurrentHashMap<>());
      }
      List<String> deleted =
          at(server.connection(WITHIN))
              .deleteBefore(INDICES, LocalDate.of(2026, 11, 1).toEpochDay());
      assertThat(deleted)
          .containsExactly("cardbeam-weblogs-2026.10.30", "cardbeam-weblogs-2026.10.31");
      assertThat(server.indices.keySet()).hasSize(6).doesNotContainAnyElementsOf(deleted);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "OPENSEARCH_2, OpenSearch 2.19.1",
    "ELASTICSEARCH_8, Elasticsearch 8.17.3",
    "ELASTICSEARCH_9, Elasticsearch 9.1.0"
  })
  void saysWhatItIs(Shape shape, String product) throws Exception {
    try (SearchStandIn server = new SearchStandIn(shape)) {
      assertThat(at(server.connection(WITHIN)).product()).isEqualTo(product);
    }
  }

  @ParameterizedTest
  @EnumSource(Shape.class)
  void putsTheTemplateOfHits(Shape shape) throws Exception {
    try (SearchStandIn server = new SearchStandIn(shape)) {
      WeblogTemplate.put(at(server.connection(WITHIN)), INDICES);
      assertThat(server.templates).containsOnlyKeys("cardbeam-weblogs");
      assertThat(server.templates.values().iterator().next().at("/index_patterns/0").asText())
          .isEqualTo("cardbeam-weblogs-*");
    }
  }

  /** Each limit of a field is what Lucene takes: 32,766 bytes, at up to four a character. */
  @Test
  void theTemplateHasNoDynamicFieldAndALimitForEachText() throws Exception {
    ObjectNode template = (ObjectNode) new ObjectMapper().readTree(WeblogTemplate.json(INDICES));
    assertThat(template.at("/template/mappings/dynamic").asText()).isEqualTo("strict");
    Map<String, Object> fields =
        new ObjectMapper()
            .convertValue(
                template.at("/template/mappings/properties"),
                new com.fasterxml.jackson.core.type.TypeReference<Map<String, Object>>() {});
    assertThat(fields)
        .hasSizeLessThan(template.at("/template/settings/index/mapping/total_fields.limit").asInt())
        .containsKeys("time", "remote_ip", "location", "path", "raw_request", "session");
    template
        .at("/template/mappings/properties")
        .forEach(
            field -> {
              if (field.path("type").asText().matches("keyword|wildcard")) {
                assertThat(field.path("ignore_above").asInt()).isBetween(1, 32_766 / 4);
              }
            });
  }

  @Test
  void asksAsAUserOrByAKey() throws Exception {
    Path file = Files.writeString(folder.resolve("secret"), "first\n");
    try (SearchStandIn server = new SearchStandIn(Shape.ELASTICSEARCH_9)) {
      SearchServer user =
          at(
              SearchConnection.of(
                  server.url(),
                  new SearchCredentials.User("writer", new Password.FromFile(file.toString())),
                  ""));
      server.authorization =
          "Basic " + Base64.getEncoder().encodeToString("writer:first".getBytes(UTF_8));
      assertThat(user.product()).isEqualTo("Elasticsearch 9.1.0");
      Files.writeString(file, "second");
      assertThatThrownBy(user::product).isInstanceOf(SearchRefusedException.class);
      server.authorization =
          "Basic " + Base64.getEncoder().encodeToString("writer:second".getBytes(UTF_8));
      assertThat(user.product()).isEqualTo("Elasticsearch 9.1.0");
      server.authorization = "ApiKey second";
      SearchServer key =
          at(
              SearchConnection.of(
                  server.url(),
                  new SearchCredentials.ApiKey(new Password.FromFile(file.toString())),
                  ""));
      assertThat(key.product()).isEqualTo("Elasticsearch 9.1.0");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"hunter2\nX-Other: 1", "hunter2 \u0001", "", "hunter2\r", "{\"a\":1}"})
  void aKeyThatIsNoneIsAnErrorThatDoesNotSayIt(String text) {
    assertThatThrownBy(() -> new SearchCredentials.ApiKey(new Password.Given(text)).authorization())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("not Base64")
        .hasMessageNotContaining("hunter2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          localhost:9200               | write it as https://HOST:PORT
          ftp://h:1                    | write it as https://HOST:PORT
          https://                     | write it as https://HOST:PORT
          https://h:9200/?a=b          | write it as https://HOST:PORT
          http://h h                   | write it as https://HOST:PORT
          https://me:hunter2@h:9200    | does not belong in an address
          http://search.example:9200   | in the clear
          """)
  void refusesAddressesThatAreNoneOrSayTooMuch(String url, String why) {
    SearchCredentials key = new SearchCredentials.ApiKey(new Password.Given("hunter2"));
    assertThatThrownBy(() -> SearchConnection.of(url, key, ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why)
        .hasMessageNotContaining("hunter2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1:9200", "https://search.example/es", "http://[::1]:1"})
  void takesSecretsOverTlsAndOnThisMachine(String url) {
    SearchCredentials key = new SearchCredentials.ApiKey(new Password.Given("hunter2"));
    assertThat(SearchConnection.of(url + "/", key, "").url()).isEqualTo(url);
    assertThat(SearchConnection.of(url, key, "").toString()).doesNotContain("hunter2");
  }

  @Test
  void trustsTheAuthorityOfTheFileAndNoOther() throws Exception {
    KeyStore store = store();
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, "changeit".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    Path pem =
        Files.writeString(
            folder.resolve("ca.pem"),
            "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder().encodeToString(store.getCertificate("node").getEncoded())
                + "\n-----END CERTIFICATE-----\n");
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.createContext(
        "/",
        exchange -> {
          byte[] said = "{\"version\":{\"number\":\"8.1.0\"}}".getBytes(UTF_8);
          exchange.sendResponseHeaders(200, said.length);
          exchange.getResponseBody().write(said);
          exchange.close();
        });
    server.start();
    try {
      int port = server.getAddress().getPort();
      assertThat(
              at(SearchConnection.of("https://localhost:" + port, NOBODY, pem.toString()))
                  .product())
          .isEqualTo("Elasticsearch 8.1.0");
      assertThatThrownBy(
              () -> at(SearchConnection.of("https://localhost:" + port, NOBODY, "")).product())
          .isInstanceOf(SearchRefusedException.class)
          .hasMessageContainingAll("PKIX", "--search-ca-file");
      assertThatThrownBy(
              () ->
                  at(SearchConnection.of("https://127.0.0.1:" + port, NOBODY, pem.toString()))
                      .product())
          .as("a certificate of another name")
          .isInstanceOf(SearchRefusedException.class)
          .hasMessageContaining("127.0.0.1");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aFileThatHoldsNoCertificateIsAnError() throws Exception {
    Path empty = Files.createFile(folder.resolve("empty.pem"));
    Path text = Files.writeString(folder.resolve("text.pem"), "none");
    for (Path file : List.of(empty, text)) {
      assertThatThrownBy(
              () -> at(SearchConnection.of("https://localhost:1", NOBODY, file.toString())))
          .hasMessageContaining(file.toString());
    }
  }

  private KeyStore store() throws Exception {
    Path file = folder.resolve("node.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "node",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=dns:localhost",
                "-keyalg",
                "EC",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                "changeit")
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), UTF_8);
    assertThat(keytool.waitFor()).as(said).isZero();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, "changeit".toCharArray());
    }
    return store;
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A", "a.b", "_a", "a*", "a,b", "../a", "ä"})
  void aPrefixOfIndicesIsAPlainWord(String prefix) {
    assertThatThrownBy(() -> new DailyIndices(prefix)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void eachDayHasOneIndexAndEachIndexOneDay() {
    for (LocalDate day = LocalDate.of(0, 1, 1); day.getYear() < 10_000; day = day.plusDays(997)) {
      String name = INDICES.name(day.toEpochDay()).orElseThrow();
      assertThat(INDICES.epochDay(name)).contains(day.toEpochDay());
      assertThat(name).matches("cardbeam-weblogs-\\d{4}\\.\\d\\d\\.\\d\\d");
    }
    assertThat(INDICES.name(LocalDate.of(10_000, 1, 1).toEpochDay())).isEmpty();
    assertThat(INDICES.name(LocalDate.of(-1, 12, 31).toEpochDay())).isEmpty();
  }
}
