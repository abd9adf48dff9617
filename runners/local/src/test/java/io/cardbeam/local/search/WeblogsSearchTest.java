package io.cardbeam.local.search;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.luben.zstd.Zstd;
import io.cardbeam.local.CommandProcess;
import io.cardbeam.local.CommandRun;
import io.cardbeam.pipeline.search.WeblogTemplate;
import io.cardbeam.simulator.geo.GeoFileWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Access logs in a real node, asked by its own REST API. */
class WeblogsSearchTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String FIRST_DAY = WeblogTemplate.PREFIX + "-2026.11.28";

  @TempDir private static Path nodeFolder;

  private static NodeOnTrial node;

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws Exception {
    node = NodeOnTrial.in(nodeFolder);
  }

  @AfterAll
  static void stop() throws Exception {
    node.close();
  }

  @BeforeEach
  void empty() throws Exception {
    node.empty();
  }

  private static CommandRun weblogs(String... more) {
    List<String> arguments = new ArrayList<>(List.of("weblogs", "--agents=kinds", "--json"));
    arguments.addAll(List.of(more));
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  private static String search() {
    return "--search=" + node.search().connection().url();
  }

  private static Map<String, Long> ofTheFile(Path output) throws Exception {
    Map<String, Long> counts = new TreeMap<>();
    for (String row : Files.readAllLines(output.resolve("counts-status.csv"))) {
      if (!row.startsWith("status")) {
        counts.put(row.split(",", -1)[0], Long.parseLong(row.split(",", -1)[1]));
      }
    }
    return counts;
  }

  @ParameterizedTest
  @ValueSource(strings = {"flink", "direct"})
  void theIndexCountsAsTheFilesDo(String runner) throws Exception {
    String text = AccessLines.of(6_000, 1);
    Path log = Files.writeString(folder.resolve("access.log"), text);
    Path output = folder.resolve("traffic");
    Path geo = folder.resolve("geo.mmdb");
    Files.write(
        geo,
        new GeoFileWriter("T-City", GeoFileWriter.Version.IPV6, Instant.EPOCH)
            .put(
                "192.0.2.0/25",
                Map.of(
                    "country",
                    Map.of("iso_code", "AT"),
                    "city",
                    Map.of("names", Map.of("en", "Vienna")),
                    "location",
                    Map.of("latitude", 48.2, "longitude", 16.4)))
            .bytes());

    CommandRun said =
        weblogs(
            "--runner=" + runner,
            "--parallelism=2",
            "--input=" + log,
            "--output=" + output,
            "--geo-file=" + geo,
            search());

    assertThat(said.exitCode()).as(said.errors()).isZero();
    assertThat(said.count("lines")).isEqualTo(6_000);
    assertThat(said.count("hits")).isEqualTo(AccessLines.hits(text));
    assertThat(said.count("dead_letters")).isEqualTo(6_000 - AccessLines.hits(text));
    assertThat(said.count("documents")).isEqualTo(AccessLines.hits(text));
    assertThat(said.count("refused_documents")).isZero();
    assertThat(node.statuses()).isEqualTo(ofTheFile(output)).isEqualTo(AccessLines.statuses(text));
    long inVienna =
        text.lines()
            .filter(line -> line.matches("192\\.0\\.2\\.([0-9]{1,2}|1[01].|12[0-7]) .*"))
            .count();
    assertThat(node.hits("{'exists':{'field':'location'}}")).isEqualTo(inVienna);
    assertThat(node.hits("{'geo_distance':{'distance':'9km','location':{'lat':48.2,'lon':16.4}}}"))
        .isEqualTo(inVienna);
    assertThat(node.hits("{'term':{'remote_ip':'192.0.2.0/25'}}")).isEqualTo(inVienna);
    assertThat(node.server().indices(NodeOnTrial.INDICES))
        .containsExactly(FIRST_DAY, WeblogTemplate.PREFIX + "-2026.11.29");
    JsonNode first =
        node.ask("/" + FIRST_DAY + "/_search", "{'query':{'term':{'line':1}}}")
            .at("/hits/hits/0/_source");
    String[] words = text.lines().findFirst().orElseThrow().split("[ \"]", -1);
    assertThat(first.path("remote_host").asText()).isEqualTo(words[0]);
    assertThat(first.path("remote_ip").asText()).isEqualTo(words[0]);
    assertThat(first.path("file").asText()).isEqualTo(log.toString());
    assertThat(first.path("time").asText()).isEqualTo("2026-11-28T00:00:00Z");
    assertThat(first.path("path").asText()).isEqualTo("/a");
    assertThat(first.path("is_bot").isBoolean()).isTrue();
    assertThat(first.has("referrer")).isFalse();
  }

  @Test
  void theSameLinesMakeNoDocumentTwiceWhateverTheirFileIsCalled() throws Exception {
    String start = AccessLines.of(40, 2);
    String grown = start + AccessLines.of(2_000, 3);
    long all = AccessLines.hits(grown);
    Path log = Files.writeString(folder.resolve("access.log"), start);
    Path output = folder.resolve("traffic");
    assertThat(weblogs("--input=" + log, "--output=" + output, search()).count("documents"))
        .isEqualTo(AccessLines.hits(start));

    Files.writeString(log, grown);
    assertThat(weblogs("--input=" + log, "--output=" + output, search()).count("documents"))
        .as("what is new")
        .isEqualTo(all - AccessLines.hits(start));
    assertThat(node.statuses()).isEqualTo(AccessLines.statuses(grown));

    Files.move(log, folder.resolve("access.log.1"));
    assertThat(weblogs("--input=" + folder.resolve("access.log.1"), search()).count("documents"))
        .as("sent again")
        .isEqualTo(all);
    Files.write(folder.resolve("access.log.2.zst"), Zstd.compress(grown.getBytes(UTF_8)));
    assertThat(
            weblogs(
                    "--runner=direct",
                    "--input=" + folder.resolve("access.log.2.zst"),
                    "--output=" + folder.resolve("other"),
                    search())
                .count("documents"))
        .isEqualTo(all);
    assertThat(node.statuses()).isEqualTo(AccessLines.statuses(grown));
    assertThat(weblogs("--input=" + log + ".1", "--output=" + output, search()).count("documents"))
        .as("nothing is new")
        .isZero();
  }

  /** The second bulk is in the index, and who sent it never hears of it. */
  @Test
  void aPipelineThatIsKilledAndStartedAgainWritesEachDocumentOnce() throws Exception {
    String text = AccessLines.of(12_000, 4);
    Path log = Files.writeString(folder.resolve("access.log"), text);
    Path output = folder.resolve("traffic");
    try (HeldBulks held = new HeldBulks(node.search().connection().url(), 1)) {
      CommandProcess killed =
          CommandProcess.start(
              folder,
              "weblogs",
              CommandProcess.briefly("512m"),
              List.of(
                  "weblogs",
                  "--agents=kinds",
                  "--parallelism=1",
                  "--input=" + log,
                  "--output=" + output,
                  "--search=" + held.url()));
      assertThat(held.awaitHeld(PATIENCE)).as(killed.printed()).isTrue();
      killed.kill();
    }
    assertThat(node.server().count(NodeOnTrial.INDICES)).isBetween(1L, AccessLines.hits(text) - 1);
    assertThat(output.resolve("current")).doesNotExist();

    CommandRun said = weblogs("--input=" + log, "--output=" + output, search());

    assertThat(said.exitCode()).as(said.errors()).isZero();
    assertThat(said.count("documents")).isEqualTo(AccessLines.hits(text));
    assertThat(node.statuses()).isEqualTo(ofTheFile(output)).isEqualTo(AccessLines.statuses(text));
  }

  @Test
  void whatTheIndexRefusesIsListedWithItsReason() throws Exception {
    String text = AccessLines.of(2_000, 5);
    Path log = Files.writeString(folder.resolve("access.log"), text);
    assertThat(
            node.send(
                    "PUT",
                    "/" + FIRST_DAY,
                    "application/json",
                    "{\"mappings\":{\"properties\":{\"bytes\":{\"type\":\"byte\"}}}}")
                .statusCode())
        .isEqualTo(200);
    long tooMany =
        text.lines()
            .filter(
                line ->
                    line.contains("[28/Nov")
                        && line.matches(".*\" \\d+ (1[3-9].|12[89]|[2-9]..|\\d{4}) \"-.*"))
            .count();

    CommandRun said = weblogs("--input=" + log, "--output=" + folder.resolve("traffic"), search());

    assertThat(said.exitCode()).isEqualTo(1);
    assertThat(said.count("refused_documents")).isEqualTo(tooMany).isPositive();
    assertThat(said.count("documents")).isEqualTo(AccessLines.hits(text) - tooMany);
    assertThat(said.count("hits")).isEqualTo(AccessLines.hits(text));
    List<String> refused = Files.readAllLines(folder.resolve("traffic/refused-documents.csv"));
    assertThat(refused).hasSize((int) tooMany + 1).first().isEqualTo("file,line,reason");
    assertThat(refused.get(1)).contains(log + ",", "HTTP 400", "failed to parse field [bytes]");

    Files.writeString(
        folder.resolve("more.log"),
        "192.0.2.1 - - [28/Nov/2026:00:00:00 +0000] \"GET / HTTP/1.1\" 200 7\n");
    assertThat(
            weblogs(
                    "--input=" + folder.resolve("more.log"),
                    "--output=" + folder.resolve("traffic"),
                    search())
                .exitCode())
        .isZero();
    assertThat(Files.readAllLines(folder.resolve("traffic/refused-documents.csv")))
        .as("those of earlier runs stay")
        .isEqualTo(refused);
  }

  /** Else each line of a day whose index can't be made would be refused for itself. */
  @Test
  void aServerThatMakesNoMoreIndicesFailsTheRunAndPublishesNothing() throws Exception {
    Path log = Files.writeString(folder.resolve("access.log"), AccessLines.of(2_000, 6));
    Path output = folder.resolve("traffic");
    limitShards("1");
    try {
      CommandRun said = weblogs("--input=" + log, "--output=" + output, search());
      assertThat(said.exitCode()).isEqualTo(1);
      assertThat(said.errors()).contains("maximum shards open", "2026.11.2").hasLineCount(1);
      assertThat(output.resolve("current")).doesNotExist();
    } finally {
      limitShards("1000");
    }
    assertThat(weblogs("--input=" + log, "--output=" + output, search()).exitCode()).isZero();
    assertThat(node.statuses()).isEqualTo(ofTheFile(output));
  }

  private static void limitShards(String number) throws Exception {
    assertThat(
            node.send(
                    "PUT",
                    "/_cluster/settings",
                    "application/json",
                    "{\"persistent\":{\"cluster.max_shards_per_node\":" + number + "}}")
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void anIndexThatTheServerDoesNotMakeFailsTheRun() throws Exception {
    Path log = Files.writeString(folder.resolve("access.log"), AccessLines.of(10, 7));
    CommandRun noTemplate = weblogs("--input=" + log, search(), "--search-index=other");
    assertThat(noTemplate.exitCode()).isEqualTo(1);
    assertThat(noTemplate.errors())
        .contains("no template other: run search prepare")
        .hasLineCount(1);
    assertThat(
            node.send(
                    "PUT",
                    "/_index_template/other",
                    "application/json",
                    "{\"index_patterns\":[\"other-*\"]}")
                .statusCode())
        .isEqualTo(200);
    CommandRun noIndex = weblogs("--input=" + log, search(), "--search-index=other");
    assertThat(noIndex.exitCode()).isEqualTo(1);
    assertThat(noIndex.errors())
        .contains("takes no documents for other-2026.11.28")
        .hasLineCount(1);
  }

  @Test
  void aServerThatDoesNotAnswerFailsTheRunBeforeItBegins() throws Exception {
    Path log = Files.writeString(folder.resolve("access.log"), AccessLines.of(10, 8));
    CommandRun said =
        weblogs(
            "--input=" + log,
            "--output=" + folder.resolve("traffic"),
            "--search=http://127.0.0.1:1");
    assertThat(said.exitCode()).isEqualTo(1);
    assertThat(said.errors()).contains("http://127.0.0.1:1 takes nothing").hasLineCount(1);
    assertThat(folder.resolve("traffic")).doesNotExist();
  }
}
