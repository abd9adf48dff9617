package io.cardbeam.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.command.Cardbeam;
import io.cardbeam.command.stream.StreamHosts;
import io.cardbeam.command.weblog.WeblogsCommand;
import io.cardbeam.command.weblog.report.ReportFile;
import io.cardbeam.weblog.HitColumn;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reports for tests: of hits in an index, and of logs as a person writes them. */
final class ReportOnTrial {
  private ReportOnTrial() {}

  /** A report of the same hits. */
  static Path of(List<ObjectNode> hits, Path folder) throws IOException {
    StringBuilder rows =
        new StringBuilder(HitColumn.names().collect(Collectors.joining(","))).append('\n');
    for (ObjectNode hit : hits) {
      rows.append(
              HitColumn.names()
                  .map(name -> hit.has(name) ? quoted(hit.path(name)) : "")
                  .collect(Collectors.joining(",")))
          .append('\n');
    }
    Path stored = Files.createDirectories(folder.resolve("stored"));
    Files.writeString(stored.resolve("hits-of-the-index.csv"), rows, UTF_8);
    Path report = folder.resolve("report.html");
    ReportFile.at(report).write(stored, Optional.empty(), Instant.now());
    return report;
  }

  private static String quoted(JsonNode value) {
    return value.isTextual() ? '"' + value.textValue().replace("\"", "\"\"") + '"' : value.asText();
  }

  /** A report of the lines of a log, by the command. */
  static Path of(String log, Path folder, String... more) throws IOException {
    Path file = Files.writeString(folder.resolve("access.log"), log, UTF_8);
    Path report = folder.resolve("report.html");
    List<String> arguments =
        new ArrayList<>(
            List.of("weblogs", "--runner=direct", "--input=" + file, "--report=" + report));
    arguments.addAll(Arrays.asList(more));
    StringWriter out = new StringWriter();
    int exitCode =
        Cardbeam.with(List.of(new WeblogsCommand(StreamHosts.ofBeam())))
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(out, true))
            .execute(arguments.toArray(String[]::new));
    assertThat(exitCode).as(out.toString()).isZero();
    return report;
  }
}
