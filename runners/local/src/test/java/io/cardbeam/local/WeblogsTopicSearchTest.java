package io.cardbeam.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardbeam.local.search.AccessLines;
import io.cardbeam.local.search.HeldBulks;
import io.cardbeam.local.search.NodeOnTrial;
import io.cardbeam.pipeline.search.WeblogTemplate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code weblogs --topic --search} on a real broker and a real node. */
class WeblogsTopicSearchTest {
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final String ALL = "{'match_all':{}}";
  private static final String FIRST_DAY = "/" + WeblogTemplate.PREFIX + "-2026.11.28";

  @TempDir private static Path folder = Path.of("");
  private static DataFolder data;
  private static EmbeddedKafka broker;
  private static NodeOnTrial node;

  @BeforeAll
  static void start() throws IOException {
    data = DataFolder.open(folder.resolve("data"));
    broker = EmbeddedKafka.start(data.part("kafka"), data.ports());
    node = NodeOnTrial.in(folder.resolve("node"));
  }

  @AfterAll
  static void stop() throws IOException {
    node.close();
    broker.close();
    data.close();
  }

  @BeforeEach
  void empty() throws Exception {
    node.empty();
  }

  private static void ship(ShippedTopic topic, Path log) {
    CommandRun.succeeding(
        "weblogs",
        "ship",
        log.toString(),
        "--once",
        "--host=web1",
        "--topic=" + topic.name(),
        "--bootstrap-servers=" + topic.bootstrapServers(),
        "--place=" + log + ".place");
  }

