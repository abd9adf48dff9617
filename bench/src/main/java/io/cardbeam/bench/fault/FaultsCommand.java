package io.cardbeam.bench.fault;

import io.cardbeam.command.JsonOption;
import io.cardbeam.command.LogFile;
import io.cardbeam.command.ProgressLine;
import io.cardbeam.command.ShippedModel;
import io.cardbeam.command.stream.StreamState.StateBackend;
import io.cardbeam.decision.Deciding;
import io.cardbeam.feature.Reference;
import io.cardbeam.local.DataFolder;
import io.cardbeam.local.WorkFolder;
import io.cardbeam.policy.Costs;
import io.cardbeam.simulator.SimulatorSettings;
import io.cardbeam.token.CardTokenizer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench faults}. */
@Command(
    name = "faults",
    description = {
      "Runs the stream on a Flink cluster of separate processes with simulated traffic, does one"
          + " fault after the other to it, and checks after each: every request has one decision,"
          + " that of a model in one thread; what was written again is the same bytes; the books"
          + " hold each event once; what can't be read is a dead letter. Tells how long no decision"
          + " came. Exit code 1 if something is not so.",
      "Takes some ten minutes. All of it is on loopback and ends by itself."
    })
public final class FaultsCommand implements Callable<Integer> {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final int KEY_BYTES = 32;
  private static final double MOST_PER_SECOND = 100_000;
  private static final int MOST_SECONDS = 600;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it.
  private CommandSpec spec;

  @Mixin private final JsonOption json = new JsonOption();

  @Option(
      names = "--rate",
      paramLabel = "R",
      defaultValue = "2000",
      description = "Requests a second that are sent. Default: ${DEFAULT-VALUE}.")
  private double rate = 2_000;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "15",
      description =
          "Seconds of traffic before each fault, and at least after it. Default: ${DEFAULT-VALUE}.")
  private int seconds = 15;

  @Option(
      names = "--cards",
      paramLabel = "N",
      defaultValue = "10000",
      description =
          "Simulated cardholders. Fewer have fewer requests a day, and the traffic stands still"
              + " each midnight in event time until all are answered. Default: ${DEFAULT-VALUE}.")
  private int cards = 10_000;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "4",
      description = "Of the simulation. Default: ${DEFAULT-VALUE}.")
  private long seed = 4;

  @Option(
      names = "--state",
      paramLabel = "heap|rocksdb",
      defaultValue = "rocksdb",
      description = "In what Flink holds the state. Default: ${DEFAULT-VALUE}.")
  private StateBackend state = StateBackend.rocksdb;

  @Option(
      names = "--faults",
      paramLabel = "NAME[,…]",
      split = ",",
      description =
          "Which of kill-taskmanager, kill-jobmanager, restart-kafka, restart-postgres and"
              + " dead-letters. Default: all of them, in this order.")
  private List<String> faults = List.of();

  @Option(
      names = "--keep",
      paramLabel = "DIR",
      description = "Keep data and logs there. Default: they are deleted at the end.")
  private @Nullable Path kept;

  @Override
  public Integer call() throws IOException {
    require(rate > 0 && rate <= MOST_PER_SECOND, "--rate must be above 0 and at most 100000");
    require(seconds >= 1 && seconds <= MOST_SECONDS, "--seconds must be 1 to " + MOST_SECONDS);
    require(
        cards >= 1 && cards <= SimulatorSettings.MAX_CARDS,
        "--cards must be 1 to " + SimulatorSettings.MAX_CARDS);
    List<Fault> asked = asked();
    require(kept == null || WorkFolder.isFree(kept), "--keep: " + kept + " is not an empty folder");
    PrintWriter out = spec.commandLine().getOut();
    ProgressLine line = ProgressLine.of(out, json.isSet());
    FaultsReport report;
    line.show("starting Kafka, PostgreSQL, Flink and the stream");
    try (WorkFolder folder = WorkFolder.open(Optional.ofNullable(kept), "cardbeam-faults")) {
      report = struck(asked, folder.path(), line);
    }
    line.hide();
    out.print(json.isSet() ? FaultsText.json(report) : FaultsText.table(report));
    out.flush();
    return report.holds() ? 0 : 1;
  }

  private FaultsReport struck(List<Fault> asked, Path root, ProgressLine line) throws IOException {
    LogFile.use(DataFolder.logFile(root));
    Deciding deciding =
        new Deciding(ShippedModel.SIMULATOR.model(), Costs.standard(), Reference.standard());
    try (DataFolder data = DataFolder.open(root);
        FaultStage stage = new FaultStage(data, state, deciding)) {
      FaultRun run =
          new FaultRun(
              stage,
              SimulatorSettings.endless(seed, cards, START),
              new CardTokenizer(key()),
              deciding,
              rate,
              Duration.ofSeconds(seconds),
              line);
      List<Round> rounds = new ArrayList<>();
      for (Fault fault : asked) {
        rounds.add(run.round(fault));
      }
      long requests = rounds.get(rounds.size() - 1).decisions().requests();
      return new FaultsReport(rounds, run.end(requests));
    }
  }

  private List<Fault> asked() {
    if (faults.isEmpty()) {
      return List.of(Fault.values());
    }
    List<Fault> asked = new ArrayList<>();
    for (String name : faults) {
      asked.add(
          List.of(Fault.values()).stream()
              .filter(fault -> fault.toString().equals(name))
              .findFirst()
              .orElseThrow(
                  () ->
                      new ParameterException(
                          spec.commandLine(), "--faults: no fault is called " + name)));
    }
    return asked;
  }

  /** Tokens are of no use after the run, so their key need not be kept. */
  private static byte[] key() {
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    return key;
  }

  private void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new ParameterException(spec.commandLine(), otherwise);
    }
  }
}
