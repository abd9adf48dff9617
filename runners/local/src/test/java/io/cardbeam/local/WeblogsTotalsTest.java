package io.cardbeam.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.simulator.weblog.KnownLog;
import io.cardbeam.simulator.weblog.KnownLog.Line;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A million lines in several logs, beside a slow count of them. */
class WeblogsTotalsTest {
  private static final int LOGS = 10;
  private static final int LINES_A_LOG = 100_000;
  private static final Map<String, KnownLog.Value> COUNTED =
      Map.of(
          "status",
          line -> Integer.toString(line.status()),
          "path",
          Line::path,
          "minute",
          line -> Instant.ofEpochSecond(line.second()).truncatedTo(ChronoUnit.MINUTES).toString(),
          "agent_class",
          Line::kind);

  @TempDir private Path folder = Path.of("");

  @Test
  void aMillionLinesAddUp() throws IOException {
    Map<String, Map<String, List<Long>>> expected = new TreeMap<>();
    long hits = 0;
    for (int i = 0; i < LOGS; i++) {
      List<Line> lines = KnownLog.lines(LINES_A_LOG, i + 1L);
      Files.writeString(folder.resolve("access.log." + i), KnownLog.text(lines));
      hits += lines.stream().filter(Line::isHit).count();
      for (Map.Entry<String, KnownLog.Value> counted : COUNTED.entrySet()) {
        Map<String, List<Long>> sums =
            expected.computeIfAbsent(counted.getKey(), name -> new TreeMap<>());
        KnownLog.counts(lines, counted.getValue())
            .forEach((value, more) -> sums.merge(value, more, WeblogFiles::plus));
      }
    }
    Path output = folder.resolve("traffic");

    CommandRun run =
        CommandRun.of(
            "weblogs", "--agents=kinds", "--json", "--input=" + folder, "--output=" + output);

    assertThat(run.exitCode()).as(run::text).isZero();
    assertThat(run.count("lines")).isEqualTo((long) LOGS * LINES_A_LOG);
    assertThat(run.count("hits")).isEqualTo(hits);
    assertThat(run.count("dead_letters")).isEqualTo((long) LOGS * LINES_A_LOG - hits);
    WeblogFiles files = new WeblogFiles(output.resolve("current"));
    for (String column : COUNTED.keySet()) {
      String dimension = column.equals("agent_class") ? "agent" : column;
      assertThat(files.counts(dimension, column)).as(column).isEqualTo(expected.get(column));
    }
  }
}
