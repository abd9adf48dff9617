package io.cardbeam.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where a pipeline runs. */
public final class RunnerOption {
  /** Names Flink in this process instead of a cluster. */
  public static final String IN_PROCESS = "[local]";

  private static final long CHECKPOINT_MILLIS = 10_000;

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // picocli sets it before any method is called.
  private CommandSpec spec;

  @Option(
      names = "--runner",
      paramLabel = "NAME",
      description = "direct or flink. Default: flink where it is on the class path, else direct.")
  private Runner runner = defaultRunner();

  @Option(
      names = "--flink-master",
      paramLabel = "HOST:PORT",
      defaultValue = IN_PROCESS,
      description = "Flink cluster to submit to. Default: none, Flink runs in this process.")
  private String flinkMaster = IN_PROCESS;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "Threads to run on. Default: one per core.")
  private int parallelism = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--beam",
      paramLabel = "--OPTION=VALUE",
      description = "An option of Beam's or its runner's, as it stands; may be given again.")
  private List<String> beamOptions = List.of();

  /** The runners, by the names that people type. */
  public enum Runner {
    /** Beam's own, for small input. */
    direct,
    /** Flink, in this process unless a cluster is named. */
    flink;

    /**
     * How Beam is asked for it.
     *
     * @param parallelism threads
     * @param flinkMaster Flink's cluster, {@link #IN_PROCESS} for one of this process
     */
    public List<String> arguments(int parallelism, String flinkMaster) {
      return switch (this) {
        case direct -> List.of("--runner=DirectRunner", "--targetParallelism=" + parallelism);
        case flink ->
            List.of(
                "--runner=FlinkRunner",
                "--parallelism=" + parallelism,
                "--objectReuse=true",
                "--fasterCopy=true",
                "--flinkMaster=" + flinkMaster);
      };
    }
  }

  private static Runner defaultRunner() {
    try {
      Class.forName(
          "org.apache.beam.runners.flink.FlinkRunner", false, RunnerOption.class.getClassLoader());
      return Runner.flink;
    } catch (ClassNotFoundException e) {
      return Runner.direct;
    }
  }

  /**
   * Options for a pipeline.
   *
   * @throws ParameterException if Beam does not take an option, or the runner is not here
   */
  public PipelineOptions options() {
    return options(List.of());
  }

  /**
   * Options for a pipeline that runs until it is stopped.
   *
   * @param checkpoints where Flink keeps state, if anywhere
   * @throws ParameterException as {@link #options()}
   */
  public PipelineOptions streamingOptions(Optional<String> checkpoints) {
    List<String> args = new ArrayList<>();
    if (checkpoints.isPresent()) {
      if (runner != Runner.flink) {
        throw new ParameterException(
            spec.commandLine(), "--checkpoints is for --runner=flink; direct keeps no state");
      }
      args.add("--checkpointingInterval=" + CHECKPOINT_MILLIS);
      args.add("--stateBackend=filesystem");
      args.add("--stateBackendStoragePath=" + withScheme(checkpoints.get()));
      args.add("--retainExternalizedCheckpointsOnCancellation=true");
    }
    return options(args);
  }

  private static String withScheme(String folder) {
    return folder.contains("://") ? folder : "file://" + Path.of(folder).toAbsolutePath();
  }

  private PipelineOptions options(List<String> more) {
    List<String> args = new ArrayList<>(more);
    args.addAll(runner.arguments(parallelism, flinkMaster));
    args.addAll(beamOptions);
    try {
      return PipelineOptionsFactory.fromArgs(args.toArray(String[]::new)).withValidation().create();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }
}
