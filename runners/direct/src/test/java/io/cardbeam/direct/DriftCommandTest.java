package io.cardbeam.direct;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardbeam.command.DriftCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DriftCommandTest {
  private static final Path SAMPLE = Path.of("../../testdata/samples/kaggle-300.csv.gz");

  @TempDir private Path folder = Path.of("");
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void writeKey() throws IOException {
    Files.writeString(folder.resolve("token.key"), "5a".repeat(32));
  }

  private int run(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--runner=direct",
                "--input=" + SAMPLE,
                "--output=" + folder.resolve("drift"),
                "--token-key=" + folder.resolve("token.key")));
    arguments.addAll(Arrays.asList(more));
    return new CommandLine(new DriftCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments.toArray(String[]::new));
  }

  @Test
  void tellsEachMonthOfAFileAndWritesItAsJsonAndAsAPage() throws IOException {
    assertThat(run("--json")).as(err.toString()).isZero();
    JsonNode table = new ObjectMapper().readTree(out.toString());
    long requests = 0;
    for (JsonNode month : table.get("months")) {
      requests += month.get("requests").asLong();
    }
    assertThat(requests).isEqualTo(300);
    assertThat(table.at("/months/0/month").asText()).isEqualTo("2025-03");
    assertThat(new ObjectMapper().readTree(folder.resolve("drift/drift.json").toFile()))
        .isEqualTo(table);
    assertThat(folder.resolve("drift/drift.html")).content().startsWith("<!DOCTYPE html>");
  }

  @Test
  void peopleGetALineForEachMonth() {
    assertThat(run("--reference-until=2025-03-05")).isZero();
    assertThat(out.toString()).contains("reference:", "2025-03", "measured", "300");
  }

  @Test
  void aReferenceBeforeAllRequestsIsAFailure() {
    assertThat(run("--reference-until=2001-01-01")).isEqualTo(1);
    assertThat(err.toString()).contains("no request lies before the end of the reference");
  }
}
