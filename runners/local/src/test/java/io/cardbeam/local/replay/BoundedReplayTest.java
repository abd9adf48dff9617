package io.cardbeam.local.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardbeam.command.replay.ReplayCommand;
import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.lake.LakeFileWriter;
import io.cardbeam.lake.LakeFolder;
import io.cardbeam.pipeline.files.DecisionFile;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** An archive decided again, on both runners. */
class BoundedReplayTest {
  private static final Path SAMPLE_LAKE = Path.of("../../testdata/samples/lake");

  @TempDir private Path folder = Path.of("");
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void recordsOfOlderVersionsAreDecidedAsTheSameRecordsOfTodays() throws IOException {
    // As demo calls the lake of a file.
    Path then = folder.resolve("then.csv");
    Path today = folder.resolve("today");
    EarlierVersionsLake.writeAsThen(then);
    EarlierVersionsLake.writeAsToday(today);
    JsonNode ofThen = replay(then, "of-then", "--runner=direct");
    JsonNode ofToday = replay(today, "of-today", "--runner=flink");
    long requests =
        EarlierVersionsLake.events().stream()
            .filter(event -> event.type() == EventType.AUTHORIZATION_REQUEST)
            .count();
    assertThat(ofThen.get("rows_read").asLong()).isEqualTo(requests);
    assertThat(ofThen.get("invalid").asLong()).isZero();
    assertThat(ofThen.get("only_in_archive").asLong()).isZero();
    assertThat(lines("of-then", "decisions.csv"))
        .isEqualTo(lines("of-today", "decisions.csv"))
        .hasSize((int) requests + 1);
    assertThat(lines("of-then", "differences.csv"))
        .isEqualTo(lines("of-today", "differences.csv"))
        .hasSize(ofThen.get("different").asInt() + 1);
    assertThat(ofThen.get("different")).isEqualTo(ofToday.get("different"));
  }

  @Test
  void whatTheSameModelDecidedIsTheSameAndAnothersDiffersWhereTheFileSays() throws IOException {
    Path lake = folder.resolve("lake");
    EarlierVersionsLake.writeInputsAsToday(lake);
    JsonNode first = replay(lake, "first", "--runner=direct");
    assertThat(first.get("not_in_archive").asLong()).isEqualTo(first.get("rows_read").asLong());
    assertThat(first.get("same").asLong()).isZero();
    archive(lake, decisions(lake));

    JsonNode again = replay(lake, "again", "--runner=direct");
    assertThat(again.get("same").asLong()).isEqualTo(first.get("rows_read").asLong()).isPositive();
    assertThat(again.get("different").asLong()).isZero();
    assertThat(again.get("not_in_archive").asLong()).isZero();
    assertThat(lines("again", "differences.csv")).hasSize(1);

    JsonNode other = replay(lake, "other", "--runner=direct", "--model=simulator");
    assertThat(other.get("different").asLong()).isPositive();
    assertThat(lines("other", "differences.csv")).hasSize(other.get("different").asInt() + 1);
    assertThat(other.get("same").asLong() + other.get("different").asLong())
        .isEqualTo(first.get("rows_read").asLong());
  }

  @Test
  void aWindowKeepsTheCardsPast() throws IOException {
    Path lake = folder.resolve("lake");
    EarlierVersionsLake.writeInputsAsToday(lake);
    replay(lake, "all", "--runner=direct");
    List<String> all = lines("all", "decisions.csv");
    String middle = all.get(all.size() / 2).split(",", -1)[2];
    JsonNode part = replay(lake, "part", "--runner=direct", "--from=" + middle);
    assertThat(lines("part", "decisions.csv"))
        .isEqualTo(
            all.stream()
                .filter(
                    row ->
                        row.startsWith("request_id")
                            || row.split(",", -1)[2].compareTo(middle) >= 0)
                .toList());
    assertThat(part.get("before").asLong()).isPositive();
    JsonNode start = replay(lake, "start", "--runner=direct", "--to=" + middle);
    assertThat(start.get("outside").asLong() + start.get("rows_read").asLong()).isPositive();
    assertThat(lines("start", "decisions.csv").size() + lines("part", "decisions.csv").size())
        .isEqualTo(all.size() + 1);
  }

