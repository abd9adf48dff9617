package io.cardbeam.console;

import io.cardbeam.console.database.Database;
import io.cardbeam.console.database.Pool;
import io.cardbeam.console.people.SecretBox;
import io.cardbeam.token.CardTokenizer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A console on a real Kafka and a real PostgreSQL, with a {@link DecidingPeer} for the stream. */
final class GatewayOnTrial implements AutoCloseable {
  private static final Duration WITHIN = Duration.ofSeconds(30);

  private final TestKafka kafka;
  private final BooksOnTrial books;
  private final DecidingPeer peer;
  private final ConsoleServer console;
  private final Database database;

  private GatewayOnTrial(Path folder) throws Exception {
    kafka = TestKafka.start(folder);
    books = BooksOnTrial.start();
    peer = new DecidingPeer(kafka.connection());
    console =
        ConsoleServer.start(
            new ConsoleServer.Settings(
                kafka.connection(),
                books.connection(),
                Optional.empty(),
                () -> new CardTokenizer(new byte[32]),
                new SecretBox(new byte[SecretBox.KEY_BYTES])),
            WebOptions.on("127.0.0.1", 0));
    database = new Database(books.connection(), Pool.PEOPLE);
  }

  /** Starts all of it. */
  static GatewayOnTrial start(Path folder) throws Exception {
    return new GatewayOnTrial(folder);
  }

  TestKeys keys() {
    return new TestKeys(database);
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
