package io.cardbeam.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code weblogs --topic}: what is read of a topic equals what is read of the file. */
class WeblogsTopicTest {
  private static final long SEED = 22;
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  @TempDir private static Path folder = Path.of("");
  private static DataFolder data;
  private static EmbeddedKafka broker;

  @BeforeAll
  static void start() throws IOException {
    data = DataFolder.open(folder.resolve("data"));
    broker = EmbeddedKafka.start(data.part("kafka"), data.ports());
  }

  @AfterAll
  static void stop() throws IOException {
    broker.close();
    data.close();
  }

  /** Lines of two hours; one of some hundred is torn. */
  private static String lines(int from, int to) {
    Random random = new Random(SEED + from);
    StringBuilder text = new StringBuilder();
    for (int i = from; i < to; i++) {
      if (i % 300 == 299) {
        text.append("torn ").append(i).append('\n');
        continue;
      }
      text.append(
          String.format(
              Locale.ROOT,
              "192.0.2.%d - - [31/Jan/2026:%02d:%02d:%02d +0000] \"GET /item/%d HTTP/1.1\" %d %d"
                  + " \"-\" \"%s\"%n",
              random.nextInt(250),
              22 + i / 60 / 60 % 2,
              i / 60 % 60,
              i % 60,
              random.nextInt(40),
              random.nextInt(20) == 0 ? 404 : 200,
              random.nextInt(5_000),
              random.nextInt(5) == 0 ? "curl/8.5.0" : "Mozilla/5.0 Firefox/128.0"));
    }
    return text.toString();
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
      ShippedTopic topic, Path output, String name, String... more) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "weblogs",
                "--topic=" + topic.name(),
                "--bootstrap-servers=" + topic.bootstrapServers(),
                "--output=" + output,
                "--agents=kinds",
                "--parallelism=2",
                "--file-every=1",
                "--session-wait=3"));
    arguments.addAll(List.of(more));
    return CommandProcess.start(folder, name, CommandProcess.briefly("700m"), arguments);
  }

  private static CommandProcess onFlink(ShippedTopic topic, Path output, String name)
      throws IOException {
    return reading(
        topic,
        output,
        name,
        "--runner=flink",
        "--checkpoints=" + folder.resolve("state"),
        "--checkpoint-every=1");
  }

  /** Waits until so many lines are hits or dead letters. */
  private static void await(WeblogFiles files, long lines, CommandProcess process)
      throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (files.sum("counts-minute*", "hits") + files.rows("dead-letters*").size() < lines) {
      assertThat(System.nanoTime()).as(() -> printed(process)).isLessThan(end);
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  private static String printed(CommandProcess process) {
    try {
      return process.printed();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static WeblogFiles bounded(Path log) {
    Path output = log.resolveSibling(log.getFileName() + ".bounded");
    CommandRun.succeeding(
        "weblogs", "--runner=direct", "--agents=kinds", "--input=" + log, "--output=" + output);
    return new WeblogFiles(output.resolve("current"));
  }

  private static void assertSame(WeblogFiles live, WeblogFiles bounded) throws IOException {
    for (Map.Entry<String, String[]> dimension :
        Map.of(
                "minute", new String[] {"minute"},
                "country", new String[] {"country"},
                "city", new String[] {"country", "city"},
                "path", new String[] {"path"},
                "status", new String[] {"status"},
                "agent", new String[] {"agent_class", "agent"})
            .entrySet()) {
      assertThat(live.counts(dimension.getKey(), dimension.getValue()))
          .as(dimension.getKey())
          .isNotEmpty()
          .isEqualTo(bounded.counts(dimension.getKey(), dimension.getValue()));
    }
    assertThat(live.hits()).isEqualTo(bounded.hits());
    assertThat(live.rows("dead-letters*"))
        .extracting(row -> row.get("line") + row.get("reason"))
        .containsExactlyInAnyOrderElementsOf(
            bounded.rows("dead-letters*").stream()
                .map(row -> row.get("line") + row.get("reason"))
                .toList());
  }

  @Test
  void killedInTheMiddleAndStartedAgainOnFlinkItCountsAsTheFileIsCounted() throws Exception {
    int half = 15_000;
    ShippedTopic topic = ShippedTopic.make(broker, "killed");
    Path log = Files.writeString(folder.resolve("killed.log"), lines(0, half));
    WeblogFiles live = new WeblogFiles(folder.resolve("killed"));
    ship(topic, log);
    CommandProcess first = onFlink(topic, live.folder(), "first");
    await(live, 1, first);
    Files.writeString(log, lines(half, 2 * half), StandardOpenOption.APPEND);
    ship(topic, log);
    first.kill();
    Files.delete(Path.of(log + ".place"));
    ship(topic, log); // all of it again

    try (CommandProcess second = onFlink(topic, live.folder(), "second")) {
      second.await(Pattern.compile("it goes on from"), PATIENCE);
      await(live, 2L * half, second);
      awaitSessions(live, second);
    }
    WeblogFiles bounded = bounded(log);
    assertSame(live, bounded);
    assertThat(live.sum("sessions*", "hits")).isEqualTo(bounded.sum("sessions*", "hits"));
  }

  private static void awaitSessions(WeblogFiles files, CommandProcess process) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (files.sum("sessions*", "hits") < files.rows("hits-*").size()) {
      assertThat(System.nanoTime()).as(() -> printed(process)).isLessThan(end);
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  @Test
  void theDirectRunnerCountsTheSameAndRecordsThatAreNoLinesAreDeadLetters() throws Exception {
    ShippedTopic topic = ShippedTopic.make(broker, "direct");
    Path log = Files.writeString(folder.resolve("direct.log"), lines(0, 1_000));
    WeblogFiles live = new WeblogFiles(folder.resolve("direct"));
    ship(topic, log);
    try (CommandProcess direct = reading(topic, live.folder(), "direct", "--runner=direct")) {
      await(live, 1_000, direct);
      assertSame(live, bounded(log));
      send(topic, "no line".getBytes(UTF_8));
      await(live, 1_001, direct);
      assertThat(live.rows("dead-letters*"))
          .anyMatch(
              row ->
                  row.getOrDefault("file", "").startsWith("direct-")
                      && row.getOrDefault("reason", "").contains("no Avro single-object header"));
    }
  }

  private static void send(ShippedTopic topic, byte[] value) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", topic.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic.name(), value)).get(1, TimeUnit.MINUTES);
    }
  }
}