  @Test
  void saysInOneLineWhatWasAskedWrongly() throws IOException {
    assertRefused("say --to-kafka or --bounded", "--archive=" + SAMPLE_LAKE);
    assertRefused("say --to-kafka or --bounded", "--archive=x", "--bounded", "--to-kafka");
    assertRefused("no such folder: nowhere", "--archive=nowhere", "--bounded", "--output=o");
    assertRefused("is no lake", "--archive=" + folder, "--bounded", "--output=o");
    assertRefused("--output is missing", "--archive=" + SAMPLE_LAKE, "--bounded");
    assertRefused(
        "--speed is for --to-kafka",
        "--archive=" + SAMPLE_LAKE,
        "--bounded",
        "--output=o",
        "--speed=2");
    assertRefused(
        "--topics is for --to-kafka",
        "--archive=" + SAMPLE_LAKE,
        "--bounded",
        "--output=o",
        "--topics=rules");
    assertRefused(
        "--model is for --bounded", "--archive=" + SAMPLE_LAKE, "--to-kafka", "--model=standard");
    assertRefused(
        "'payments' is no topic of an archive; these are: card-events",
        "--archive=" + SAMPLE_LAKE,
        "--to-kafka",
        "--topics=payments");
    assertRefused(
        "--from 2025-02-01T00:00:00Z is not before --to 2025-01-01T00:00:00Z",
        "--archive=" + SAMPLE_LAKE,
        "--to-kafka",
        "--from=2025-02-01",
        "--to=2025-01-01");
    assertRefused(
        "--speed must be max or a number above 0",
        "--archive=" + SAMPLE_LAKE,
        "--to-kafka",
        "--speed=fast");
    assertRefused(
        "lake has no folder fraud-alerts",
        "--archive=" + SAMPLE_LAKE,
        "--to-kafka",
        "--topics=card-events,fraud-alerts");
    Files.createDirectories(folder.resolve("empty/card-events"));
    assertRefused(
        "holds no .avro files of card-events,transactions,rules",
        "--archive=" + folder.resolve("empty"),
        "--to-kafka",
        "--bootstrap-servers=localhost:1");
    assertRefused(
        "--bootstrap-servers is missing",
        "--archive=" + SAMPLE_LAKE,
        "--to-kafka",
        "--bootstrap-servers=");
  }

  private void assertRefused(String words, String... arguments) {
    err.getBuffer().setLength(0);
    assertThat(run(arguments)).as(words).isEqualTo(2);
    assertThat(err.toString().lines().findFirst().orElse("")).contains(words);
  }

  private JsonNode replay(Path lake, String output, String... more) throws IOException {
    out.getBuffer().setLength(0);
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--archive=" + lake, "--bounded", "--json", "--output=" + folder.resolve(output)));
    arguments.addAll(List.of(more));
    assertThat(run(arguments.toArray(String[]::new))).as(() -> out + " " + err).isZero();
    JsonNode account = new ObjectMapper().readTree(out.toString());
    assertThat(account.get("adds_up").asText()).isEqualTo("yes");
    return account;
  }

  private int run(String... arguments) {
    return new CommandLine(new ReplayCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  /** The decisions as the archive holds them, whole. */
  private List<Event> decisions(Path lake) throws IOException {
    CommandLine classify =
        new CommandLine(new io.cardbeam.command.ClassifyCommand())
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));
    Path output = folder.resolve("whole");
    assertThat(
            classify.execute(
                "--input=" + lake,
                "--format=avro",
                "--runner=direct",
                "--output=" + output,
                "--token-key=" + SAMPLE_LAKE.resolveSibling("token.key")))
        .isZero();
    List<Event> decisions = new ArrayList<>();
    try (var reader =
        new io.cardbeam.lake.LakeFileReader(
            EventType.AUTHORIZATION_DECISION,
            Files.newInputStream(DecisionFile.in(output).path()))) {
      for (var next = reader.next(); next.isPresent(); next = reader.next()) {
        decisions.add(Event.of(next.get().body(AuthorizationDecision.class)));
      }
    }
    return decisions;
  }

  private static void archive(Path lake, List<Event> decisions) throws IOException {
    for (Event decision : decisions) {
      Path hour = lake.resolve(LakeFolder.of(decision));
      Files.createDirectories(hour);
      LakeFileWriter.write(
          List.of(decision), Files.newOutputStream(hour.resolve(decision.id() + ".avro")));
    }
  }

  private List<String> lines(String output, String file) throws IOException {
    return Files.readAllLines(folder.resolve(output).resolve(file)).stream().sorted().toList();
  }
}
