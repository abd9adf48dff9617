package io.cardbeam.console;

import io.cardbeam.command.BooksOption;
import io.cardbeam.command.GeoFileOption;
import io.cardbeam.command.KafkaOption;
import io.cardbeam.command.SearchOption;
import io.cardbeam.command.TokenKeyOption;
import io.cardbeam.console.cube.Warehouse;
import io.cardbeam.console.people.SecretBox;
import io.cardbeam.console.weblog.WeblogIndex;
import io.cardbeam.pipeline.books.BooksConnection;
import io.cardbeam.token.CardTokenizer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code console}: the gateway for payments and the page for people, in one small web server. */
@Command(
    name = "console",
    description = {
      "Takes payments over HTTP (POST /v1/authorizations) and shows what happens on a web page,"
          + " until Ctrl-C.",
      "Programs need a key (./cardbeam merchants keys create), people a user (./cardbeam users"
          + " add); cardholders sign up on the page. Beyond this machine use --tls-cert and"
          + " --tls-key, or put a proxy with TLS before it and name it by --trusted-proxy."
    })
public final class ConsoleCommand implements Callable<Integer> {
  private static final int MAX_PORT = 65_535;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it.
  private CommandSpec spec;

  @Mixin private final KafkaOption kafka = new KafkaOption();
  @Mixin private final BooksOption books = new BooksOption();
  @Mixin private final WebOption web = new WebOption();
  @Mixin private final TokenKeyOption tokenKey = new TokenKeyOption();
  @Mixin private final GeoFileOption locations = new GeoFileOption();
  @Mixin private final SearchOption search = new SearchOption();

  @Option(
      names = "--warehouse",
      paramLabel = "DIR",
      description =
          "Folder of a star, as warehouse writes it, for the cube at /v1/cube. Default: none.")
  private @Nullable Path warehouse;

  @Option(
      names = "--statements",
      paramLabel = "DIR",
      description = {
        "Folder that statements --pdf --output wrote to: cardholders get their PDFs from it.",
        "Which statements there are is in PostgreSQL (statements --books-url). Default: none."
      })
  private @Nullable Path statements;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8480",
      description = "Port to listen on, 0 for any that is free. Default: ${DEFAULT-VALUE}.")
  private int port;

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = "Address to listen on. Default: ${DEFAULT-VALUE}, this machine only.")
  private String bind = "127.0.0.1";

  @Option(
      names = "--secrets-key",
      paramLabel = "FILE",
      defaultValue = "${env:CARDBEAM_SECRETS_KEY_FILE}",
      description = {
        "File with the key that people's secrets are encrypted under, 64 hexadecimal digits.",
        "Default: the environment's CARDBEAM_SECRETS_KEY_FILE, else ~/.cardbeam/secrets.key, which"
            + " is made at random on first use."
      })
  private @Nullable Path secretsKey;

  @Override
  public Integer call() throws InterruptedException, IOException, SQLException {
    if (port < 0 || port > MAX_PORT) {
      throw new ParameterException(spec.commandLine(), "--port is 0 to " + MAX_PORT);
    }
    ConsoleServer.Settings settings =
        new ConsoleServer.Settings(
            kafka.connection(),
            database(),
            Optional.ofNullable(warehouse).map(Warehouse::at),
            () -> new CardTokenizer(tokenKey.key()),
            secrets(),
            locations.file(),
            Optional.ofNullable(statements),
            search.connection().map(server -> new WeblogIndex(server, search.indices())));
    CountDownLatch stopped = new CountDownLatch(1);
    ConsoleServer server = ConsoleServer.start(settings, web.options(spec, bind, port));
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  server.close();
                  stopped.countDown();
                },
                "console-stop"));
    tellWhere(server);
    stopped.await();
    return 0;
  }

  private void tellWhere(ConsoleServer server) {
    String host = bind.contains(":") ? "[" + bind + "]" : bind;
    String address = (web.isSecure() ? "https://" : "http://") + host + ":" + server.port();
    PrintWriter out = spec.commandLine().getOut();
    out.println("console and gateway at " + address + "/, Ctrl-C ends them");
    out.flush();
  }

  private BooksConnection database() {
    return books
        .connection()
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(),
                    "--books-url is missing: keys, users and what the gateway was asked are in"
                        + " PostgreSQL"));
  }

  private SecretBox secrets() {
    Path file = secretsKey;
    Path path =
        file != null ? file : Path.of(System.getProperty("user.home"), ".cardbeam", "secrets.key");
    try {
      if (file == null && !Files.exists(path)) {
        TokenKeyOption.create(path);
      }
      return SecretBox.read(path);
    } catch (IOException e) {
      throw new ParameterException(
          spec.commandLine(), "secrets' key " + path + " can't be read: " + e.getMessage(), e);
    }
  }
}
