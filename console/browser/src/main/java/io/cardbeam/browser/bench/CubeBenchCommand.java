package io.cardbeam.browser.bench;

import io.cardbeam.browser.Chromium;
import io.cardbeam.browser.Requirements;
import io.cardbeam.browser.bench.CubeResult.Measured;
import io.cardbeam.command.JsonOption;
import io.cardbeam.command.LogFile;
import io.cardbeam.command.ProgressLine;
import io.cardbeam.command.WarehouseOption;
import io.cardbeam.local.DataFolder;
import io.cardbeam.local.WorkFolder;
import io.cardbeam.query.StarFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench cube}. */
@Command(
    name = "cube",
    description = {
      "Measures how long the page of the cube takes in this machine's Chromium, from the drop of a"
          + " field or the click on a member until the table is painted, and how much of that the"
          + " server's answer takes. Starts Kafka, PostgreSQL and a console with the star, and stores"
          + " --since requests in the books that the star does not have. Questions are drawn at"
          + " random, each once: of one, two and three dimensions, of both facts, under conditions.",
      "Exit code 1 if the median of a kind of questions is over 100 ms. Takes some 3 minutes, and"
          + " wants a machine that does nothing else. For example:",
      "  ./cardbeam bench cube --warehouse star"
    })
final class CubeBenchCommand implements Callable<Integer> {
  private static final int MAX_QUESTIONS = 1_000;
  private static final int MAX_SINCE = 500_000;
  private static final int WARMUPS = 3;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it.
  private CommandSpec spec;

  @Mixin private final WarehouseOption warehouse = new WarehouseOption();
  @Mixin private final JsonOption json = new JsonOption();

  @Option(
      names = "--questions",
      paramLabel = "N",
      defaultValue = "40",
      description = "Questions of each kind, 1 to 1000. Default: ${DEFAULT-VALUE}.")
  private int questions = 40;

  @Option(
      names = "--since",
      paramLabel = "N",
      defaultValue = "20000",
      description =
          "Requests that came since the star was built, 0 to 500000. Default: ${DEFAULT-VALUE}.")
  private int since = 20_000;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "21",
      description = "Of the questions. Default: ${DEFAULT-VALUE}.")
  private long seed = 21;

  @Override
  public Integer call() throws IOException {
    require(
        questions >= 1 && questions <= MAX_QUESTIONS, "--questions must be 1 to " + MAX_QUESTIONS);
    require(since >= 0 && since <= MAX_SINCE, "--since must be 0 to " + MAX_SINCE);
    StarFolder star = warehouse.star();
    Optional<String> missing = Requirements.missing();
    if (missing.isPresent()) {
      throw new IOException(missing.get());
    }
    PrintWriter out = spec.commandLine().getOut();
    ProgressLine line = ProgressLine.of(out, json.isSet());
    CubeResult result;
    try (WorkFolder folder = WorkFolder.open(Optional.empty(), "cardbeam-bench")) {
      LogFile.use(DataFolder.logFile(folder.path()));
      result = measure(folder.path(), star, line);
    } finally {
      line.hide();
    }
    out.print(json.isSet() ? CubeText.json(result) : CubeText.table(result));
    out.flush();
    return result.holds() ? 0 : 1;
  }

  private CubeResult measure(Path folder, StarFolder star, ProgressLine line) throws IOException {
    line.show("starting Kafka and PostgreSQL");
    try (DataFolder data = DataFolder.open(folder);
        ConsoleStage stage = new ConsoleStage(data)) {
      if (since > 0) {
        line.show("storing rows since the star");
        RequestsSince.store(star, stage.books(), since, System.currentTimeMillis());
      }
      line.show("starting the console");
      try (ConsoleStage.Started console = stage.console(Optional.of(warehouse.folder()));
          Chromium chromium = Chromium.launch();
          MeasuredCube page = new MeasuredCube(chromium, console.address())) {
        page.open(ConsoleStage.USER, stage.password());
        page.awaitRowsSince();
        String corner = page.corner();
        for (CubeStep step : CubeSteps.of(WARMUPS, seed + 1)) {
          page.take(step);
        }
        List<Measured> taken = new ArrayList<>();
        List<CubeStep> steps = CubeSteps.of(questions, seed);
        for (CubeStep step : steps) {
          line.show("question " + (taken.size() + 1) + " of " + steps.size());
          taken.add(new Measured(step, page.take(step)));
        }
        page.check();
        return new CubeResult(corner, taken);
      }
    }
  }

  private void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new ParameterException(spec.commandLine(), otherwise);
    }
  }
}
