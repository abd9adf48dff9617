package io.cardbeam.command;

import io.cardbeam.command.rule.RulesOption;
import io.cardbeam.csv.LabelUse;
import io.cardbeam.pipeline.card.ConflictLetter;
import io.cardbeam.pipeline.classify.ClassifyCounters;
import io.cardbeam.pipeline.files.WriteDecisions;
import io.cardbeam.pipeline.read.ReadCards;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code classify}: decides the requests of a file or lake, as the stream would. */
@Command(
    name = "classify",
    description = {
      "Decides every request of a file or lake, each on what its card did before, as the stream"
          + " would have done.",
      "Writes OUTPUT/decisions.csv (or .avro) and OUTPUT/dead-letters.csv, which replace those of"
          + " an earlier run. Exit code 0 if every row is decided, repeated, outside --from and"
          + " --to, or a dead letter; 1 if all of them are dead letters."
    })
public final class ClassifyCommand implements Callable<Integer> {
  private static final byte[] NO_KEY = {};

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it.
  private CommandSpec spec;

  @Mixin private final InputOption input = new InputOption();
  @Mixin private final ChargebacksOption chargebacks = new ChargebacksOption();
  @Mixin private final WindowOption window = new WindowOption();
  @Mixin private final RulesOption rules = new RulesOption();
  @Mixin private final RunnerOption runner = new RunnerOption();
  @Mixin private final TokenKeyOption tokenKey = new TokenKeyOption();
  @Mixin private final DecidingOption deciding = new DecidingOption();
  @Mixin private final JsonOption json = new JsonOption();

  @Option(
      names = "--output",
      paramLabel = "DIR",
      required = true,
      description = "Folder for the decisions; made if it is not there.")
  @SuppressWarnings("NullAway.Init") // Required, so picocli sets it.
  private String output;

  @Option(
      names = "--format",
      paramLabel = "csv|avro",
      defaultValue = "csv",
      description = "Layout of the decisions. Default: ${DEFAULT-VALUE}.")
  private Format format = Format.csv;

  @Option(
      names = "--stress",
      paramLabel = "daytime",
      description = {
        "Change a labelled CSV file before it is decided, to see what the decisions rest on."
            + " daytime: frauds between 22:00 and 03:59 UTC happen 12 hours later, because in the"
            + " known data sets the hour alone gives most frauds away."
      })
  private @Nullable Stress stress;

  /** The stress tests, by the names that people type. */
  enum Stress {
    daytime
  }

  /** The layouts, by the names that people type. */
  enum Format {
    csv,
    avro
  }

  @Override
  public Integer call() {
    ReadCards source = source();
    PipelineOptions options = runner.options(Map.of("--input", source.input(), "--output", output));
    String folder = Place.absolute(output);
    WriteDecisions decisions =
        new WriteDecisions(
            folder, format == Format.csv ? WriteDecisions.Format.CSV : WriteDecisions.Format.AVRO);
    ProgressLine line = ProgressLine.of(spec.commandLine().getOut(), json.isSet());
    if (runner.isDetached()) {
      JobAddress.of(
              ClassifyRun.pipeline(
                      options, source, deciding.deciding(), rules.source(), decisions, folder)
                  .run())
          .ifPresent(line::say);
      return 0;
    }
    return account(
        ClassifyRun.of(
            options, source, deciding.deciding(), rules.source(), decisions, folder, line));
  }

  private ReadCards source() {
    LabelUse labels = new LabelUse(chargebacks.isSet(), stress == Stress.daytime);
    String from = input.checked(labels);
    if (labels.readsLabels() && !ReadCards.namesFiles(from)) {
      throw new ParameterException(
          spec.commandLine(),
          (chargebacks.isSet() ? "--chargebacks" : "--stress")
              + " is for the labels of a CSV file; a lake holds its findings as events");
    }
    if (runner.isRemote() && ReadCards.namesFiles(from)) {
      throw new ParameterException(
          spec.commandLine(),
          "--input: a CSV file needs the token key, which must not lie in a job's description: give"
              + " Dataflow a lake, which holds tokens");
    }
    byte[] key = ReadCards.namesFiles(from) ? tokenKey.key() : NO_KEY;
    return new ReadCards(from, key, ReadCards.Decisions.REMAKE)
        .withLabels(labels)
        .withColumns(input.columns())
        .within(window.window());
  }

  private int account(ClassifyRun run) {
    Account account =
        new Account()
            .with("rows read", run.requests() + run.invalid())
            .with("invalid", run.invalid());
    if (window.isSet()) {
      account.with("outside", run.outside());
    }
    if (chargebacks.isSet()) {
      account.with("findings", run.findings());
    }
    run.outcomes()
        .forEach((outcome, count) -> account.with(ClassifyCounters.nameOf(outcome), count));
    account
        .with("repeated", run.repeated())
        .with(ConflictLetter.COUNTER, run.conflicts())
        .with("adds up", addsUp(run))
        .with("seconds", run.seconds())
        .with("requests per second", run.requests() / run.seconds())
        .with("written to", output)
        .print(spec.commandLine().getOut(), json.isSet());
    return run.addsUp() && !run.tookNothing() ? 0 : 1;
  }

  private static String addsUp(ClassifyRun run) {
    if (run.tookNothing()) {
      return "NO: nothing could be taken; the dead letters say why";
    }
    return run.addsUp() ? "yes" : "NO: " + run.requests() + " requests were read";
  }
}
