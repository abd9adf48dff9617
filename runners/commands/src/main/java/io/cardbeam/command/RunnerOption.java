package io.cardbeam.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import picocli.CommandLine.ArgGroup;
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
      description = {
        "direct, flink or dataflow. Default: flink where it is on the class path, else direct, else"
            + " dataflow."
      })
  private Runner runner = Runner.onClassPath();

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

  @ArgGroup(validate = false, heading = "With --runner=dataflow:%n")
  private DataflowOption dataflow = new DataflowOption();

  /** The runners, by the names that people type. */
  public enum Runner {
    /** Beam's own, for small input. */
    direct("org.apache.beam.runners.direct.DirectRunner"),
    /** Flink, in this process unless a cluster is named. */
    flink("org.apache.beam.runners.flink.FlinkRunner"),
    /** Google's service. */
    dataflow("org.apache.beam.runners.dataflow.DataflowRunner");

    private static final List<Runner> BY_PREFERENCE = List.of(flink, direct, dataflow);

    private final String className;

    Runner(String className) {
      this.className = className;
    }

    private static Runner onClassPath() {
      return BY_PREFERENCE.stream().filter(Runner::isHere).findFirst().orElse(direct);
    }

    private boolean isHere() {
      try {
        Class.forName(className, false, RunnerOption.class.getClassLoader());
        return true;
      } catch (ClassNotFoundException e) {
        return false;
      }
    }

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
        case dataflow -> List.of("--runner=DataflowRunner");
      };
    }
  }

  /**
   * Options for a pipeline whose files lie on this machine.
   *
   * @throws ParameterException if Beam does not take an option, the runner is not here, or it runs
   *     elsewhere
   */
  public PipelineOptions options() {
    if (isRemote()) {
      throw refused("this command works on local folders, which Dataflow's workers can't reach");
    }
    return options(List.of());
  }

  /**
   * Options for a pipeline whose files lie where the runner can reach them.
   *
   * @param places files and folders that it reads or writes, by the option that named each
   * @throws ParameterException as {@link #options()}, or if a place is local and the runner is not
   */
  public PipelineOptions options(Map<String, String> places) {
    requireReachable(places);
    return options(List.of());
  }

  /** Whether the pipeline runs on machines that share no file with this one. */
  public boolean isRemote() {
    return runner == Runner.dataflow;
  }

  /** Whether to leave the job alone once it is submitted. */
  public boolean isDetached() {
    return isRemote() && dataflow.isDetached();
  }

  private void requireReachable(Map<String, String> places) {
    places.forEach(
        (name, place) -> {
          if (isRemote() && !place.contains("://")) {
            throw refused(
                name + ": Dataflow's workers can't reach " + place + "; give gs://BUCKET/FOLDER");
          }
        });
  }

  private ParameterException refused(String why) {
    return new ParameterException(spec.commandLine(), why);
  }

  /**
   * Options for a pipeline that runs until it is stopped.
   *
   * @param checkpoints where Flink keeps state, if anywhere
   * @param places files and folders that it reads or writes, by the option that named each
   * @throws ParameterException as {@link #options(Map)}
   */
  public PipelineOptions streamingOptions(
      Optional<String> checkpoints, Map<String, String> places) {
    requireReachable(places);
    List<String> args = new ArrayList<>();
    if (checkpoints.isPresent()) {
      if (runner != Runner.flink) {
        throw new ParameterException(
            spec.commandLine(),
            "--checkpoints is for --runner=flink; direct keeps no state, Dataflow its own");
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
    if (dataflow.isDetached() && !isRemote()) {
      throw refused("--detached is for --runner=dataflow");
    }
    if (!runner.isHere()) {
      throw refused(
          "--runner="
              + runner
              + " is not in this program: take "
              + (runner == Runner.dataflow ? "that of runners/dataflow" : "./cardbeam"));
    }
    try {
      List<String> args = new ArrayList<>(more);
      args.addAll(
          runner == Runner.dataflow
              ? dataflow.arguments(beamOptions)
              : runner.arguments(parallelism, flinkMaster));
      args.addAll(beamOptions);
      return PipelineOptionsFactory.fromArgs(args.toArray(String[]::new)).withValidation().create();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }
}
