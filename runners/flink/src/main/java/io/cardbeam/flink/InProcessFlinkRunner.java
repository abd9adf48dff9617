package io.cardbeam.flink;

import io.cardbeam.command.RunnerOption;
import io.cardbeam.command.stream.StreamState.StateBackend;
import java.io.IOException;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.runners.flink.FlinkRunner;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.PipelineRunner;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.flink.client.program.StreamContextEnvironment;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Beam's runner on a Flink of this process that listens on no REST port, which Beam's own does. It
 * is for pipelines that end; within {@code flink run} it is Beam's own.
 */
public final class InProcessFlinkRunner extends PipelineRunner<PipelineResult> {
  private final FlinkPipelineOptions options;

  private InProcessFlinkRunner(FlinkPipelineOptions options) {
    this.options = options;
  }

  /** As Beam makes its runners. */
  public static InProcessFlinkRunner fromOptions(PipelineOptions options) {
    return new InProcessFlinkRunner(options.as(FlinkPipelineOptions.class));
  }

  static boolean isWithinFlinkRun() {
    return StreamExecutionEnvironment.getExecutionEnvironment() instanceof StreamContextEnvironment;
  }

  /** Runs it to its end. */
  @Override
  public PipelineResult run(Pipeline pipeline) {
    FlinkRunner runner = FlinkRunner.fromOptions(options);
    if (isWithinFlinkRun()) {
      return runner.run(pipeline);
    }
    options.setFlinkMaster(RunnerOption.FLINK_RUN);
    int slots = Math.max(1, options.getParallelism());
    try (InProcessFlink cluster = InProcessFlink.start(slots, StateBackend.heap)) {
      return cluster.during(InProcessAccess.settings(options), () -> runner.run(pipeline));
    } catch (IOException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }
}
