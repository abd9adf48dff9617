package io.cardbeam.direct.weblog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import io.cardbeam.simulator.weblog.KnownLog;
import io.cardbeam.simulator.weblog.KnownLog.Line;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several runs into one folder: what is there is not counted again, and what is old goes. */
class WeblogsAgainTest {
  @TempDir private Path folder = Path.of("");
  private Path log = Path.of("");
  private WeblogsRunner weblogs = new WeblogsRunner(folder);

  @BeforeEach
  void name() {
    log = folder.resolve("access.log");
    weblogs = new WeblogsRunner(folder.resolve("traffic"));
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }

  /** Read again, grown, rotated, packed and copied: the same as if all were read at once. */
  @Test
  void countsNothingTwice() throws IOException {
    List<Line> lines = KnownLog.lines(900, 5);
    Files.writeString(log, KnownLog.text(lines.subList(0, 300)));
    assertThat(weblogs.read("--input=" + folder.resolve("access*")).count("lines")).isEqualTo(300);
    assertThat(weblogs.read("--input=" + folder.resolve("access*")).count("lines")).isZero();

    Files.writeString(log, KnownLog.text(lines.subList(0, 500)));
    assertThat(weblogs.read("--input=" + log).count("lines")).isEqualTo(200);

    // Rotated with lines at its end that were not read yet; a new one begins; copies lie about.
    Files.write(folder.resolve("access.log.1.gz"), gzip(KnownLog.text(lines.subList(0, 600))));
    Files.write(
        folder.resolve("access.log.1.zst"),
        Zstd.compress(KnownLog.text(lines.subList(0, 550)).getBytes(UTF_8)));
    Files.writeString(log, KnownLog.text(lines.subList(600, 900)));
    Files.copy(log, folder.resolve("access.log.copy"));
    assertThat(weblogs.read("--input=" + folder.resolve("access*")).count("lines")).isEqualTo(400);
    assertThat(weblogs.read("--input=" + folder.resolve("access*")).count("lines")).isZero();

    Path once = folder.resolve("once");
    Files.writeString(folder.resolve("all.log"), KnownLog.text(lines));
    WeblogsRunner atOnce = new WeblogsRunner(once);
    atOnce.read("--input=" + folder.resolve("all.log"));
    for (String file :
        List.of("sessions.csv", "counts-minute.csv", "counts-path.csv", "counts-agent.csv")) {
      assertThat(weblogs.rows(file)).as(file).isEqualTo(atOnce.rows(file));
    }
    assertThat(weblogs.rows("hits-*.csv")).hasSameSizeAs(atOnce.rows("hits-*.csv"));
    assertThat(weblogs.rows("dead-letters.csv")).hasSameSizeAs(atOnce.rows("dead-letters.csv"));
  }

  @Test
  void readsADamagedFileUpToTheDamageAndReportsItOnce() throws IOException {
    List<Line> lines = KnownLog.lines(2_000, 9);
    byte[] whole = gzip(KnownLog.text(lines));
    Path damaged = folder.resolve("access.log.gz");
    Files.write(damaged, Arrays.copyOf(whole, whole.length / 2));
    Files.write(folder.resolve("book.xlsx"), new byte[] {'P', 'K', 3, 4, 0, 0});

    WeblogsRunner.Run run =
        weblogs.read("--input=" + damaged, "--input=" + folder.resolve("book.xlsx"));

    assertThat(run.count("hits")).isBetween(200L, 1_900L);
    assertThat(run.count("lines")).isEqualTo(run.count("hits") + run.count("dead_letters"));
    List<Map<String, String>> letters = weblogs.rows("dead-letters.csv");
    assertThat(letters)
        .filteredOn(row -> damaged.toString().equals(row.get("file")))
        .last()
        .satisfies(
            row -> {
              assertThat(row.get("line")).isEqualTo(Long.toString(run.count("lines") - 1));
              assertThat(row.get("reason")).contains("gzip data is damaged");
            });
    assertThat(letters).anyMatch(row -> row.getOrDefault("reason", "").contains("a ZIP archive"));

    WeblogsRunner.Run again =
        weblogs.read("--input=" + damaged, "--input=" + folder.resolve("book.xlsx"));
    assertThat(again.count("lines")).isZero();
    assertThat(weblogs.rows("dead-letters.csv")).isEqualTo(letters);
  }

  @Test
  void forgetsWhatIsOlderThanIsKept() throws IOException {
    Instant now = Instant.now().truncatedTo(ChronoUnit.DAYS);
    String old = line(now.minus(40, ChronoUnit.DAYS));
    String recent = line(now.minus(2, ChronoUnit.DAYS));
    Files.writeString(log, old + recent);
    weblogs.read("--input=" + log);
    assertThat(weblogs.rows("hits-*.csv")).hasSize(2);

    Path second = folder.resolve("second.log");
    Files.writeString(second, recent + old + recent);
    WeblogsRunner.Run run = weblogs.read("--input=" + second, "--keep-days=30");

    assertThat(run.count("hits")).isEqualTo(3);
    assertThat(run.count("older_than_kept")).isEqualTo(1);
    assertThat(weblogs.rows("hits-*.csv")).hasSize(3);
    assertThat(weblogs.rows("sessions.csv")).hasSize(1);
    try (var files = Files.walk(folder.resolve("traffic"))) {
      String day = now.minus(40, ChronoUnit.DAYS).toString().substring(0, 10);
      assertThat(files.map(Path::toString)).noneMatch(name -> name.contains(day));
    }
  }

  private static String line(Instant time) {
    return "192.0.2.1 - - ["
        + DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT)
            .withZone(ZoneOffset.UTC)
            .format(time)
        + "] \"GET / HTTP/1.1\" 200 5\n";
  }
}
