package io.cardbeam.direct.weblog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.cardbeam.command.Cardbeam;
import io.cardbeam.command.stream.StreamHosts;
import io.cardbeam.command.weblog.WeblogsCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code weblogs} as a person runs it, and what it wrote. */
final class WeblogsRunner {
  private final Path output;

  WeblogsRunner(Path output) {
    this.output = output;
  }

  record Run(int exitCode, String out, String errors) {
    JsonNode json() throws IOException {
      assertThat(errors).isEmpty();
      return new ObjectMapper().readTree(out);
    }

    long count(String name) throws IOException {
      return json().get(name).asLong();
    }
  }

  static Run run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter errors = new StringWriter();
    int exitCode =
        Cardbeam.with(List.of(new WeblogsCommand(StreamHosts.ofBeam())))
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(errors, true))
            .execute(arguments);
    return new Run(exitCode, out.toString(), errors.toString());
  }

  /** Reads logs into the folder, by the direct runner with all its checks. */
  Run read(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "weblogs",
                "--runner=direct",
                "--beam=--enforceImmutability=true",
                "--beam=--enforceEncodability=true",
                "--agents=kinds",
                "--json",
                "--output=" + output));
    arguments.addAll(Arrays.asList(more));
    return run(arguments.toArray(String[]::new));
  }

  /** Rows of the files with such names, without their headers, by columns. */
  List<Map<String, String>> rows(String glob) throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(output, glob)) {
      found.forEach(files::add);
    }
    files.sort(null);
    List<Map<String, String>> rows = new ArrayList<>();
    for (Path file : files) {
      List<List<String>> all = new ArrayList<>();
      try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(file)) {
        reader.forEach(row -> all.add(row.getFields()));
      }
      for (List<String> row : all.subList(1, all.size())) {
        Map<String, String> named = new TreeMap<>();
        for (int i = 0; i < row.size(); i++) {
          named.put(all.get(0).get(i), row.get(i));
        }
        rows.add(named);
      }
    }
    return rows;
  }

  /** Counts by the value of a column. */
  Map<String, List<Long>> counts(String file, String column) throws IOException {
    Map<String, List<Long>> counts = new TreeMap<>();
    for (Map<String, String> row : rows(file)) {
      List<Long> figures = new ArrayList<>();
      for (String name : List.of("hits", "bots", "errors", "bytes")) {
        figures.add(Long.parseLong(row.getOrDefault(name, "")));
      }
      assertThat(counts.put(row.getOrDefault(column, ""), figures)).isNull();
    }
    return counts;
  }
}
