package io.cardbeam.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.event.LogLine;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code weblogs ship} to a real broker. */
class WeblogsShipTest {
  private static final Duration STARTS_WITHIN = Duration.ofMinutes(2);
  private static final int LINES = 200_000;

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

  private static List<String> arguments(ShippedTopic topic, Path log, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "weblogs",
                "ship",
                log.toString(),
                "--host=web1",
                "--topic=" + topic.name(),
                "--bootstrap-servers=" + topic.bootstrapServers(),
                "--place=" + log + ".place"));
    Collections.addAll(arguments, more);
    return arguments;
  }

  private static String once(ShippedTopic topic, Path log) {
    return CommandRun.succeeding(arguments(topic, log, "--once", "--json").toArray(String[]::new));
  }

  /** Texts, in the order of their places; fails if two records of a place differ. */
  private static List<String> texts(List<LogLine> lines) {
    Map<String, String> byPlace = new HashMap<>();
    List<String> texts = new ArrayList<>();
    for (LogLine line : lines) {
      String text = UTF_8.decode(line.getBytes()).toString();
      String before = byPlace.putIfAbsent(line.getFileId() + " " + line.getOffset(), text);
      if (before == null) {
        texts.add(text);
      } else {
        assertThat(text).isEqualTo(before);
      }
    }
    return texts;
  }

  @Test
  void sendsWhatIsThereAndThenWhatCameSince() throws Exception {
    ShippedTopic topic = ShippedTopic.make(broker, "once");
    Path log = folder.resolve("once.log");
    Files.writeString(log, "one\ntwo\nth");
    assertThat(once(topic, log)).contains("\"lines\":2,", "\"bytes\":6,", "\"cut\":0");
    assertThat(once(topic, log)).contains("\"lines\":0,");
    String longest = "x".repeat(1_040_000);
    Files.writeString(log, "ree\n" + longest + "\n" + longest + "yy\n", StandardOpenOption.APPEND);
    assertThat(once(topic, log)).contains("\"lines\":3,", "\"cut\":1");
    assertThat(texts(topic.lines())).containsExactly("one", "two", "three", longest, longest);
  }

  @Test
  void refusesATopicThatIsNotThere() throws Exception {
    Path log = Files.writeString(folder.resolve("none.log"), "one\n");
    CommandRun run =
        CommandRun.of(
            arguments(new ShippedTopic(broker.bootstrapServers(), "none"), log)
                .toArray(String[]::new));
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.errors()).contains("has no topic none").contains("make the topic first");
  }

  @Test
  void killedInTheMiddleItSendsEachLineAndNoPlaceTwiceWithAnotherLine() throws Exception {
    ShippedTopic topic = ShippedTopic.make(broker, "killed");
    Path log = folder.resolve("killed.log");
    Set<String> written = new HashSet<>();
    CommandProcess first =
        CommandProcess.start(
            folder, "first", CommandProcess.briefly("128m"), arguments(topic, log));
    first.await(Pattern.compile("follows 1 logs"), STARTS_WITHIN);
    try (BufferedWriter out = Files.newBufferedWriter(log)) {
      for (int i = 0; i < LINES; i++) {
        String line = "line " + i + " of a log that is some hundred bytes wide as such lines are";
        written.add(line);
        out.write(line + "\n");
        if (i == LINES / 2) {
          out.flush();
          awaitPlace(Path.of(log + ".place"));
          first.kill();
        }
      }
    }
    Files.move(log, folder.resolve("killed.log.1"));
    Files.writeString(log, "after\n");
    written.add("after");

    assertThat(once(topic, log)).contains("\"cut\":0");
    List<String> sent = texts(topic.lines());
    assertThat(sent).hasSameSizeAs(written);
    assertThat(new HashSet<>(sent)).isEqualTo(written);
  }

  private static void awaitPlace(Path file) throws IOException {
    long end = System.nanoTime() + STARTS_WITHIN.toNanos();
    while (!Files.exists(file) || Files.readAllLines(file).size() < 2) {
      assertThat(System.nanoTime()).as("it kept a place").isLessThan(end);
      Thread.onSpinWait();
    }
  }

  @Test
  void stopsInOrderWhenItIsAskedTo() throws Exception {
    ShippedTopic topic = ShippedTopic.make(broker, "stopped");
    Path log = Files.writeString(folder.resolve("stopped.log"), "one\n");
    CommandProcess ship =
        CommandProcess.start(
            folder, "stopped", CommandProcess.briefly("64m"), arguments(topic, log));
    ship.await(Pattern.compile("follows 1 logs"), STARTS_WITHIN);
    awaitPlace(Path.of(log + ".place"));
    ship.close();
    assertThat(ship.printed()).containsPattern("lines +1");
    assertThat(once(topic, log)).contains("\"lines\":0,");
    assertThat(texts(topic.lines())).containsExactly("one");
  }
}
