package io.cardbeam.direct.weblog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.simulator.geo.GeoFileWriter;
import io.cardbeam.simulator.weblog.KnownLog;
import io.cardbeam.simulator.weblog.KnownLog.Line;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
}
