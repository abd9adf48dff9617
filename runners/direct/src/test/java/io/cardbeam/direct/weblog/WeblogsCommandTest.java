package io.cardbeam.direct.weblog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import io.cardbeam.simulator.geo.GeoFileWriter;
import io.cardbeam.simulator.weblog.KnownLog;
import io.cardbeam.simulator.weblog.KnownLog.Line;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeblogsCommandTest {
  private static final String HEADER =
      "file,line,remote_host,user,time,method,path,query,protocol,status,bytes,referrer,user_agent,"
          + "vhost,is_bot,raw_request";

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

  @Test
  void everyLineIsAHitOrADeadLetterAtItsPlace() throws IOException {
    Files.writeString(
        log,
        """
        192.0.2.7 - ann [29/Feb/2024:23:59:59 +0100] "GET /a?x=1,2 HTTP/1.1" 200 15 "-" "curl/8"
        torn
        192.0.2.7 - "" [29/Feb/2024:23:59:59 +0100] "\\x16\\x03" 400 - "" "-"
        """);

    WeblogsRunner.Run run = weblogs.read("--input=" + log);

    assertThat(run.exitCode()).as(run.errors()).isZero();
    assertThat(run.count("lines")).isEqualTo(3);
    assertThat(run.count("hits")).isEqualTo(2);
    assertThat(run.count("dead_letters")).isEqualTo(1);
    Path hits = folder.resolve("traffic/hits-2024-02-29-000001-000001-000000.csv");
    assertThat(Files.readAllLines(hits).get(0)).startsWith(HEADER + ",");
    assertThat(Files.readAllLines(hits).get(1))
        .startsWith(
            log
                + ",1,192.0.2.7,ann,2024-02-29T22:59:59Z,GET,/a,\"x=1,2\",HTTP/1.1,200,15,,curl/8,,true,"
                + "\"GET /a?x=1,2 HTTP/1.1\",tool,");
    assertThat(Files.readAllLines(hits).get(2))
        .startsWith(
            log
                + ",3,192.0.2.7,\"\",2024-02-29T22:59:59Z,,,,,400,,\"\",,,false,\\x16\\x03,unknown,");
    assertThat(Files.readAllLines(folder.resolve("traffic/dead-letters.csv")))
        .hasSize(2)
        .startsWith("file,line,reason")
        .last()
        .asString()
        .startsWith(log + ",2,");
  }

  /** Beside a slow count of lines whose meaning is known. */
  @ParameterizedTest
  @CsvSource({"1, 0", "2, 1", "3, 400", "4, 3000"})
  void countsAsASlowCountDoes(long seed, int size) throws IOException {
    List<Line> lines = KnownLog.lines(size, seed);
    Files.writeString(log, KnownLog.text(lines));
    Path geo = folder.resolve("geo.mmdb");
    Files.write(
        geo,
        new GeoFileWriter("T-City", GeoFileWriter.Version.IPV6, Instant.EPOCH)
            .put(
                "192.0.2.0/24",
                Map.of(
                    "country",
                    Map.of("iso_code", "AT"),
                    "city",
                    Map.of("names", Map.of("en", "Vienna"))))
            .bytes());

    WeblogsRunner.Run run = weblogs.read("--input=" + log, "--geo-file=" + geo);

    long hits = lines.stream().filter(Line::isHit).count();
    assertThat(run.count("lines")).isEqualTo(size);
    assertThat(run.count("hits")).isEqualTo(hits);
    assertThat(run.count("dead_letters")).isEqualTo(size - hits);
    assertThat(weblogs.counts("counts-status.csv", "status"))
        .isEqualTo(KnownLog.counts(lines, line -> Integer.toString(line.status())));
    assertThat(weblogs.counts("counts-path.csv", "path"))
        .isEqualTo(KnownLog.counts(lines, Line::path));
    assertThat(weblogs.counts("counts-minute.csv", "minute"))
        .isEqualTo(
            KnownLog.counts(
                lines,
                line ->
                    Instant.ofEpochSecond(line.second())
                        .truncatedTo(ChronoUnit.MINUTES)
                        .toString()));
    Map<String, List<Long>> countries =
        KnownLog.counts(lines, line -> line.host().startsWith("192") ? "AT" : "");
    assertThat(weblogs.counts("counts-country.csv", "country")).isEqualTo(countries);
    assertThat(weblogs.counts("counts-city.csv", "country")).isEqualTo(countries);
    assertThat(weblogs.counts("counts-agent.csv", "agent_class"))
        .isEqualTo(KnownLog.counts(lines, Line::kind));
    assertThat(rowsByLine()).isEqualTo(expectedRows(lines));
    assertThat(weblogs.rows("dead-letters.csv")).hasSize((int) (size - hits));
    long sessionHits =
        weblogs.rows("sessions.csv").stream()
            .mapToLong(row -> Long.parseLong(row.get("hits")))
            .sum();
    assertThat(sessionHits).isEqualTo(hits);
  }

  private Map<Long, String> rowsByLine() throws IOException {
    Map<Long, String> rows = new TreeMap<>();
    for (Map<String, String> row : weblogs.rows("hits-*.csv")) {
      String said =
          String.join(
              " ",
              row.get("time"),
              row.get("remote_host"),
              row.get("path"),
              row.get("status"),
              row.get("bytes"),
              row.get("is_bot"),
              row.get("country"));
      assertThat(rows.put(Long.parseLong(row.get("line")), said)).isNull();
    }
    return rows;
  }

  private static Map<Long, String> expectedRows(List<Line> lines) {
    Map<Long, String> rows = new TreeMap<>();
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      if (line.isHit()) {
        rows.put(
            i + 1L,
            String.join(
                " ",
                Instant.ofEpochSecond(line.second()).toString(),
                line.host(),
                line.path(),
                Integer.toString(line.status()),
                Integer.toString(line.bytes()),
                Boolean.toString(line.isBotByName()),
                line.host().startsWith("192") ? "AT" : ""));
      }
    }
    return rows;
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
  void identicalLinesCountEach() throws IOException {
    Files.writeString(log, KnownLog.lines(1, 1).get(0).text().concat("\n").repeat(50));
    assertThat(weblogs.read("--input=" + log).count("lines")).isEqualTo(50);
    assertThat(weblogs.rows("hits-*.csv")).hasSize(50);
  }

  @Test
  void takesTheLastLineWithoutItsEnd() throws IOException {
    List<Line> lines = KnownLog.lines(3, 7).stream().filter(Line::isHit).toList();
    Files.writeString(log, KnownLog.text(lines).stripTrailing());
    assertThat(weblogs.read("--input=" + log).count("hits")).isEqualTo(lines.size());
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
  void writesTheSameRowsAsParquet() throws IOException, SQLException {
    Files.writeString(log, KnownLog.text(KnownLog.lines(500, 11)));
    weblogs.read("--input=" + log);
    Path other = folder.resolve("parquet");
    new WeblogsRunner(other).read("--input=" + log, "--format=parquet");

    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement();
        ResultSet differences =
            statement.executeQuery(
                "SELECT count(*), (SELECT count(*) FROM '"
                    + other
                    + "/hits-*.parquet') FROM (SELECT * REPLACE (time AT TIME ZONE 'UTC' AS time) FROM '"
                    + other
                    + "/hits-*.parquet' EXCEPT SELECT * REPLACE (time::TIMESTAMP AS time) FROM"
                    + " read_csv('"
                    + folder.resolve("traffic")
                    + "/hits-*.csv', all_varchar = false, types = {'user': 'VARCHAR', 'vhost':"
                    + " 'VARCHAR', 'referrer': 'VARCHAR', 'agent_name': 'VARCHAR', 'agent_version':"
                    + " 'VARCHAR', 'os': 'VARCHAR', 'device': 'VARCHAR', 'country': 'VARCHAR', 'city':"
                    + " 'VARCHAR', 'visitor': 'VARCHAR'}))")) {
      assertThat(differences.next()).isTrue();
      assertThat(differences.getLong(1)).isZero();
      assertThat(differences.getLong(2)).isEqualTo(weblogs.rows("hits-*.csv").size());
    }
  }

  @Test
  void knowsRobotsByWhatTheyDoInEachOfTheirRows() throws IOException {
    String form =
        "%s - - [31/Jan/2026:23:%02d:00 +0000] \"GET %s HTTP/1.1\" %d 5 \"-\" \"Mozilla/5.0\"\n";
    Files.writeString(
        log,
        String.format(form, "192.0.2.1", 0, "/", 200)
            + String.format(form, "192.0.2.2", 0, "/", 200)
            + String.format(form, "192.0.2.1", 1, "/robots.txt", 200)
            + String.format(form, "192.0.2.3", 1, "/.env", 404)
            + String.format(form, "192.0.2.3", 2, "/wp-login.php", 404));

    weblogs.read("--input=" + log);

    assertThat(weblogs.rows("hits-*.csv").stream().map(row -> row.get("is_bot")))
        .containsExactly("true", "false", "true", "true", "true");
    assertThat(weblogs.rows("sessions.csv").stream().map(row -> row.get("bot_sign")))
        .containsExactlyInAnyOrder("robots_txt", "", "probes");
  }

  @Test
  void hidesSecretsAndShortensAddressesInAllThatIsWritten() throws IOException {
    Files.writeString(
        log,
        "192.0.2.77 - ann [31/Jan/2026:23:00:00 +0000] \"GET"
            + " /pay/4111111111111111?token=geheim&n=4111-1111-1111-1111 HTTP/1.1\" 200 5"
            + " \"https://x.example/?password=geheim\" \"agent 4111111111111111\"\n"
            + "4111111111111111\"x - - [31/Jan/2026:23:00:00 +0000] \"GET / HTTP/1.1\" 200 5\n");

    weblogs.read("--input=" + log, "--anonymize");

    List<Path> written;
    try (var files = Files.walk(folder.resolve("traffic"))) {
      written = files.filter(Files::isRegularFile).toList();
    }
    assertThat(written).hasSizeGreaterThan(5);
    for (Path file : written) {
      assertThat(Files.readString(file))
          .as(file.toString())
          .doesNotContain("geheim", "4111111111111111", "4111-1111", "192.0.2.77", "ann,");
    }
    assertThat(weblogs.rows("hits-*.csv").get(0))
        .containsEntry("remote_host", "192.0.2.0")
        .containsEntry("query", "token=***&n=***********");
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
        + java.time.format.DateTimeFormatter.ofPattern(
                "dd/MMM/yyyy:HH:mm:ss Z", java.util.Locale.ROOT)
            .withZone(java.time.ZoneOffset.UTC)
            .format(time)
        + "] \"GET / HTTP/1.1\" 200 5\n";
  }

  @Test
  void readsStandardInputAndCountsWithoutWriting() throws IOException {
    InputStream before = System.in;
    try {
      System.setIn(
          new ByteArrayInputStream(KnownLog.text(KnownLog.lines(100, 13)).getBytes(UTF_8)));
      WeblogsRunner.Run run =
          WeblogsRunner.run(
              "weblogs", "--runner=direct", "--agents=kinds", "--json", "--input", "-");
      assertThat(run.exitCode()).isZero();
      assertThat(run.count("lines")).isEqualTo(100);
    } finally {
      System.setIn(before);
    }
    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void endsWithOneWhereNoLineIsAHit() throws IOException {
    Files.writeString(log, "nonsense\nmore\n");
    assertThat(weblogs.read("--input=" + log).exitCode()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--input=none.log | no such file or folder: none.log",
        "--input=EMPTY | has no files",
        "--input=none*.log | no file is named none*.log",
        "--input=LOG --log-format=nonsense | --log-format: ",
        "--input=LOG --log-format=%h | needs the time",
        "--input=LOG --geo-file=LOG | --geo-file: ",
        "--input=LOG --keep-days=0 | --keep-days: 0 is not from 1 to",
        "--input=LOG --format=orc | --format",
        "--input=LOG --search=localhost:9200 | --search: write it as https://HOST:PORT",
        "--input=LOG --search-user=me | --search is missing",
        "--input=LOG --search=http://127.0.0.1:9 --search-index=A | --search-index: ",
        "--output=x | --input",
      })
  void saysInALineWhatIsWrong(String arguments, String error) throws IOException {
    Files.writeString(log, "x\n");
    Path empty = Files.createDirectory(folder.resolve("empty"));
    List<String> all = new ArrayList<>(List.of("weblogs", "--runner=direct"));
    for (String argument : arguments.split(" ", -1)) {
      all.add(argument.replace("LOG", log.toString()).replace("EMPTY", empty.toString()));
    }
    WeblogsRunner.Run run = WeblogsRunner.run(all.toArray(String[]::new));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.errors().lines()).hasSize(1);
    assertThat(run.errors()).contains(error);
  }
}
