package io.cardbeam.local;

import io.cardbeam.command.ChargebacksOption;
import io.cardbeam.command.ColumnsOption;
import io.cardbeam.command.DecidingOption;
import io.cardbeam.command.GeoFileOption;
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
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
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
          + " them, console and gateway, and live traffic of simulated cardholders through the"
          + " whole loop. Ctrl-C stops it; the next start goes on with the same cardholders. The"
          + " account tells how many thieves were stopped (referred or declined), which only the"
          + " simulator knows.",
      "The first start plays some days of the cardholders' past through the stream, then tells"
          + " where to sign in and how to ask for a payment, and goes on by the clock: requests of"
          + " the simulator and of the gateway share the time of today. What nobody bought while no"
          + " demo ran is left out.",
      "With --speed the traffic has a time of its own, which begins now and runs so many times as"
          + " fast.",
      "With --input plays a file of transactions instead, to its end. Exit code 0 if every row of"
          + " it is decided and stored, or a dead letter."
    })
public final class DemoCommand implements Callable<Integer> {
  private static final int LEAST_CARDS = 100;
  private static final int SLOTS = 2;
  private static final long SEED = 20_260_101L;
  private static final int DEFAULT_CARDS = 5_000;
  private static final int DEFAULT_CONSOLE_PORT = 8480;
  private static final int MAX_PORT = 65_535;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it.
  private CommandSpec spec;

  @Mixin private final TokenKeyOption tokenKey = new TokenKeyOption();
  @Mixin private final PaceOption speed = new PaceOption();
  @Mixin private final JsonOption json = new JsonOption();
  @Mixin private final DecidingOption deciding = new DecidingOption();
  @Mixin private final ChargebacksOption chargebacks = new ChargebacksOption();
  @Mixin private final ColumnsOption columns = new ColumnsOption();
  @Mixin private final GeoFileOption locations = new GeoFileOption();

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
      defaultValue = DEFAULT_CARDS + "",
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
      defaultValue = "2",
      description = {
        "Requests a second, on average. Default: ${DEFAULT-VALUE}. For each cardholder 0.00003 are"
            + " natural, 0.0004 can be kept up for some hours; who buys more often is suspected for"
            + " it. Decided at the first start of a data folder."
      })
  private double rate;

  @Option(
      names = "--duration",
      paramLabel = "TIME",
      description = "Stop by itself so long after it is ready, for instance 90s, 5m or 2h.")
  private @Nullable String duration;

  @Option(
      names = "--no-console",
      description =
          "Leave console and gateway out; the command that starts them is printed instead.")
  private boolean withoutConsole;

  @Option(
      names = "--weblogs",
      description = {
        "Let made-up visitors come to console and gateway over HTTP, and show the gateway's access"
            + " log at /weblogs as it is written: the log is shipped to Kafka, read by weblogs"
            + " --topic, and indexed in an OpenSearch of the demo's own, which takes some 500 MB of"
            + " memory more."
      })
  private boolean weblogs;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = DEFAULT_CONSOLE_PORT + "",
      description =
          "Port of console and gateway; another one if it is taken. Default: ${DEFAULT-VALUE}.")
  private int port;

  @Option(
      names = "--input",
      paramLabel = "FILE",
      description =
          "Transactions to play: CSV in any known layout or as --columns says, or Parquet; also"
              + " gzip or zstd.")
  private @Nullable Path input;

  @Override
  public Integer call() throws IOException {
    Path file = input;
    Duration longest = longest();
    checkCards();
    ColumnsFile told = columns.columns();
    FileReading how = FileReading.WHOLE.withLabels(chargebacks.labels()).withColumns(told);
    require(file != null || told.equals(ColumnsFile.NONE), "--columns needs the file of --input");
    require(port > 0 && port <= MAX_PORT, "--port must be 1 to " + MAX_PORT);
    require(file != null || !chargebacks.isSet(), "--chargebacks needs the labels of an --input");
    require(
        !locations.isSet() || (file == null && !withoutConsole),
        "--geo-file is for the console, which --input and --no-console leave out");
    require(
        !weblogs || (file == null && !withoutConsole),
        "--weblogs is for the console, which --input and --no-console leave out");
    if (file != null) {
      InputFileCheck.require(spec.commandLine(), "--input", file, how);
    }
    Deciding decidedBy =
        deciding.deciding(file == null ? ShippedModel.SIMULATOR : ShippedModel.STANDARD);
    byte[] key = tokenKey.key();
    Optional<LiveDemo.Asked> live = file == null ? Optional.of(asked(longest)) : Optional.empty();
    LogFile.use(DataFolder.logFile(dataFolder));
    PrintWriter out = spec.commandLine().getOut();
    boolean terminal = ProgressLine.isTerminal();
    try (StopSignal stop = new StopSignal();
        DataFolder data = DataFolder.open(dataFolder)) {
      new FreeSpace(data.root()).require();
      out.println("Cardbeam keeps its data in " + data.root());
      try (LocalServers servers =
          new LocalServers(data, SLOTS, new ProgressLine(out, terminal && !json.isSet()))) {
        DemoStage stage =
            new DemoStage(data, servers, decidedBy, stop, out, terminal && !json.isSet());
        return file == null
            ? live(stage, live.orElseThrow(), key)
            : play(stage, new CardTokenizer(key), speed.pace(), file, how);
      }
    } catch (DataFolderInUseException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private LiveDemo.Asked asked(Duration longest) {
    Instant today = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    Optional<LiveDemo.ConsoleAsked> console =
        withoutConsole
            ? Optional.empty()
            : Optional.of(new LiveDemo.ConsoleAsked(port, locations.file(), weblogs));
    if (speed.isAsked()) {
      return new LiveDemo.Asked(
          Population.withOwnTime(SEED, cards, today), Optional.of(speed.pace()), longest, console);
    }
    double least = Population.leastRate(cards);
    double most = Population.mostRate(cards);
    require(
        rate >= least && rate <= most,
        String.format(
            Locale.ROOT,
            "--rate must be %.2f to %.1f for %,d cardholders; --cards tells how many there are",
            least,
            most,
            cards));
    return new LiveDemo.Asked(
        Population.ofToday(SEED, cards, rate, today), Optional.empty(), longest, console);
  }

  private int live(DemoStage stage, LiveDemo.Asked asked, byte[] key) throws IOException {
    boolean addsUp =
        new LiveDemo(stage, asked, InstantSource.system()).play(stage.out(), json.isSet(), key);
    return addsUp ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private int play(DemoStage stage, CardTokenizer tokenizer, Pace pace, Path file, FileReading how)
      throws IOException {
    FileDemo.Played played = new FileDemo(stage, file, how, pace).play(tokenizer);
    played.account().print(stage.out(), json.isSet());
    return played.addsUp() ? ExitCode.OK : ExitCode.SOFTWARE;
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
