package io.cardbeam.bench.warehouse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardbeam.bench.process.MeasuredProcess;
import io.cardbeam.bench.warehouse.EngineResult.Build;
import io.cardbeam.command.InputFileCheck;
import io.cardbeam.command.JsonOption;
import io.cardbeam.command.ProgressLine;
import io.cardbeam.command.TokenKeyOption;
import io.cardbeam.csv.BadRowException;
import io.cardbeam.csv.FileContent;
import io.cardbeam.csv.FileReading;
import io.cardbeam.local.WorkFolder;
import io.cardbeam.query.QueryException;
import io.cardbeam.query.StarFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.apache.commons.io.FileUtils;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench warehouse}. */
@Command(
    name = "warehouse",
    description = {
      "Builds the star of a CSV file with Cardbeam and with SQL that does the same work, in DuckDB"
          + " and in Spark, side by side: each engine in a process of its own, in turn, for several"
          + " rounds. Then asks the cube. What is compared begins with the rows and the decisions on"
          + " them, which are made once before, and ends with sorted Parquet files by month.",
      "The stars are compared row by row; exit code 1 if they differ.",
      "Takes some minutes a round, and wants a machine that does nothing else. For example:",
      "  ./cardbeam bench warehouse --input FILE.csv --engines duckdb,flink,spark"
    })
