package io.cardbeam.bench.gateway;

import io.cardbeam.command.TokenKeyOption;
import io.cardbeam.console.access.ApiKeys;
import io.cardbeam.console.access.KeyKind;
import io.cardbeam.console.access.MerchantSettings;
import io.cardbeam.console.access.Merchants;
import io.cardbeam.console.access.Rate;
import io.cardbeam.console.database.ConsoleSchema;
import io.cardbeam.console.database.Database;
import io.cardbeam.console.database.Pool;
import io.cardbeam.local.CommandProcess;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Kafka and PostgreSQL in and under this process; stream and gateway as the commands that people
 * start, each in a process of its own, so that any of them can be struck alone.
 */
final class GatewayStage implements AutoCloseable {
  /** Whose key it is. */
  static final String MERCHANT = "load-shop";

  private static final Pattern STREAMING = Pattern.compile("Ctrl-C stops it");
  private static final Pattern ANSWERING = Pattern.compile("console and gateway at");
  private static final Duration STARTS_WITHIN = Duration.ofMinutes(5);
  private static final String STREAM_HEAP = "-Xmx1500m";
  private static final String GATEWAY_HEAP = "-Xmx512m";

  private final DataFolder data;
  private final EmbeddedKafka broker;
  private final Path tokenKey;
  private final Path secretsKey;
  private final int port;
  private final String key;
  private @Nullable LocalPostgres postgres;
  private @Nullable CommandProcess stream;
  private @Nullable CommandProcess gateway;

  /**
   * Starts all of it.
   *
   * @throws IOException if something does not start
   */
  GatewayStage(DataFolder data) throws IOException {
    this.data = data;
    broker = EmbeddedKafka.start(data.part("kafka"), data.ports());
    try {
      postgres = startedPostgres();
      try (KafkaTopics topics = new KafkaTopics(broker.bootstrapServers(), "")) {
        topics.create();
      }
      BooksMigration.migrate(books());
      tokenKey = data.part("secret").resolve("token.key");
      TokenKeyOption.create(tokenKey);
      secretsKey = data.part("secret").resolve("secrets.key");
      TokenKeyOption.create(secretsKey);
      port = data.ports().port("console");
      key = merchantKey();
      CommandProcess deciding = startedStream();
      CommandProcess answering = startedGateway();
      awaitStream(deciding);
      awaitGateway(answering);
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private String merchantKey() throws IOException {
    ConsoleSchema.ACCESS.migrate(books());
    MerchantSettings shop =
        new MerchantSettings(
            MERCHANT,
            "Shop under load",
            "shopping_net",
            "USD",
            MerchantSettings.TIMEOUT_MILLIS,
            Map.of(),
            new Rate(Rate.MAX, Rate.MAX),
            true);
    try (Database database = new Database(books(), Pool.PEOPLE)) {
      return database.transact(
          connection -> {
            Merchants.add(connection, shop);
            return ApiKeys.create(
                    connection,
                    KeyKind.MERCHANT,
                    MERCHANT,
                    KeyKind.MERCHANT.standardScopes(),
                    Optional.empty())
                .text();
          });
    } catch (SQLException e) {
      throw new IOException("no merchant can be made: " + e.getMessage(), e);
    }
  }

  KafkaConnection kafka() {
    return new KafkaConnection(broker.bootstrapServers(), "", Map.of());
  }

  BooksConnection books() throws IOException {
    LocalPostgres running = postgres;
    if (running == null) {
      throw new IOException("PostgreSQL is stopped");
    }
    return new BooksConnection(
        running.jdbcUrl(),
        LocalPostgres.USER,
        new Password.FromFile(data.secrets().databasePasswordFile().toString()));
  }

  /** Makes tokens as the gateway does. */
  CardTokenizer tokenizer() throws IOException {
    return new CardTokenizer(HexFormat.of().parseHex(Files.readString(tokenKey).strip()));
  }

  /** Where the gateway is, whether it runs or not. */
  URI address() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** The merchant's key. */
  String key() {
    return key;
  }

  /** Kills the gateway with signal 9. */
  void killGateway() {
    kill(gateway);
  }

  /** Starts it again at the same address. */
  void startGateway() throws IOException {
    awaitGateway(startedGateway());
  }

  /** Kills the stream with signal 9. */
  void killStream() {
    kill(stream);
  }

  /** Starts it again; it goes on from its newest checkpoint. */
  void startStream() throws IOException {
    awaitStream(startedStream());
  }

  /** Stops PostgreSQL; who is connected to it is dropped. */
  void stopPostgres() throws IOException {
    if (postgres != null) {
      postgres.close();
      postgres = null;
    }
  }

  /** Starts it again with what it held. */
  void startPostgres() throws IOException {
    postgres = startedPostgres();
  }

  private LocalPostgres startedPostgres() throws IOException {
    return LocalPostgres.start(data.root().resolve("postgres"), data.ports(), data.secrets());
  }

  private CommandProcess startedStream() throws IOException {
    stream =
        CommandProcess.start(
            data.part("log"),
            "stream",
            List.of(STREAM_HEAP),
            List.of(
                "stream",
                "--bootstrap-servers",
                broker.bootstrapServers(),
                "--books-url",
                books().url(),
                "--books-user",
                LocalPostgres.USER,
                "--books-password-file",
                data.secrets().databasePasswordFile().toString(),
                "--checkpoints",
                data.part("checkpoints").toString()));
    return stream;
  }

  private CommandProcess startedGateway() throws IOException {
    gateway =
        CommandProcess.start(
            data.part("log"),
            "gateway",
            List.of(GATEWAY_HEAP),
            List.of(
                "console",
                "--bootstrap-servers",
                broker.bootstrapServers(),
                "--books-url",
                books().url(),
                "--books-user",
                LocalPostgres.USER,
                "--books-password-file",
                data.secrets().databasePasswordFile().toString(),
                "--token-key",
                tokenKey.toString(),
                "--secrets-key",
                secretsKey.toString(),
                "--port",
                Integer.toString(port)));
    return gateway;
  }

  private static void awaitStream(CommandProcess started) throws IOException {
    started.await(STREAMING, STARTS_WITHIN);
  }

  private static void awaitGateway(CommandProcess started) throws IOException {
    started.await(ANSWERING, STARTS_WITHIN);
  }

  private static void kill(@Nullable CommandProcess process) {
    if (process != null) {
      process.kill();
    }
  }

  @Override
  public void close() throws IOException {
    if (gateway != null) {
      gateway.close();
    }
    if (stream != null) {
      stream.kill(); // nobody goes on from its state
    }
    try {
      stopPostgres();
    } finally {
      broker.close();
    }
  }
}
