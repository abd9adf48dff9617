package io.cardbeam.bench.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardbeam.console.ConsoleServer;
import io.cardbeam.console.WebOptions;
import io.cardbeam.console.access.ApiKeys;
import io.cardbeam.console.access.KeyKind;
import io.cardbeam.console.access.MerchantSettings;
import io.cardbeam.console.access.Merchants;
import io.cardbeam.console.access.Rate;
import io.cardbeam.console.database.ConsoleSchema;
import io.cardbeam.console.database.Database;
import io.cardbeam.console.database.Pool;
import io.cardbeam.console.people.SecretBox;
import io.cardbeam.local.DataFolder;
import io.cardbeam.local.EmbeddedKafka;
import io.cardbeam.local.KafkaTopics;
import io.cardbeam.local.LocalPostgres;
import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.pipeline.books.BooksConnection;
import io.cardbeam.pipeline.books.BooksMigration;
import io.cardbeam.pipeline.books.Password;
import io.cardbeam.token.CardTokenizer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Kafka, PostgreSQL and a console, and no stream: the merchant agreed to be approved by default, at
 * once, so that all that follows an approval can be asked for.
 */
final class ApiFuzzStage implements AutoCloseable {
  private static final String MERCHANT = "fuzz-shop";
  private static final int AUTHORIZATIONS = 20;
  private static final long APPROVED_UP_TO = 100_000_000;
  private static final int OK = 200;
  private static final int CREATED = 201;
  private static final int NOT_FOUND = 404;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Deque<Part> started = new ArrayDeque<>();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Map<String, String> keys = new HashMap<>();
  private final ConsoleServer console;

  private interface Part {
    void close() throws IOException;
  }

  /**
   * Starts all of it.
   *
   * @throws IOException if something does not start
   */
  ApiFuzzStage(DataFolder data) throws IOException {
    try {
      EmbeddedKafka broker = EmbeddedKafka.start(data.part("kafka"), data.ports());
      started.push(broker::close);
      LocalPostgres postgres =
          LocalPostgres.start(data.root().resolve("postgres"), data.ports(), data.secrets());
      started.push(postgres::close);
      try (KafkaTopics topics = new KafkaTopics(broker.bootstrapServers(), "")) {
        topics.create();
      }
      BooksConnection books =
          new BooksConnection(
              postgres.jdbcUrl(),
              LocalPostgres.USER,
              new Password.FromFile(data.secrets().databasePasswordFile().toString()));
      BooksMigration.migrate(books);
      makeKeys(books);
      console =
          ConsoleServer.start(
              new ConsoleServer.Settings(
                  new KafkaConnection(broker.bootstrapServers(), "", Map.of()),
                  books,
                  Optional.empty(),
                  () -> new CardTokenizer(new byte[CardTokenizer.MIN_KEY_BYTES]),
                  new SecretBox(new byte[SecretBox.KEY_BYTES])),
              WebOptions.on("127.0.0.1", 0));
      started.push(console::close);
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    } catch (SQLException e) {
      close();
      throw new IOException("no merchant can be made: " + e.getMessage(), e);
    }
  }

  private void makeKeys(BooksConnection books) throws SQLException {
    ConsoleSchema.ACCESS.migrate(books);
    Rate rate = new Rate(Rate.MAX, Rate.MAX);
    MerchantSettings shop =
        new MerchantSettings(
            MERCHANT,
            "Shop",
            "shopping_net",
            "USD",
            MerchantSettings.LEAST_TIMEOUT_MILLIS,
            Map.of("USD", APPROVED_UP_TO),
            rate,
            true);
    try (Database database = new Database(books, Pool.PEOPLE)) {
      database.change(connection -> Merchants.add(connection, shop));
      for (KeyKind kind : KeyKind.values()) {
        String owner = kind == KeyKind.MERCHANT ? MERCHANT : "fuzz-" + kind.text();
        keys.put(
            kind.text(),
            database.transact(
                connection ->
                    ApiKeys.create(
                            connection, kind, owner, kind.standardScopes(), Optional.of(rate))
                        .text()));
      }
    }
    keys.put("wrong", "cb_m_" + "A".repeat(43));
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + console.port());
  }

  /** Keys by caller. */
  Map<String, String> keys() {
    return Map.copyOf(keys);
  }

  /** The server's own description of its API. */
  ApiDocument document() throws IOException {
    return new ApiDocument(
        text(HttpRequest.newBuilder(address().resolve("/openapi.json")).build()));
  }

  /** Ids of what can be followed by something, by the names of their fields. */
  Map<String, List<String>> given() throws IOException {
    List<String> authorizations = new ArrayList<>();
    List<String> captures = new ArrayList<>();
    for (int i = 0; i < AUTHORIZATIONS; i++) {
      String id =
          post(
                  "/v1/authorizations",
                  "{\"request_id\": \"given-%d\", \"card_number\": \"%s\", \"amount\": \"900000\"}"
                      .formatted(i, ValidValues.CARDS.get(0)))
              .path("authorization_id")
              .asText();
      authorizations.add(id);
      captures.add(
          post(
                  "/v1/authorizations/" + id + "/captures",
                  "{\"request_id\": \"given-%d\", \"amount\": \"500000\"}".formatted(i))
              .path("capture_id")
              .asText());
    }
    return Map.of("authorization_id", authorizations, "capture_id", captures);
  }

  private JsonNode post(String path, String body) throws IOException {
    return JSON.readTree(
        text(
            HttpRequest.newBuilder(address().resolve(path))
                .header("Authorization", "Bearer " + keys.getOrDefault("merchant", ""))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build()));
  }

  private String text(HttpRequest request) throws IOException {
    try {
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      long end = System.nanoTime() + PATIENCE.toNanos();
      // A database that has just started may not answer in time: the recorder writes it then.
      while (answer.statusCode() == NOT_FOUND && System.nanoTime() < end) {
        LockSupport.parkNanos(PAUSE.toNanos());
        answer = http.send(request, BodyHandlers.ofString());
      }
      if (answer.statusCode() != OK && answer.statusCode() != CREATED) {
        throw new IOException(request.uri() + " answers " + answer.body());
      }
      return answer.body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public void close() throws IOException {
    for (Part part = started.poll(); part != null; part = started.poll()) {
      part.close();
    }
  }
}
