package io.cardbeam.command.stream;

import io.cardbeam.command.RunnerOption;
import io.cardbeam.command.stream.StreamState.StateBackend;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where a job that runs until it is stopped keeps its state, and from where it goes on. */
public final class CheckpointOption {
  private static final int MAX_CHECKPOINT_SECONDS = 3_600;

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // picocli sets it before any method is called.
  private CommandSpec spec;

  @Option(
      names = "--checkpoints",
      paramLabel = "DIR",
      description = {
        "Where Flink keeps the state, at times (--checkpoint-every) and when it is stopped, local or"
            + " in a file system that the cluster knows. A start with the same job name goes on"
            + " from the newest of it.",
        "Without it nothing is kept: after a fault the run ends, and the next one starts afresh."
      })
  private @Nullable String checkpoints;

  @Option(
      names = "--checkpoint-every",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description = {
        "Time between two checkpoints: what is worked again at most after a crash. With --state"
            + " heap each writes all of the state, which takes processors from deciding.",
        "Default: ${DEFAULT-VALUE}."
      })
  private int checkpointSeconds = 30;

  @Option(
      names = "--state",
      paramLabel = "heap|rocksdb",
      defaultValue = "heap",
      description = {
        "In what Flink holds the state while it runs: heap is faster, rocksdb holds more cards than"
            + " memory does, and its checkpoints hold what changed. A savepoint is good for both.",
        "Default: ${DEFAULT-VALUE}."
      })
  private StateBackend stateBackend = StateBackend.heap;

  @Option(
      names = "--from-state",
      paramLabel = "DIR",
      description = "Savepoint or checkpoint to go on from. Default: the newest of --checkpoints.")
  private @Nullable String fromState;

  @Option(
      names = "--fresh",
      description = "Begin without the state that is in --checkpoints; it stays there.")
  private boolean fresh;

  /** Whether a folder for it is named. */
  public boolean isKept() {
    return checkpoints != null;
  }

  /** Whether state that is there is not to be used. */
  public boolean isFresh() {
    return fresh;
  }

  /**
   * What was asked.
   *
   * @param jobName what the job is called by default
   * @throws ParameterException if that can't be
   */
  public StreamState state(RunnerOption runner, String jobName) {
    if (checkpointSeconds < 1 || checkpointSeconds > MAX_CHECKPOINT_SECONDS) {
      throw new ParameterException(
          spec.commandLine(),
          "--checkpoint-every is at least 1 second, at most " + MAX_CHECKPOINT_SECONDS);
    }
    boolean keepsState = runner.runner() == RunnerOption.Runner.flink;
    if (!keepsState && (checkpoints != null || fromState != null)) {
      throw new ParameterException(
          spec.commandLine(),
          "--checkpoints and --from-state are for --runner=flink; direct keeps no state, Dataflow its own");
    }
    if (fresh && fromState != null) {
      throw new ParameterException(
          spec.commandLine(), "--fresh and --from-state contradict each other");
    }
    return new StreamState(
        runner.jobName().orElse(jobName),
        Optional.ofNullable(checkpoints),
        Duration.ofSeconds(checkpointSeconds),
        stateBackend,
        Optional.ofNullable(fromState),
        fresh);
  }
}
