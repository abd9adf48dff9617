package io.cardbeam.console;

import io.cardbeam.console.cube.Warehouse;
import io.cardbeam.console.database.Database;
import io.cardbeam.console.database.Pool;
import io.cardbeam.console.people.SecretBox;
import io.cardbeam.console.weblog.WeblogIndex;
import io.cardbeam.geo.GeoFile;
import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.simulator.geo.GeoFileWriter;
import io.cardbeam.simulator.geo.GeoFileWriter.Version;
import io.cardbeam.token.CardTokenizer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A console on a real Kafka and a real PostgreSQL, with a {@link DecidingPeer} for the stream. */
final class GatewayOnTrial implements AutoCloseable {
  /** What its file of locations knows, beside which it knows nothing. */
  static final String ADDRESS_IN_AUSTRIA = "198.51.100.7";

  private static final Duration WITHIN = Duration.ofSeconds(30);

  private final TestKafka kafka;
  private final BooksOnTrial books;
  private final DecidingPeer peer;
  private final ConsoleServer console;
  private final Database database;

  private GatewayOnTrial(Path folder, Optional<Warehouse> warehouse, Optional<WeblogIndex> weblogs)
      throws Exception {
    kafka = TestKafka.start(folder);
    books = BooksOnTrial.start();
    peer = new DecidingPeer(kafka.connection());
    console =
        ConsoleServer.start(
            new ConsoleServer.Settings(
                    kafka.connection(),
                    books.connection(),
                    warehouse,
                    () -> new CardTokenizer(new byte[32]),
                    new SecretBox(new byte[SecretBox.KEY_BYTES]),
                    Optional.of(locations(folder.resolve("locations.mmdb"))))
                .withStatements(Optional.of(statements(folder)))
                .withWeblogs(weblogs),
            WebOptions.on("127.0.0.1", 0));
    database = new Database(books.connection(), Pool.PEOPLE);
  }

  /** Where its statements' documents are, if a test makes some. */
  static Path statements(Path folder) {
    return folder.resolve("bills");
  }

  private static GeoFile locations(Path file) throws IOException {
    GeoFileWriter writer = new GeoFileWriter("Test-Country", Version.IPV6, Instant.EPOCH);
    writer.put(ADDRESS_IN_AUSTRIA + "/32", Map.of("country", Map.of("iso_code", "AT")));
    Files.write(file, writer.bytes());
    return GeoFile.open(file);
  }

  /** Starts all of it. */
  static GatewayOnTrial start(Path folder) throws Exception {
    return new GatewayOnTrial(folder, Optional.empty(), Optional.empty());
  }

  /** The same with web logs from an index. */
  static GatewayOnTrial start(Path folder, WeblogIndex weblogs) throws Exception {
    return new GatewayOnTrial(folder, Optional.empty(), Optional.of(weblogs));
  }

  /** The same with a star. */
  static GatewayOnTrial start(Path folder, Warehouse warehouse) throws Exception {
    return new GatewayOnTrial(folder, Optional.of(warehouse), Optional.empty());
  }

  TestKeys keys() {
    return new TestKeys(database);
  }

  GatewayCalls calls() throws IOException {
    return new GatewayCalls(address());
  }

  KafkaConnection kafka() {
    return kafka.connection();
  }

  DecidingPeer peer() {
    return peer;
  }

  BooksOnTrial books() {
    return books;
  }

  /** What people and keys are kept in. */
  Database database() {
    return database;
  }

  ConsoleServer console() {
    return console;
  }

  int port() {
    return console.port();
  }

  String address() {
    return "http://127.0.0.1:" + console.port();
  }

  /** Waits until the console knows a key that was just made. */
  void awaitKey(String key) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address() + "/v1/events"))
            .header("Authorization", "Bearer " + key)
            .build();
    HttpClient http = HttpClient.newHttpClient();
    long end = System.nanoTime() + WITHIN.toNanos();
    HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
    while (answer.statusCode() == 401) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("the console does not know the key: " + answer.body());
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      answer = http.send(request, BodyHandlers.ofString());
    }
  }

  @Override
  public void close() throws IOException {
    console.close();
    database.close();
    peer.close();
    books.close();
    kafka.close();
  }
}
