package io.cardbeam.browser;

import io.cardbeam.local.CommandProcess;
import io.cardbeam.local.LocalPostgres;
import io.cardbeam.local.WorkFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code ./cardbeam demo} of few cardholders with a history of 75 days, as a person starts it. A
 * second console beside it has a warehouse.
 */
final class RunningDemo implements AutoCloseable {
  /** Who owns the database. */
  static final String DATABASE_USER = LocalPostgres.USER;

  private static final Duration READY_WITHIN = Duration.ofMinutes(8);
  private static final Duration BUILT_WITHIN = Duration.ofMinutes(3);
  private static final Path SAMPLE =
      Path.of("..", "..", "testdata", "samples", "kaggle-2000.csv").toAbsolutePath().normalize();
  private static final String SAMPLE_MONTH = "2025-03";
  private static final String SAMPLE_UNTIL = "2025-04-01";
  private static final Pattern KAFKA = Pattern.compile("Kafka +(\\S+:\\d+)");
  private static final Pattern POSTGRES = Pattern.compile("PostgreSQL +(jdbc:\\S+)");
  private static final Pattern CONSOLE =
      Pattern.compile("Console +(http://127\\.0\\.0\\.1:\\d+)/ shows");
  private static final Pattern SECOND =
      Pattern.compile("gateway at (http://127\\.0\\.0\\.1:\\d+)/");
  private static final Pattern USER =
      Pattern.compile("^ +(administrator|analyst|cardholder) +(\\S{10,})$", Pattern.MULTILINE);

  /** Printed last, so that all else has been said. */
  private static final Pattern READY =
      Pattern.compile(
          "Gateway +a payment with card (\\d+):[\\s\\S]*\\$\\(cat '([^']+)'\\)[^\\n]*\\n");

  private final WorkFolder folder;
  private final Deque<CommandProcess> processes = new ArrayDeque<>();
  private String said = "";
  private String withWarehouse = "";

  private RunningDemo(WorkFolder folder) {
    this.folder = folder;
  }

  static RunningDemo start() {
    try {
      RunningDemo demo = new RunningDemo(WorkFolder.open(Optional.empty(), "cardbeam-browser"));
      try {
        demo.begin();
        return demo;
      } catch (IOException | RuntimeException e) {
        demo.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void begin() throws IOException {
    Files.writeString(file("token.key"), "0123456789abcdef".repeat(4));
    CommandProcess demo =
        run("1500m", "demo", "--data", data(), "--cards", "100", "--rate", "0.12");
    demo.await(READY, READY_WITHIN);
    said = demo.printed();
  }

  private CommandProcess run(String heap, String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--token-key", file("token.key").toString()));
    CommandProcess process =
        CommandProcess.start(
            folder.path(), arguments[0] + processes.size(), CommandProcess.briefly(heap), all);
    processes.push(process);
    return process;
  }

  private Path file(String name) {
    return folder.path().resolve(name);
  }

  private String data() {
    return file("data").toString();
  }

  private Path secret(String name) {
    return Path.of(data(), "secret", name);
  }

  private String said(Pattern pattern, int group) {
    Matcher matcher = pattern.matcher(said);
    if (!matcher.find()) {
      throw new IllegalStateException("the demo did not say " + pattern + ":\n" + said);
    }
    return matcher.group(group);
  }

  /** The demo's own console, such as {@code http://127.0.0.1:8480}. */
  String address() {
    return said(CONSOLE, 1);
  }

  /** Its brokers. */
  String bootstrapServers() {
    return said(KAFKA, 1);
  }

  /** Its database, of {@link #DATABASE_USER}. */
  String databaseUrl() {
    return said(POSTGRES, 1);
  }

  Path databasePasswordFile() {
    return secret("postgres-password");
  }

  /** Of the cardholder who may sign in. */
  String cardNumber() {
    return said(READY, 1);
  }

  /** A merchant's key for the gateway. */
  String merchantKey() throws IOException {
    return Files.readString(Path.of(said(READY, 2))).strip();
  }

  /** Of the user who is named as the role. */
  String password(String role) {
    return USER.matcher(said)
        .results()
        .filter(user -> user.group(1).equals(role))
        .map(user -> user.group(2))
        .findFirst()
        .orElseThrow();
  }

  /**
   * A console on the same servers with a warehouse of a sample file, whose statements are in the
   * books; built at the first call. The demo has one of its own, which is built a while after its
   * start.
   */
  String addressWithWarehouse() {
    if (withWarehouse.isEmpty()) {
      try {
        withWarehouse = startWithWarehouse();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return withWarehouse;
  }

  private String startWithWarehouse() throws IOException {
    String warehouse = file("warehouse").toString();
    CommandProcess star =
        run("1g", "warehouse", "--input", SAMPLE.toString(), "--output", warehouse);
    CommandProcess statements =
        run(
            "1g",
            onDatabase(
                "statements",
                "--input",
                SAMPLE.toString(),
                "--month",
                SAMPLE_MONTH,
                "--complete-until",
                SAMPLE_UNTIL,
                "--output",
                file("statements").toString()));
    star.succeed(BUILT_WITHIN);
    statements.succeed(BUILT_WITHIN);
    CommandProcess console =
        run(
            "512m",
            onDatabase(
                "console",
                "--bootstrap-servers",
                bootstrapServers(),
                "--secrets-key",
                secret("secrets.key").toString(),
                "--warehouse",
                warehouse,
                "--port",
                "0"));
    return console.await(SECOND, READY_WITHIN).group(1);
  }

  private String[] onDatabase(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(
        List.of(
            "--books-url",
            databaseUrl(),
            "--books-user",
            DATABASE_USER,
            "--books-password-file",
            databasePasswordFile().toString()));
    return all.toArray(String[]::new);
  }

  @Override
  public void close() {
    while (!processes.isEmpty()) {
      processes.pop().close();
    }
    try {
      folder.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
