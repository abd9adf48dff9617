package io.cardbeam.local.parity;

import io.cardbeam.command.ChargebacksOption;
import io.cardbeam.command.ColumnsOption;
import io.cardbeam.command.DecidingOption;
import io.cardbeam.command.InputFileCheck;
import io.cardbeam.command.JsonOption;
import io.cardbeam.command.ProgressLine;
import io.cardbeam.command.RunnerOption;
import io.cardbeam.command.TokenKeyOption;
import io.cardbeam.csv.FileReading;
import io.cardbeam.local.WorkFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code parity}: whether every way to decide the same input gives the same decisions. */
@Command(
    name = "parity",
    description = {
      "Decides the same file four times: bounded on Beam's Direct runner, on Flink in this process"
          + " and on a Flink cluster of separate processes; and unbounded, played through Kafka and"
          + " the stream on Flink in this process.",
      "Compares the decisions byte by byte: outcome, probability, reasons, versions, first score and"
          + " the fingerprint of the features. Compares row by row the star schema and the"
          + " statements of the last three months that each run makes of them. Exit code 0 if all"
          + " are equal and each run decided every row of the file, or made it a dead letter."
    })
public final class ParityCommand implements Callable<Integer> {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it.
  private CommandSpec spec;

  @Mixin private final ChargebacksOption chargebacks = new ChargebacksOption();
  @Mixin private final ColumnsOption columns = new ColumnsOption();
  @Mixin private final TokenKeyOption tokenKey = new TokenKeyOption();
  @Mixin private final DecidingOption deciding = new DecidingOption();
  @Mixin private final JsonOption json = new JsonOption();

  @Option(
      names = "--input",
      paramLabel = "FILE",
      required = true,
      description =
          "Transactions as CSV in any known layout or as --columns says, or as Parquet; also"
              + " gzip or zstd.")
  @SuppressWarnings("NullAway.Init") // Required, so picocli sets it.
  private Path input;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Take only the first N rows of the file. Default: all.")
  private long limit = FileReading.ALL_ROWS;

  @Option(
      names = "--runs",
      paramLabel = "NAME",
      split = ",",
      description = {
        "Which runs are made, two at least, of direct, flink, cluster and stream. Default: all.",
        "The Direct runner holds all events in memory, 1 GB for 200,000."
      })
  private List<Run> runs = List.of(Run.values());

  @Option(
      names = "--keep",
      paramLabel = "DIR",
      description =
          "Keep what the runs wrote, decisions and topics, in this folder; it must be empty or not"
              + " there. Default: a temporary folder that is deleted at the end.")
  private @Nullable Path keep;

  /** The runs, by the names that people type, in the order in which they are made. */
  enum Run {
    direct,
    flink,
    cluster,
    stream;

    ParityRun make() {
      return switch (this) {
        case direct -> BoundedRun.inProcess(RunnerOption.Runner.direct);
        case flink -> BoundedRun.inProcess(RunnerOption.Runner.flink);
        case cluster -> new ClusterRun();
        case stream -> new StreamRun();
      };
    }
  }

  @Override
  public Integer call() throws IOException {
    FileReading how =
        FileReading.WHOLE.withLabels(chargebacks.labels()).withColumns(columns.columns());
    InputFileCheck.require(spec.commandLine(), "--input", input, how);
    require(limit > 0, "--limit must be above 0");
    List<ParityRun> asRuns = chosenRuns();
    Optional<Path> kept = Optional.ofNullable(keep);
    require(
        kept.isEmpty() || WorkFolder.isFree(kept.get()),
        "--keep: " + keep + " is not an empty folder");
    ParityInput asked =
        ParityInput.of(input, how.first(limit), tokenKey.key(), deciding.deciding());
    PrintWriter out = spec.commandLine().getOut();
    ProgressLine line = ProgressLine.of(out, json.isSet());
    try (WorkFolder folder = WorkFolder.open(kept, "cardbeam-parity")) {
      Parity parity = Parity.of(asRuns, asked, folder.path(), line);
      if (json.isSet()) {
        out.println(ParityJson.of(parity));
        out.flush();
      } else {
        ParityText.print(parity, out);
      }
      return parity.holds() ? ExitCode.OK : ExitCode.SOFTWARE;
    }
  }

  private List<ParityRun> chosenRuns() {
    Set<Run> chosen = EnumSet.copyOf(runs);
    require(chosen.size() > 1, "--runs must name two runs at least");
    return chosen.stream().map(Run::make).toList();
  }

  private void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new ParameterException(spec.commandLine(), otherwise);
    }
  }
}
