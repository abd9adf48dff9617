package io.cardbeam.bench.gateway;

import io.cardbeam.command.JsonOption;
import io.cardbeam.command.LogFile;
import io.cardbeam.command.ProgressLine;
import io.cardbeam.command.traffic.EventSender;
import io.cardbeam.local.DataFolder;
import io.cardbeam.local.WorkFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
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

/** {@code bench gateway}. */
@Command(
    name = "gateway",
    description = {
      "Measures how long the gateway takes to answer at fixed rates, beside the stream alone: starts"
          + " Kafka, PostgreSQL, stream and gateway, and asks for payments of simulated cardholders;"
          + " to four by the gateway comes one that goes to Kafka directly. Times count from when a"
          + " request was to be sent, so a delay counts for all that wait behind it.",
      "Exit code 1 if a request got no decision, or the gateway's p99 is more than --at-most above"
          + " the stream's. Wants a machine that does nothing else."
    })
public final class GatewayBenchCommand implements Callable<Integer> {
  private static final double MAX_RATE = 10_000;
  private static final int MAX_SECONDS = 3_600;
  private static final int MAX_CARDS = 1_000_000;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it.
  private CommandSpec spec;

  @Mixin private final JsonOption json = new JsonOption();

  @Option(
      names = "--rates",
      paramLabel = "R[,…]",
      split = ",",
      defaultValue = "200,500",
      description =
          "Requests a second by the gateway, one after the other. Default: ${DEFAULT-VALUE}.")
  private List<Double> rates = List.of();

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "60",
      description = "Seconds that are measured of each rate. Default: ${DEFAULT-VALUE}.")
  private int seconds = 60;

  @Option(
      names = "--warm-up",
      paramLabel = "S",
      defaultValue = "30",
      description = "Seconds of each rate before them. Default: ${DEFAULT-VALUE}.")
  private int warmUp = 30;

  @Option(
      names = "--cards",
      paramLabel = "N",
      defaultValue = "10000",
      description = "Simulated cardholders. Default: ${DEFAULT-VALUE}.")
  private int cards = 10_000;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "4",
      description = "Of the simulation. Default: ${DEFAULT-VALUE}.")
  private long seed = 4;

  @Option(
      names = "--at-most",
      paramLabel = "MS",
      defaultValue = "15",
      description = "Milliseconds that the gateway may add to p99. Default: ${DEFAULT-VALUE}.")
  private double mostAdded = 15;

  @Option(
      names = "--keep",
      paramLabel = "DIR",
      description = "Keep data and logs there. Default: they are deleted at the end.")
  private @Nullable Path kept;

  @Override
  public Integer call() throws IOException {
    require(
        !rates.isEmpty() && rates.stream().allMatch(rate -> rate > 0 && rate <= MAX_RATE),
        "--rates must be above 0 and at most 10000");
    require(seconds >= 1 && seconds <= MAX_SECONDS, "--seconds must be 1 to " + MAX_SECONDS);
    require(warmUp >= 0 && warmUp <= MAX_SECONDS, "--warm-up must be 0 to " + MAX_SECONDS);
    require(cards >= 1 && cards <= MAX_CARDS, "--cards must be 1 to " + MAX_CARDS);
    require(kept == null || WorkFolder.isFree(kept), "--keep: " + kept + " is not an empty folder");
    PrintWriter out = spec.commandLine().getOut();
    ProgressLine line = ProgressLine.of(out, json.isSet());
    List<RateResult> results;
    line.show("starting Kafka, PostgreSQL, stream and gateway");
    try (WorkFolder folder = WorkFolder.open(Optional.ofNullable(kept), "cardbeam-gateway")) {
      results = results(folder.path(), line);
    }
    line.hide();
    out.print(
        json.isSet()
            ? GatewayText.json(results, mostAdded)
            : GatewayText.table(results, mostAdded));
    out.flush();
    return results.stream().allMatch(result -> result.holds(mostAdded)) ? 0 : 1;
  }

  private List<RateResult> results(Path root, ProgressLine line) throws IOException {
    LogFile.use(DataFolder.logFile(root));
    List<RateResult> results = new ArrayList<>();
    try (DataFolder data = DataFolder.open(root);
        GatewayStage stage = new GatewayStage(data);
        EventSender others = new EventSender(stage.kafka());
        StreamProbe stream = new StreamProbe(stage.kafka());
        LeanClient gateway = new LeanClient(stage.address(), stage.key())) {
      GatewayLoad load =
          new GatewayLoad(
              new Payments(seed, cards, stage.tokenizer(), others), gateway, stream, line);
      load.begin();
      for (double rate : rates) {
        results.add(load.run(rate, Duration.ofSeconds(warmUp), Duration.ofSeconds(seconds)));
      }
    }
    return results;
  }

  private void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new ParameterException(spec.commandLine(), otherwise);
    }
  }
}