public final class WarehouseBenchCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofHours(1);
  private static final int MOST_ROUNDS = 20;
  private static final Pattern HEAP = Pattern.compile("[1-9]\\d{0,2}g");

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it.
  private CommandSpec spec;

  @Mixin private final TokenKeyOption tokenKey = new TokenKeyOption();
  @Mixin private final JsonOption json = new JsonOption();

  @Option(
      names = "--input",
      required = true,
      paramLabel = "FILE",
      description =
          "Transactions as .csv, .csv.gz or .csv.zst with an index or id before the 22 columns and"
              + " without bad rows; what is compressed is decompressed before.")
  @SuppressWarnings("NullAway.Init") // Required, so picocli sets it.
  private Path input;

  @Option(
      names = "--decisions",
      paramLabel = "DIR",
      description =
          "Folder that classify --chargebacks --format avro wrote for the file under the same token"
              + " key. Default: they are made before the first round.")
  private @Nullable Path decisions;

  @Option(
      names = "--engines",
      paramLabel = "NAME[,…]",
      split = ",",
      description =
          "Of duckdb, flink, spark and direct, in the order of their turns; ratios are to the first."
              + " Default: all four.")
  private List<Engine> engines = List.of(Engine.values());

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "Builds by each engine. Default: ${DEFAULT-VALUE}.")
  private int rounds = 3;

  @Option(
      names = "--heap",
      paramLabel = "SIZE",
      defaultValue = "6g",
      description = "Most memory of each engine, in gigabytes. Default: ${DEFAULT-VALUE}.")
  private String heap = "6g";

  @Override
  public Integer call() throws IOException, SQLException {
    InputFileCheck.require(spec.commandLine(), "--input", input, FileReading.WHOLE);
    require(rounds >= 1 && rounds <= MOST_ROUNDS, "--rounds must be 1 to " + MOST_ROUNDS);
    require(HEAP.matcher(heap).matches(), "--heap must be gigabytes, for instance 6g");
    require(
        engines.stream().distinct().count() == engines.size(), "--engines: each can be named once");
    for (Engine engine : engines) {
      require(
          engine.isBuilt(BuildTask.spark()),
          "--engines: " + engine + " is built by ./cardbeam bench warehouse alone");
    }
    PrintWriter out = spec.commandLine().getOut();
    ProgressLine line = ProgressLine.of(out, json.isSet());
    try (WorkFolder folder = WorkFolder.open(Optional.empty(), "cardbeam-bench")) {
      return measured(folder.path(), out, line);
    } finally {
      line.hide();
    }
  }

  private int measured(Path folder, PrintWriter out, ProgressLine line)
      throws IOException, SQLException {
    BuildTask task = prepared(folder, line);
    line.show("decisions as a table");
    long rows = DecisionsTable.write(avro(task.decisions()), task.decisionsTable());
    Map<Engine, List<Build>> builds = new EnumMap<>(Engine.class);
    for (int round = 1; round <= rounds; round++) {
      for (Engine engine : engines) {
        line.show("round " + round + " of " + rounds + ": " + engine.words());
        builds
            .computeIfAbsent(engine, any -> new ArrayList<>())
            .add(build(engine, task, star(folder, engine)));
      }
    }
    line.show("comparing the stars");
    List<EngineResult> results = new ArrayList<>();
    BuiltStar first = built(folder, engines.get(0));
    for (Engine engine : engines) {
      List<String> differences =
          engine == engines.get(0)
              ? List.of()
              : built(folder, engine).differencesFrom(first, folder.resolve("compared"));
      results.add(new EngineResult(engine, builds.getOrDefault(engine, List.of()), differences));
    }
    List<CubeTimes> cube = cube(folder, line);
    line.hide();
    out.print(
        json.isSet()
            ? WarehouseText.json(rows, results, cube)
            : WarehouseText.tables(rows, results, cube));
    out.flush();
    return results.stream().allMatch(result -> result.differences().isEmpty()) ? 0 : 1;
  }

  /** The cube is asked of a star that Cardbeam built, if there is one. */
  private List<CubeTimes> cube(Path folder, ProgressLine line) throws IOException {
    Optional<Engine> cardbeam = engines.stream().filter(Engine::isCardbeam).findFirst();
    if (cardbeam.isEmpty()) {
      return List.of();
    }
    line.show("asking the cube");
    return CubeTimes.of(newestStar(folder, cardbeam.get()));
  }

  private BuildTask prepared(Path folder, ProgressLine line) throws IOException {
    Path key = folder.resolve("token.key");
    tokenKey.copyTo(key);
    Path csv = input.toAbsolutePath();
    if (!csv.toString().endsWith(".csv")) {
      line.show("decompressing");
      csv = folder.resolve("input.csv");
      try (InputStream in = Files.newInputStream(input);
          InputStream content = FileContent.of(in).bytes()) {
        Files.copy(content, csv);
      } catch (BadRowException e) {
        throw new IOException(input + ": " + e.reason(), e);
      }
    }
    Path made = decisions == null ? folder.resolve("decisions") : decisions.toAbsolutePath();
    BuildTask task =
        new BuildTask(
            csv,
            made,
            folder.resolve("decisions.parquet"),
            key,
            Runtime.getRuntime().availableProcessors());
    if (decisions == null) {
      line.show("deciding");
      MeasuredProcess.run(classify(task), folder, PATIENCE);
    }
    require(Files.isRegularFile(avro(made)), "--decisions: " + made + " holds no decisions.avro");
    return task;
  }

  private List<String> classify(BuildTask task) {
    List<String> command = new ArrayList<>(List.of(task.java().toString(), "-Xmx" + heap));
    command.addAll(task.javaOptions());
    command.addAll(
        List.of(
            "-cp",
            task.classPath(),
            "io.cardbeam.local.Main",
            "classify",
            "--chargebacks",
            "--format=avro",
            "--input=" + task.input(),
            "--token-key=" + task.tokenKey(),
            "--output=" + task.decisions()));
    return command;
  }

  private Build build(Engine engine, BuildTask task, Path output) throws IOException {
    FileUtils.deleteDirectory(output.toFile());
    MeasuredProcess run;
    try {
      run =
          MeasuredProcess.run(
              engine.command(task, output, heap),
              Files.createDirectories(output.resolveSibling(engine.name() + "-logs")),
              PATIENCE);
    } catch (IOException e) {
      throw new IOException(engine.words() + " " + e.getMessage(), e);
    }
    double tests = engine.isCardbeam() ? secondsOfTests(run.said()) : 0;
    return new Build(run.wallSeconds() - tests, tests, run.cpuSeconds(), run.peakBytes().orElse(0));
  }

  /** Deciding is no part of what is compared, so all decisions must be those that were given. */
  private static double secondsOfTests(String said) throws IOException {
    JsonNode account = new ObjectMapper().readTree(said);
    long requests = account.get("requests").asLong() - account.get("repeated").asLong();
    if (account.get("decisions_that_stood").asLong() != requests
        || account.get("decisions_without_request").asLong() != 0) {
      throw new IOException(
          "--decisions are not those of the file's requests under this token key: leave them out,"
              + " and they are made");
    }
    return account.get("seconds_of_tests").asDouble();
  }

  private static Path avro(Path decisions) {
    return decisions.resolve("decisions.avro");
  }

  private static Path star(Path folder, Engine engine) {
    return folder.resolve(engine.name());
  }

  private static BuiltStar built(Path folder, Engine engine) throws IOException {
    return new BuiltStar(newestStar(folder, engine).path());
  }

  private static StarFolder newestStar(Path folder, Engine engine) throws IOException {
    try {
      return StarFolder.of(star(folder, engine));
    } catch (QueryException e) {
      throw new IOException(engine.words() + " left no star: " + e.getMessage(), e);
    }
  }

  private void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new ParameterException(spec.commandLine(), otherwise);
    }
  }
}
