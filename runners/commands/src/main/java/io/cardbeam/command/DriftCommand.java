package io.cardbeam.command;

import io.cardbeam.command.drift.DriftPage;
import io.cardbeam.command.drift.DriftText;
import io.cardbeam.decision.Deciding;
import io.cardbeam.measure.drift.DriftTable;
import io.cardbeam.pipeline.drift.DriftJson;
import io.cardbeam.pipeline.drift.WriteDrift;
import io.cardbeam.pipeline.feature.ReadFeatures;
import io.cardbeam.pipeline.files.WriteDeadLetters;
import io.cardbeam.pipeline.read.ReadCards;
import io.cardbeam.pipeline.read.SourceTags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code drift}: whether requests still are what the model learnt from. */
@Command(
    name = "drift",
    description = {
      "Decides every request of a file or lake and tells, month by month and without labels, how"
          + " answers, scores and features have moved from a reference: from a stability index of"
          + " 0.25 on it is time to look, and perhaps to retrain.",
      "Writes OUTPUT/drift.json, OUTPUT/drift.html and OUTPUT/dead-letters.csv."
    },
    footer = {
      "",
      "Example:",
      "  cardbeam drift --input FILE.csv --reference-until 2020-06-21 --output drift"
    })
public final class DriftCommand implements Callable<Integer> {
  private static final String PAGE_FILE = "drift.html";

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it.
  private CommandSpec spec;

  @Mixin private final InputOption input = new InputOption();
  @Mixin private final RunnerOption runner = new RunnerOption();
  @Mixin private final TokenKeyOption tokenKey = new TokenKeyOption();
  @Mixin private final DecidingOption decidingOption = new DecidingOption();
  @Mixin private final JsonOption json = new JsonOption();

  @Option(
      names = "--reference-until",
      paramLabel = "DATE",
      converter = UtcTimeConverter.class,
      description = {
        "Requests before this date (or time), UTC, are the reference: best those that the model"
            + " learnt from. Default: the first three months."
      })
  private @Nullable Instant referenceUntil;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      defaultValue = "drift",
      description = "Local folder for the report; made if it is not there. Default: drift.")
  private Path output = Path.of("drift");

  @Override
  public Integer call() throws IOException {
    Pipeline pipeline = Pipeline.create(runner.options());
    Deciding deciding = decidingOption.deciding();
    PCollectionTuple read =
        pipeline.apply(
            "ReadCards",
            new ReadCards(input.checked(), tokenKey.key(), ReadCards.Decisions.REMAKE)
                .withColumns(input.columns()));
    read.get(SourceTags.CARDS)
        .apply("ReadFeatures", ReadFeatures.scoredBy(deciding))
        .apply(
            "WriteDrift",
            new WriteDrift(
                output.toString(),
                deciding.costs().alertFrom(),
                referenceUntil == null
                    ? OptionalLong.empty()
                    : OptionalLong.of(referenceUntil.toEpochMilli())));
    read.get(SourceTags.DEAD_LETTERS)
        .apply("WriteDeadLetters", new WriteDeadLetters(output.toString()));
    long start = System.nanoTime();
    PipelineResult result =
        FinishedRun.of(pipeline, ProgressLine.of(spec.commandLine().getOut(), json.isSet()));
    return told(new RunCounters(result), (System.nanoTime() - start) / 1e9);
  }

  private int told(RunCounters counters, double seconds) throws IOException {
    long requests = counters.sum(SourceTags.NAMESPACE, "requests");
    if (requests == 0) {
      throw new IOException("the input holds no request");
    }
    Path file = output.resolve(WriteDrift.FILE);
    DriftTable table = DriftJson.read(file);
    Files.writeString(output.resolve(PAGE_FILE), DriftPage.html(table));
    if (json.isSet()) {
      spec.commandLine().getOut().println(DriftJson.text(table));
      return 0;
    }
    DriftText.print(table, spec.commandLine().getOut());
    spec.commandLine().getOut().println();
    new Account()
        .with("rows read", requests + counters.sum(SourceTags.NAMESPACE, "invalid"))
        .with("invalid", counters.sum(SourceTags.NAMESPACE, "invalid"))
        .with("measured", table.months().stream().mapToLong(DriftTable.Month::requests).sum())
        .with("seconds", seconds)
        .with("written to", file + " and " + output.resolve(PAGE_FILE))
        .print(spec.commandLine().getOut(), false);
    return 0;
  }
}