  private static CommandProcess reading(
      ShippedTopic topic, String search, String name, String... more) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "weblogs",
                "--topic=" + topic.name(),
                "--bootstrap-servers=" + topic.bootstrapServers(),
                "--search=" + search,
                "--agents=kinds",
                "--parallelism=2",
                "--file-every=1"));
    arguments.addAll(List.of(more));
    return CommandProcess.start(folder, name, CommandProcess.briefly("700m"), arguments);
  }

  private static String[] onFlink(Path output, String state) {
    return new String[] {
      "--runner=flink",
      "--output=" + output,
      "--checkpoints=" + folder.resolve(state),
      "--checkpoint-every=1"
    };
  }

  private static String search() {
    return node.search().connection().url();
  }

  private static void await(Callable<Boolean> so, CommandProcess process) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!so.call()) {
      assertThat(System.nanoTime()).as(process.printed()).isLessThan(end);
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  /** How many documents were written so often. */
  private static Map<Long, Long> versions() throws Exception {
    node.hits(ALL); // refreshes
    Map<Long, Long> counts = new TreeMap<>();
    for (JsonNode one :
        node.ask(
                "/" + WeblogTemplate.PREFIX + "-*/_search?version=true&size=10000",
                "{'_source':false}")
            .at("/hits/hits")) {
      counts.merge(one.path("_version").asLong(), 1L, Long::sum);
    }
    return counts;
  }

  /** Some documents are in the index, and the job that wrote them was not answered. */
  @Test
  void killedInTheMiddleSentAgainAndStartedAgainOnFlinkNoDocumentIsThereTwice() throws Exception {
    String half = AccessLines.of(9_000, 11);
    String all = half + AccessLines.of(9_000, 12);
    ShippedTopic topic = ShippedTopic.make(broker, "search-killed");
    Path log = Files.writeString(folder.resolve("killed.log"), half);
    WeblogFiles files = new WeblogFiles(folder.resolve("killed"));
    ship(topic, log);
    try (HeldBulks held = new HeldBulks(search(), 2);
        CommandProcess first =
            reading(topic, held.url(), "first", onFlink(files.folder(), "state"))) {
      assertThat(held.awaitHeld(PATIENCE)).as(first.printed()).isTrue();
      first.kill();
    }
    assertThat(node.hits(ALL)).isBetween(1L, AccessLines.hits(half) - 1);
    Files.writeString(log, all.substring(half.length()), StandardOpenOption.APPEND);
    Files.delete(Path.of(log + ".place"));
    ship(topic, log); // all of it again

    try (CommandProcess second =
        reading(topic, search(), "second", onFlink(files.folder(), "state"))) {
      // A file of rows is there once a checkpoint has them, so their documents are there too.
      await(() -> files.sum("counts-minute*", "hits") >= AccessLines.hits(all), second);
      assertThat(node.statuses()).isEqualTo(AccessLines.statuses(all));
    }
    assertThat(files.rows("hits-*")).hasSize((int) AccessLines.hits(all));
    assertThat(node.hits(ALL)).isEqualTo(AccessLines.hits(all));
  }

  @Test
  void aJobThatIsStoppedGoesOnWithTheIndexAsItWas() throws Exception {
    String half = AccessLines.of(1_000, 13);
    String all = half + AccessLines.of(1_000, 14);
    ShippedTopic topic = ShippedTopic.make(broker, "search-stopped");
    Path log = Files.writeString(folder.resolve("stopped.log"), half);
    WeblogFiles files = new WeblogFiles(folder.resolve("stopped"));
    ship(topic, log);
    String[] options = onFlink(files.folder(), "stopped-state");
    try (CommandProcess first = reading(topic, search(), "stopped-1", options)) {
      await(() -> node.hits(ALL) == AccessLines.hits(half), first);
    }
    Files.writeString(log, all.substring(half.length()), StandardOpenOption.APPEND);
    ship(topic, log);
    try (CommandProcess second = reading(topic, search(), "stopped-2", options)) {
      second.await(Pattern.compile("it goes on from"), PATIENCE);
      await(() -> node.hits(ALL) == AccessLines.hits(all), second);
    }
    assertThat(node.statuses()).isEqualTo(AccessLines.statuses(all));
    assertThat(versions())
        .as("none was written again")
        .isEqualTo(Map.of(1L, AccessLines.hits(all)));
  }

  /** The direct runner keeps nothing, so its second run writes each document over. */
  @Test
  void withoutAFolderTheIndexHasTheHitsOnceHoweverOftenTheTopicIsRead() throws Exception {
    String text = AccessLines.of(1_000, 15);
    ShippedTopic topic = ShippedTopic.make(broker, "search-direct");
    ship(topic, Files.writeString(folder.resolve("direct.log"), text));
    for (long run = 1; run <= 2; run++) {
      Map<Long, Long> expected = Map.of(run, AccessLines.hits(text));
      try (CommandProcess direct = reading(topic, search(), "direct-" + run, "--runner=direct")) {
        await(() -> versions().equals(expected), direct);
      }
      assertThat(node.statuses()).isEqualTo(AccessLines.statuses(text));
      assertThat(Files.readString(folder.resolve("direct-" + run + ".log")))
          .contains("dead-letters: web1:" + folder.resolve("direct.log") + ",");
    }
  }

  @Test
  void whatTheIndexRefusesIsInAFileBesideTheDeadLetters() throws Exception {
    String text = AccessLines.of(1_000, 16);
    assertThat(
            node.send(
                    "PUT",
                    FIRST_DAY,
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
    ShippedTopic topic = ShippedTopic.make(broker, "search-refused");
    ship(topic, Files.writeString(folder.resolve("refused.log"), text));
    WeblogFiles files = new WeblogFiles(folder.resolve("refused"));
    try (CommandProcess direct =
        reading(topic, search(), "refused", "--runner=direct", "--output=" + files.folder())) {
      await(() -> files.rows("refused-documents*").size() >= tooMany, direct);
      await(() -> files.sum("counts-minute*", "hits") >= AccessLines.hits(text), direct);
    }
    assertThat(tooMany).isPositive();
    assertThat(files.rows("refused-documents*"))
        .hasSize((int) tooMany)
        .allSatisfy(
            row ->
                assertThat(row.get("reason")).contains("HTTP 400", "failed to parse field [bytes]"))
        .extracting(row -> row.get("file"))
        .containsOnly("web1:" + folder.resolve("refused.log"));
    assertThat(node.hits(ALL)).isEqualTo(AccessLines.hits(text) - tooMany);
  }
}
