package io.cardbeam.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Access logs read by Flink and by the direct runner: the same bytes. */
class WeblogsOnRunnersTest {
  private static final int MINUTES_A_DAY = 24 * 60;

  @TempDir private Path folder = Path.of("");

  /** Two days of lines, one of some thousand torn, more than a block holds in all. */
  private static String lines(long seed, int count) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      int minute = i * 2 * MINUTES_A_DAY / count;
      text.append("192.0.2.")
          .append(random.nextInt(250))
          .append(i % 1_000 == 999 ? " torn" : " - - [")
          .append(minute < MINUTES_A_DAY ? "30" : "31")
          .append("/Jan/2026:")
          .append(String.format("%02d:%02d", minute / 60 % 24, minute % 60))
          .append(":00 +0000] \"GET /item/")
          .append(random.nextInt(500))
          .append(i % 7_000 == 0 ? "/../.env" : "")
          .append(" HTTP/1.1\" ")
          .append(i % 7_000 == 0 ? 404 : 200)
          .append(" 17 \"-\" \"Mozilla/5.0 (X11; Linux x86_64; rv:")
          .append(100 + random.nextInt(9))
          .append(".0) Gecko/20100101 Firefox/128.0\"\n");
    }
    return text.toString();
  }

  private Map<String, String> written(String runner) throws IOException {
    Path output = folder.resolve(runner);
    String out =
        CommandRun.succeeding(
            "weblogs",
            "--runner=" + runner,
            "--parallelism=2",
            "--json",
            "--input=" + folder.resolve("logs"),
            "--output=" + output);
    assertThat(out).contains("\"lines\":60000", "\"dead_letters\":60,", "\"adds_up\":\"yes\"");
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.list(output.resolve("current"))) {
      for (Path file : all.toList()) {
        files.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return files;
  }

  @Test
  void writesTheSameBytesOnFlinkAndOnTheDirectRunner() throws IOException {
    Path logs = Files.createDirectory(folder.resolve("logs"));
    Files.writeString(logs.resolve("access.log"), lines(1, 40_000));
    Files.write(logs.resolve("access.log.1.zst"), Zstd.compress(lines(2, 20_000).getBytes(UTF_8)));

    Map<String, String> flink = written("flink");
    assertThat(flink.keySet().stream().filter(name -> name.startsWith("hits-2026-01-3")))
        .as("blocks and days")
        .hasSizeGreaterThan(3);
    assertThat(flink).isEqualTo(written("direct"));
  }
}
