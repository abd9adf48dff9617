package io.cardbeam.console.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.console.api.Admission;
import io.cardbeam.console.api.Route;
import io.cardbeam.console.http.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessLogTest {
  private static final String CARD = "4539578763621486";
  private static final String COMBINED =
      "127\\.0\\.0\\.1 - - \\[\\d\\d/[A-Z][a-z]{2}/\\d{4}:\\d\\d:\\d\\d:\\d\\d \\+0000] \"%s\" %d \\d+"
          + " \"%s\" \"%s\" [A-Za-z0-9._-]{8,64} -";

  @TempDir private Path folder;

  @Test
  void writesALineOfTheCombinedFormatForEachRequestAndNoCardNumber() throws Exception {
    Path file = folder.resolve("log/access.log");
    Route route =
        Route.get(
            "/a/{b}", "get", Admission.EVERYBODY, ctx -> Json.answer(ctx, 200, Json.object()));
    AccessLog log = AccessLog.open(file);
    try (WebServer server = TestServer.start(List.of(route), log)) {
      String end = " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n";
      Wire.answer(
          server.port(),
          "GET /a/b?token=secret&x"
              + end
              + "Referer: http://c/d?e=f\r\nUser-Agent: A\"B\\\r\n\r\n");
      Wire.answer(server.port(), "GET /a/" + CARD + "?" + CARD + "=1" + end + "\r\n");
      Wire.answer(
          server.port(),
          "GET /a/%34539-5787%20-6362-1486"
              + end
              + "Referer: http://c/"
              + CARD
              + "\r\nUser-Agent: "
              + CARD
              + "\r\n\r\n");
      Wire.answer(server.port(), "nonsense " + CARD + "\r\n\r\n");
    } finally {
      log.close();
    }
    List<String> lines = Files.readAllLines(file);

    assertThat(lines).hasSize(4).noneMatch(l -> l.contains("1486") || l.contains("secret"));
    // A line is written when the client has its answer already, so that two may change places.
    assertThat(lines)
        .anyMatch(
            line ->
                line.matches(
                    COMBINED.formatted(
                        "GET /a/b\\?token=\\*&\\* HTTP/1\\.1",
                        200,
                        "http://c/d",
                        "A\\\\\"B\\\\\\\\")))
        .anyMatch(line -> line.contains("\"GET /a/***********?***********=* HTTP/1.1\" 200 "))
        .anyMatch(line -> line.contains("\" 505 "));
    assertThat(log.dropped()).isZero();
  }

  @Test
  void putsFilesAsideByDayAndSizeAndKeepsSoMany() throws Exception {
    Path file = folder.resolve("access.log");
    MovedClock clock = new MovedClock();
    try (RolledFile rolled = RolledFile.open(file, 100, clock)) {
      for (int day = 0; day < 20; day++) {
        for (int line = 0; line < 4; line++) {
          rolled.write("a".repeat(40) + " " + day + " " + line, true);
        }
        clock.now = clock.now.plusSeconds(86_400);
      }
    }
    List<String> names;
    try (Stream<Path> all = Files.list(folder)) {
      names = all.map(p -> p.getFileName().toString()).sorted().toList();
    }

    assertThat(Files.readAllLines(file)).hasSize(2).last().asString().endsWith(" 19 3");
    assertThat(names)
        .hasSize(RolledFile.MAX_KEPT + 1)
        .startsWith("access.log")
        .endsWith("access.log.2026-03-20.002", "access.log.2026-03-21.001");
    assertThat(Files.readAllLines(folder.resolve("access.log.2026-03-20.002")))
        .allMatch(line -> line.contains(" 18 "));
  }

  private static final class MovedClock extends Clock {
    private Instant now = Instant.parse("2026-03-02T10:00:00Z");

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
