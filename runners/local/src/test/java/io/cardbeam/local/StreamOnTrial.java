package io.cardbeam.local;

import io.cardbeam.command.RunnerOption;
import io.cardbeam.command.ShippedModel;
import io.cardbeam.command.stream.StreamState;
import io.cardbeam.command.stream.StreamState.StateBackend;
import io.cardbeam.decision.Deciding;
import io.cardbeam.feature.Reference;
import io.cardbeam.flink.FlinkHost;
import io.cardbeam.flink.FlinkJob;
import io.cardbeam.pipeline.CardPipeline;
import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.pipeline.StreamSettings;
import io.cardbeam.pipeline.format.ValueFormat;
import io.cardbeam.pipeline.read.EventTimes;
import io.cardbeam.pipeline.read.ReadKafka.StartFrom;
import io.cardbeam.policy.Costs;
import io.cardbeam.simulator.Simulator;
import io.cardbeam.simulator.SimulatorSettings;
import io.cardbeam.token.CardTokenizer;
import io.cardbeam.traffic.Step;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/**
 * The whole stream in one version of several that go on from each other's state.
 *
 * @param state folder of the state
 * @param lake where it archives, if anywhere
 * @param archiveWait how long a file of the lake fills
 * @param drops whether state of steps that are gone is dropped
 */
record StreamOnTrial(
    KafkaConnection kafka,
    Path state,
    StateBackend backend,
    Optional<Path> lake,
    Duration archiveWait,
    boolean drops) {
  private static final long SEED = 11;
  private static final int CARDS = 40;

  static Deciding deciding() {
    return new Deciding(ShippedModel.SIMULATOR.model(), Costs.standard(), Reference.standard());
  }

  /** The traffic from its beginning, up to so many requests. */
  static List<Step> traffic(int requests) {
    SimulatorSettings settings =
        SimulatorSettings.endless(SEED, CARDS, Instant.parse("2026-01-01T00:00:00Z"))
            .atMost(requests);
    List<Step> steps = new ArrayList<>();
    new Simulator(settings, new CardTokenizer(new byte[32])).steps().forEachRemaining(steps::add);
    return steps;
  }

  /** Starts it where the one before it stopped. */
  FlinkJob submit(FlinkHost host) throws IOException {
    List<String> arguments =
        new ArrayList<>(RunnerOption.Runner.flink.arguments(2, RunnerOption.IN_PROCESS));
    FlinkPipelineOptions options =
        PipelineOptionsFactory.fromArgs(arguments.toArray(String[]::new))
            .as(FlinkPipelineOptions.class);
    options.setAllowNonRestoredState(drops);
    host.prepare(
        options,
        new StreamState(
            "upgraded",
            Optional.of(state.toString()),
            Duration.ofSeconds(10),
            backend,
            Optional.empty(),
            false));
    Pipeline pipeline = Pipeline.create(options);
    new CardPipeline(
            new StreamSettings(
                kafka,
                StartFrom.EARLIEST,
                ValueFormat.AVRO,
                EventTimes.Replay.ALL,
                false,
                Optional.empty(),
                lake.map(Path::toString),
                archiveWait,
                StreamSettings.ACTIVITY_EVERY,
                deciding()))
        .assemble(pipeline);
    return host.submit(pipeline);
  }
}
