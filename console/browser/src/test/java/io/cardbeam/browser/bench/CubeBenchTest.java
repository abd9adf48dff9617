package io.cardbeam.browser.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardbeam.browser.BrowserTest;
import io.cardbeam.command.Cardbeam;
import io.cardbeam.command.WarehouseCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

@BrowserTest
class CubeBenchTest {
  private static final Path SAMPLES = Path.of("..", "..", "testdata", "samples");
  private static final int KINDS = 7;
  private static final int SINCE = 50;

  @TempDir static Path folder;

  @BeforeAll
  static void buildStar() {
    int exit =
        new CommandLine(new WarehouseCommand())
            .setOut(new PrintWriter(new StringWriter()))
            .execute(
                "--runner=direct",
                "--input=" + SAMPLES.resolve("kaggle-2000.csv"),
                "--token-key=" + SAMPLES.resolve("token.key"),
                "--output=" + folder.resolve("star"));
    assertThat(exit).isZero();
  }

  private static int bench(StringWriter said, String... options) {
    CommandLine line = Cardbeam.with(List.of(new BrowserBenchMain.Bench()));
    line.setOut(new PrintWriter(said)).setErr(new PrintWriter(said));
    List<String> all = new ArrayList<>(List.of("bench", "cube"));
    all.add("--warehouse=" + folder.resolve("star"));
    all.addAll(List.of(options));
    return line.execute(all.toArray(String[]::new));
  }

  @Test
  void aShortRunAsksOneQuestionOfEachKind() throws IOException {
    StringWriter out = new StringWriter();

    int code = bench(out, "--questions=1", "--since=" + SINCE, "--json");

    JsonNode result = new ObjectMapper().readTree(out.toString());
    assertThat(result.path("star").asText()).contains("Star built to 2025-03").contains("since");
    assertThat(result.path("kinds")).hasSize(KINDS);
    for (JsonNode kind : result.path("kinds")) {
      if (!kind.path("kind").asText().contains("condition")) { // which the sample may not fulfil
        assertThat(kind.path("cells").asInt()).as(kind.toString()).isPositive();
      }
      assertThat(kind.path("answered_ms").asDouble()).isPositive();
      assertThat(kind.path("drawn_ms").asDouble())
          .isGreaterThan(kind.path("answered_ms").asDouble());
    }
    // Whether it holds is a matter of the machine, which is busy with tests.
    assertThat(code).isEqualTo(result.path("holds").asBoolean() ? 0 : 1);
  }

  @ParameterizedTest
  @CsvSource({"--questions, 0", "--questions, 1001", "--since, -1", "--since, 500001"})
  void whatIsOutOfItsRangeIsAUsageError(String option, String value) {
    StringWriter said = new StringWriter();

    assertThat(bench(said, option + "=" + value)).isEqualTo(2);
    assertThat(said.toString()).contains(option + " must be");
  }
}
