package io.cardbeam.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.wire.Topic;
import io.cardbeam.wire.WireCodec;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Live traffic of today with its console, as somebody uses it who has just started it. */
class LiveDemoTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration READY_WITHIN = Duration.ofMinutes(4);
  private static final Pattern CURL =
      Pattern.compile(
          "curl -s (http://127\\.0\\.0\\.1:\\d+/v1/authorizations) -H \"Authorization: Bearer"
              + " \\$\\(cat '([^']+)'\\)\" -H \"Idempotency-Key: try-\\$\\(date \\+%s%N\\)\" -H 'Content-Type: application/json' -d '(.*)'");

  /** Left to the machine: a server that is still ending may write while the folder is deleted. */
  @TempDir(cleanup = CleanupMode.NEVER)
  private static Path folder;

  private final StringWriter out = new StringWriter();
  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void playsAHistoryThenGoesByTheClockAndTakesThePaymentThatItShows() throws Exception {
    Instant began = Instant.now();
    try (ServerSocket taken = new ServerSocket(0)) {
      CompletableFuture<Integer> demo = start("--port", Integer.toString(taken.getLocalPort()));
      Matcher curl = await(CURL, demo);
      assertThat(curl.group(1)).doesNotContain(":" + taken.getLocalPort() + "/");
      HttpResponse<String> answer = pay(curl);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(JSON.readTree(answer.body()).get("outcome").asText())
          .as(answer.body())
          .isEqualTo("APPROVED");
      assertThat(cardsOf(signIn("cardholder", curl), curl)).isEqualTo(1);
      signIn("administrator", curl);
      signIn("analyst", curl);
      assertThat(demo.get(2, TimeUnit.MINUTES)).as(out::toString).isZero();
    }
    long history = history();
    assertThat(history).isBetween(13_000L, 25_000L);
    assertThat(out.toString()).contains("adds up", "yes");

    out.getBuffer().setLength(0);
    assertThat(start("--no-console").get(5, TimeUnit.MINUTES)).as(out::toString).isZero();
    assertThat(history()).as("what nobody bought between is left out").isLessThan(100);
    assertThat(out.toString()).contains("./cardbeam console --bootstrap-servers");

    List<Instant> times = new ArrayList<>();
    Servers.with(
        folder.resolve("data"),
        servers -> {
          WireCodec codec = new WireCodec();
          for (byte[] bytes : servers.records("", Topic.AUTHORIZATION_DECISIONS)) {
            times.add(((AuthorizationDecision) codec.decode(bytes)).getEventTime());
          }
          assertThat(servers.records("", Topic.DEAD_LETTERS)).isEmpty();
        });
    Instant ended = Instant.now();
    assertThat(times).allMatch(time -> time.isBefore(ended));
    assertThat(times).filteredOn(time -> time.isAfter(began)).isNotEmpty();
    assertThat(times).filteredOn(time -> time.isBefore(began)).hasSizeGreaterThan(10_000);
  }

  @Test
  void refusesToMixTheTimeOfTodayWithAnother() throws Exception {
    Path data = folder.resolve("other");
    Files.createDirectories(data.resolve("traffic"));
    Population.withOwnTime(1, 100, Instant.now()).keep(data.resolve("traffic"));
    assertThat(run(data, "--duration", "1s")).isEqualTo(1);
    assertThat(out.toString()).contains("go on with --speed, or begin another folder with --data");
  }

  private CompletableFuture<Integer> start(String... more) {
    List<String> args = new ArrayList<>(List.of("--cards", "100", "--rate", "0.12"));
    args.addAll(List.of("--duration", "20s"));
    args.addAll(List.of(more));
    return CompletableFuture.supplyAsync(
        () -> run(folder.resolve("data"), args.toArray(String[]::new)));
  }

  private int run(Path data, String... more) {
    List<String> args = new ArrayList<>(List.of("demo", "--data", data.toString()));
    args.addAll(List.of("--token-key", folder.resolve("token.key").toString()));
    args.addAll(List.of(more));
    try {
      if (!Files.exists(folder.resolve("token.key"))) {
        Files.writeString(folder.resolve("token.key"), "0123456789abcdef".repeat(4));
      }
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return CommandRun.into(out, args.toArray(String[]::new));
  }

  private Matcher await(Pattern pattern, CompletableFuture<Integer> demo) {
    long deadline = System.nanoTime() + READY_WITHIN.toNanos();
    while (true) {
      Matcher matcher = pattern.matcher(out.toString());
      if (matcher.find()) {
        return matcher;
      }
      assertThat(demo).as(out::toString).isNotDone();
      assertThat(System.nanoTime()).as(out::toString).isLessThan(deadline);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
  }

  private HttpResponse<String> pay(Matcher curl) throws Exception {
    String key = Files.readString(Path.of(curl.group(2))).strip();
    return http.send(
        HttpRequest.newBuilder(URI.create(curl.group(1)))
            .header("Authorization", "Bearer " + key)
            .header("Idempotency-Key", "try-1")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(curl.group(3).replace("'\\''", "'")))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** Signs in by the password that the demo printed; gives the session's cookie. */
  private String signIn(String user, Matcher curl) throws Exception {
    Matcher printed = Pattern.compile(user + " +(\\S{10,})").matcher(out.toString());
    assertThat(printed.find()).as(out::toString).isTrue();
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(URI.create(curl.group(1)).resolve("/v1/sign-in"))
                .header("Content-Type", "application/json")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "{\"user\": \"%s\", \"password\": \"%s\"}"
                            .formatted(user, printed.group(1))))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
    return answer.headers().firstValue("set-cookie").orElseThrow().replaceFirst(";.*", "");
  }

  private int cardsOf(String cookie, Matcher curl) throws Exception {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(URI.create(curl.group(1)).resolve("/v1/me/cards"))
                .header("Cookie", cookie)
                .build(),
            HttpResponse.BodyHandlers.ofString());
    return JSON.readTree(answer.body()).get("cards").size();
  }

  private long history() {
    Matcher told = Pattern.compile("History\\s+([0-9,]+) requests").matcher(out.toString());
    assertThat(told.find()).as(out::toString).isTrue();
    return Long.parseLong(told.group(1).replace(",", ""));
  }
}
