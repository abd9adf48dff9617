package io.cardbeam.training;

import io.cardbeam.command.Account;
import io.cardbeam.command.InputOption;
import io.cardbeam.command.JsonOption;
import io.cardbeam.command.ProgressLine;
import io.cardbeam.command.RunnerOption;
import io.cardbeam.command.TokenKeyOption;
import io.cardbeam.command.UtcTimeConverter;
import io.cardbeam.csv.LabelUse;
import io.cardbeam.pipeline.read.ReadCards;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code train}: a model from a file or lake. */
@Command(
    name = "train",
    description = {
      "Trains a model on what was known before a date: every request with the features that its"
          + " card's profile gave at the time, and as frauds those whose chargeback or finding had"
          + " come by then. In a CSV file chargebacks come some days after the fraud (12 in the"
          + " median), as with classify --chargebacks.",
      "Writes the model, which classify, stream and demo take as --model, and beside it a report as"
          + " JSON and as a page: how the model does on the last fifth of the time when it is trained"
          + " on the rest. The same input and seed give the same file.",
      "For example: ./cardbeam train --input sparkov.csv.zst --until 2020-06-21 --output model.json"
    })
public final class TrainCommand implements Callable<Integer> {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it.
  private CommandSpec spec;

  @Mixin private final InputOption input = new InputOption();
  @Mixin private final RunnerOption runner = new RunnerOption();
  @Mixin private final TokenKeyOption tokenKey = new TokenKeyOption();
  @Mixin private final JsonOption json = new JsonOption();

  @Option(
      names = "--until",
      paramLabel = "DATE",
      required = true,
      converter = UtcTimeConverter.class,
      description = "Nothing that became known from this date (or time) on is used, UTC.")
  @SuppressWarnings("NullAway.Init") // Required, so picocli sets it.
  private Instant until;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      required = true,
      description = "The model; FILE without .json names the report, FILE-report.json and .html.")
  @SuppressWarnings("NullAway.Init") // Required, so picocli sets it.
  private Path output;

  @Option(
      names = "--maturity",
      paramLabel = "DAYS",
      description = {
        "Leave out the requests of the last days before --until: their chargebacks may be on the"
            + " way. Default: 45."
      })
  private long maturityDays = TrainingSettings.MATURITY.toDays();

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of the trees' samples. Default: ${DEFAULT-VALUE}.")
  private int seed = 1;

  @Override
  public Integer call() throws IOException {
    if (maturityDays < 0) {
      throw new ParameterException(spec.commandLine(), "--maturity is not 0 or more days");
    }
    TrainingSettings settings =
        new TrainingSettings(
            until.toEpochMilli(),
            Duration.ofDays(maturityDays),
            TrainingSettings.KEPT_GENUINE,
            seed);
    Path folder = output.toAbsolutePath().getParent();
    if (folder == null || Files.isDirectory(output)) {
      throw new ParameterException(spec.commandLine(), "--output " + output + " is no file's name");
    }
    Files.createDirectories(folder);
    long start = System.nanoTime();
    ProgressLine line = ProgressLine.of(spec.commandLine().getOut(), json.isSet());
    try {
      TableInput rows =
          TableInput.read(
              new ReadCards(
                      input.checked(LabelUse.CHARGEBACKS),
                      tokenKey.key(),
                      ReadCards.Decisions.REMAKE)
                  .withColumns(input.columns()),
              runner.options(),
              settings.untilMillis(),
              line);
      ModelTrainer.Trained trained = new ModelTrainer(rows.table(), settings, line::show).train();
      line.hide();
      Files.writeString(output, trained.model().write());
      TrainReport report = TrainReport.of(rows.table(), settings, trained);
      String name = output.getFileName().toString().replaceFirst("\\.json$", "");
      Files.writeString(folder.resolve(name + "-report.json"), report.json());
      Files.writeString(folder.resolve(name + "-report.html"), report.html());
      account(rows, report, trained, (System.nanoTime() - start) / 1e9);
      return 0;
    } catch (TrainingException e) {
      line.hide();
      spec.commandLine().getErr().println("cardbeam: " + e.getMessage());
      return 1;
    }
  }

  private void account(
      TableInput rows, TrainReport report, ModelTrainer.Trained trained, double seconds) {
    Account account =
        new Account()
            .with("rows read", rows.requests() + rows.invalid())
            .with("invalid", rows.invalid())
            .with("before until", (long) rows.table().size());
    trained.model().training().forEach((name, value) -> account.with("model " + name, value));
    account
        .with("model version", trained.model().version())
        .with("first trees", (long) trained.model().first().trees().size())
        .with("second trees", (long) trained.model().second().trees().size());
    report.figures().forEach((name, value) -> account.with("later slice " + name, value));
    account
        .with("seconds", seconds)
        .with("written to", output.toString())
        .print(spec.commandLine().getOut(), json.isSet());
  }
}
