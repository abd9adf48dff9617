package io.cardbeam.direct;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardbeam.command.WarehouseCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.io.FileUtils;
import picocli.CommandLine;

/** Stars built of the sample of 2,000 rows, and commands run on them. */
final class StarOfSample {
  static final Path SAMPLES = Path.of("..", "..", "testdata", "samples");

  /** The samples' own key. */
  static final Path TOKEN_KEY = SAMPLES.resolve("token.key");

  private static final ObjectMapper JSON = new ObjectMapper();

  private StarOfSample() {}

  /** What a command said, and how it ended. */
  record Answer(int exit, String out, String err) {
    List<String> lines() {
      return out.lines().toList();
    }

    /** The rows of what it wrote as JSON. */
    List<JsonNode> rows() throws IOException {
      assertThat(exit).as(err).isZero();
      List<JsonNode> all = new ArrayList<>();
      JSON.readTree(out).forEach(all::add);
      return all;
    }
  }

  /** Builds, or builds again, with what else is asked. */
  static Answer build(Path warehouse, String... more) {
    return buildOf(SAMPLES.resolve("kaggle-2000.csv"), warehouse, more);
  }

  /** The same of another file. */
  static Answer buildOf(Path input, Path warehouse, String... more) {
    List<String> args = new ArrayList<>();
    args.add("--runner=direct");
    args.add("--input=" + input);
    args.add("--token-key=" + TOKEN_KEY);
    args.add("--output=" + warehouse);
    args.add("--chargebacks");
    args.addAll(List.of(more));
    return run(new WarehouseCommand(), args);
  }

  /** Asks one of them. */
  static Answer ask(Object command, Path warehouse, String... args) {
    List<String> all = new ArrayList<>(List.of("--warehouse=" + warehouse));
    all.addAll(List.of(args));
    return run(command, all);
  }

  static Answer run(Object command, List<String> args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exit =
        new CommandLine(command)
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(args.toArray(String[]::new));
    return new Answer(exit, out.toString(), err.toString());
  }

  /** A copy of the newest build of a star or of statements, to be damaged. */
  static Path copy(Path builds, Path to) throws IOException {
    FileUtils.copyDirectory(builds.resolve("current").toRealPath().toFile(), to.toFile());
    return to;
  }
}
