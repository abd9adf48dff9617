package io.cardbeam.command;

import io.cardbeam.command.evaluation.EvaluationTask;
import io.cardbeam.csv.ColumnsFile;
import io.cardbeam.csv.FileReading;
import io.cardbeam.csv.LabelUse;
import io.cardbeam.measure.Evaluator;
import io.cardbeam.pipeline.files.DecisionFile;
import io.cardbeam.policy.Costs;
import io.cardbeam.token.CardTokenizer;
import io.cardbeam.traffic.InputWindow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code evaluate}: measures decisions against what turned out to be true. */
@Command(
    name = "evaluate",
    description = {
      "Measures decisions against the truth: how well probabilities rank, what the answers cost,"
          + " how soon bursts of fraud are caught, how much work alerts are.",
      "Each figure has an interval that holds 95 %% of what drawings of the cards with replacement"
          + " give. Prints them, and writes OUTPUT/evaluation.json and OUTPUT/evaluation.html.",
      "Exit code 1 if nothing has both decision and label, or rows don't add up."
    },
    footer = {
      "",
      "Example:",
      "  cardbeam classify --input FILE.csv --output out",
      "  cardbeam evaluate --decisions out --labels FILE.csv --from 2020-06-21"
    })
public final class EvaluateCommand implements Callable<Integer> {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it.
  private CommandSpec spec;

  @Mixin private final ColumnsOption columns = new ColumnsOption();
  @Mixin private final TokenKeyOption tokenKey = new TokenKeyOption();
  @Mixin private final JsonOption json = new JsonOption();

  @Option(
      names = "--decisions",
      paramLabel = "DIR",
      required = true,
      description = "Folder that classify wrote: with decisions.csv or decisions.avro.")
  @SuppressWarnings("NullAway.Init") // Required, so picocli sets it.
  private Path decisions;

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      required = true,
      description = {
        "The truth: the transactions that were decided, with their labels (is_fraud). Joined by card"
            + " and transaction number, or what classify gave in its place; the card by its token, so"
            + " that --token-key must be that of classify."
      })
  @SuppressWarnings("NullAway.Init") // Required, so picocli sets it.
  private Path labels;

  @Option(
      names = "--from",
      paramLabel = "DATE",
      converter = UtcTimeConverter.class,
      description = "Measure only requests from this date (or time) on, UTC. Default: all.")
  private @Nullable Instant from;

  @Option(
      names = "--to",
      paramLabel = "DATE",
      converter = UtcTimeConverter.class,
      description = "Measure only requests before this date (or time), UTC. Default: all.")
  private @Nullable Instant to;

  @Option(
      names = "--costs",
      paramLabel = "FILE",
      description = "What errors cost. Default: the costs that come with Cardbeam.")
  private @Nullable Path costs;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Folder for the report; made if it is not there. Default: that of --decisions.")
  private @Nullable Path output;

  @Option(
      names = "--bootstrap",
      paramLabel = "N",
      defaultValue = "500",
      description = "Drawings of the cards, 0 for no intervals. Default: ${DEFAULT-VALUE}.")
  private int rounds = 500;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of the drawings. Default: ${DEFAULT-VALUE}.")
  private long seed = 1;

  @Option(
      names = "--synthetic",
      description = "Say in the report that the data is made up, so that figures are optimistic.")
  private boolean synthetic;

  @Override
  public Integer call() throws IOException {
    InputWindow window = WindowOption.between(spec.commandLine(), "--from", from, "--to", to);
    if (rounds < 0 || rounds > Evaluator.MAX_ROUNDS) {
      throw new ParameterException(
          spec.commandLine(), "--bootstrap: " + rounds + " is not 0 to " + Evaluator.MAX_ROUNDS);
    }
    ColumnsFile told = columns.columns();
    InputFileCheck.require(
        spec.commandLine(),
        "--labels",
        labels,
        FileReading.WHOLE.withLabels(LabelUse.CHARGEBACKS).withColumns(told));
    EvaluationTask task =
        new EvaluationTask(
            decisionFile(),
            new EvaluationTask.Labels(labels, told, () -> new CardTokenizer(tokenKey.key())),
            window.fromMillis(),
            window.untilMillis(),
            readCosts(),
            rounds,
            seed,
            synthetic,
            Optional.ofNullable(output).orElse(decisions));
    return task.run(
        spec.commandLine().getOut(),
        ProgressLine.of(spec.commandLine().getOut(), json.isSet()),
        json.isSet());
  }

  private DecisionFile decisionFile() {
    try {
      return DecisionFile.in(decisions);
    } catch (IOException e) {
      throw new ParameterException(spec.commandLine(), "--decisions: " + e.getMessage(), e);
    }
  }

  private Costs readCosts() {
    if (costs == null) {
      return Costs.standard();
    }
    try {
      return Costs.parse(costs.toString(), Files.readString(costs));
    } catch (IOException e) {
      throw new ParameterException(
          spec.commandLine(), "--costs: " + costs + " can't be read: " + e, e);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--costs: " + e.getMessage(), e);
    }
  }
}
