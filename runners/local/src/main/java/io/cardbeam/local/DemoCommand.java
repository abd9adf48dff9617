package io.cardbeam.local;

import io.cardbeam.command.ChargebacksOption;
import io.cardbeam.command.ColumnsOption;
import io.cardbeam.command.DecidingOption;
import io.cardbeam.command.InputFileCheck;
import io.cardbeam.command.JsonOption;
import io.cardbeam.command.LogFile;
import io.cardbeam.command.PaceOption;
import io.cardbeam.command.ProgressLine;
import io.cardbeam.command.ShippedModel;
import io.cardbeam.command.StopSignal;
import io.cardbeam.command.TokenKeyOption;
import io.cardbeam.command.traffic.Pace;
import io.cardbeam.csv.ColumnsFile;
import io.cardbeam.csv.FileReading;
import io.cardbeam.decision.Deciding;
import io.cardbeam.simulator.SimulatorSettings;
import io.cardbeam.token.CardTokenizer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code demo}: the whole of it on one machine. */
@Command(
    name = "demo",
    description = {
      "Runs everything on this machine: Kafka, PostgreSQL and Flink in one process, the pipeline on"
          + " them, and live traffic of simulated cardholders through the whole loop. Ctrl-C stops"
          + " it; the next start goes on there. The account tells how many thieves were stopped"
          + " (referred or declined), which only the simulator knows.",
      "Event time begins a year before the first start and runs as fast as the cardholders' requests"
          + " make it; with --speed it begins now.",
      "With --input plays a file of transactions instead, to its end. Exit code 0 if every row of it"
          + " is decided and stored, or a dead letter."
    })
public final class DemoCommand implements Callable<Integer> {
  private static final int LEAST_CARDS = 100;
  private static final int SLOTS = 2;
  private static final long SEED = 20_260_101L;
  private static final Duration HISTORY = Duration.ofDays(365);

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it.
  private CommandSpec spec;

  @Mixin private final TokenKeyOption tokenKey = new TokenKeyOption();
  @Mixin private final PaceOption speed = new PaceOption();
  @Mixin private final JsonOption json = new JsonOption();
  @Mixin private final DecidingOption deciding = new DecidingOption();
  @Mixin private final ChargebacksOption chargebacks = new ChargebacksOption();
  @Mixin private final ColumnsOption columns = new ColumnsOption();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Folder for all data; made if it is not there. Default: ${DEFAULT-VALUE}.",
      defaultValue = DataFolder.DEFAULT_NAME)
  @SuppressWarnings("NullAway.Init") // It has a default.
  private Path dataFolder;

  @Option(
      names = "--cards",
      paramLabel = "N",
      defaultValue = "500",
      description = {
        "Simulated cardholders, 100 to "
            + SimulatorSettings.MAX_CARDS
            + ". Default:"
            + " ${DEFAULT-VALUE}. Decided at the first start of a data folder."
      })
  private int cards;

  @Option(
      names = "--rate",
      paramLabel = "R",
      defaultValue = "20",
      description =
          "Requests a second, whatever lies between them in event time. Default: "
              + "${DEFAULT-VALUE}.")
  private double rate;

  @Option(
      names = "--duration",
      paramLabel = "TIME",
      description = "Stop by itself after this time, for instance 90s, 5m or 2h.")
  private @Nullable String duration;

  @Option(
      names = "--input",
      paramLabel = "FILE",
      description =
          "Transactions to play: CSV in any known layout or as --columns says, or Parquet; also gzip"
              + " or zstd.")
  private @Nullable Path input;

  @Override
  public Integer call() throws IOException {
    Pace pace = pace();
    Duration longest = longest();
    checkCards();
    Path file = input;
    ColumnsFile told = columns.columns();
    FileReading how = FileReading.WHOLE.withLabels(chargebacks.labels()).withColumns(told);
    require(
        file != null || told.equals(ColumnsFile.NONE), "--columns tells of the columns of --input");
    require(file != null || !chargebacks.isSet(), "--chargebacks needs the labels of an --input");
    if (file != null) {
      InputFileCheck.require(spec.commandLine(), "--input", file, how);
    }
    Deciding decidedBy =
        deciding.deciding(file == null ? ShippedModel.SIMULATOR : ShippedModel.STANDARD);
    CardTokenizer tokenizer = new CardTokenizer(tokenKey.key());
    LogFile.use(DataFolder.logFile(dataFolder));
    PrintWriter out = spec.commandLine().getOut();
    boolean terminal = ProgressLine.isTerminal();
    try (StopSignal stop = new StopSignal();
        DataFolder data = DataFolder.open(dataFolder)) {
      out.println("Cardbeam keeps its data in " + data.root());
      try (LocalServers servers =
          new LocalServers(data, SLOTS, new ProgressLine(out, terminal && !json.isSet()))) {
        DemoStage stage =
            new DemoStage(data, servers, decidedBy, stop, out, terminal && !json.isSet());
        return file == null
            ? live(stage, tokenizer, pace, longest)
            : play(stage, tokenizer, pace, file, how);
      }
    } catch (DataFolderInUseException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private int live(DemoStage stage, CardTokenizer tokenizer, Pace pace, Duration longest)
      throws IOException {
    Instant today = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    Instant start = !speed.isAsked() ? today.truncatedTo(ChronoUnit.DAYS).minus(HISTORY) : today;
    boolean addsUp =
        new LiveDemo(stage, new Population(SEED, cards, start), pace, longest)
            .play(stage.out(), json.isSet(), tokenizer);
    return addsUp ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private int play(DemoStage stage, CardTokenizer tokenizer, Pace pace, Path file, FileReading how)
      throws IOException {
    FileDemo.Played played = new FileDemo(stage, file, how, pace).play(tokenizer);
    played.account().print(stage.out(), json.isSet());
    return played.addsUp() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private Pace pace() {
    if (speed.isAsked() || input != null) {
      return speed.pace();
    }
    require(rate > 0, "--rate must be above 0");
    return Pace.steady(rate);
  }

  private Duration longest() {
    String asked = duration;
    if (asked == null) {
      return Watch.WITHOUT_LIMIT;
    }
    Duration parsed = Duration.ZERO;
    try {
      parsed = Duration.parse("PT" + asked);
    } catch (java.time.format.DateTimeParseException e) {
      // Said below.
    }
    require(
        !parsed.isNegative() && !parsed.isZero() && parsed.compareTo(Watch.WITHOUT_LIMIT) < 0,
        "--duration must be a time such as 90s, 5m or 2h, not '" + asked + "'");
    return parsed;
  }

  private void checkCards() {
    require(
        cards >= LEAST_CARDS && cards <= SimulatorSettings.MAX_CARDS,
        "--cards must be " + LEAST_CARDS + " to " + SimulatorSettings.MAX_CARDS);
  }

  private void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new ParameterException(spec.commandLine(), otherwise);
    }
  }
}
