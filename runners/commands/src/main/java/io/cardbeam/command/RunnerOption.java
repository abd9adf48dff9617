package io.cardbeam.command;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where a pipeline runs. */
public final class RunnerOption {
  /** Names Flink in this process instead of a cluster. */
  public static final String IN_PROCESS = "[local]";

  /** Names the Flink whose {@code flink run} this process is; if it is none, Flink in it. */
  public static final String FLINK_RUN = "[auto]";

  /** Beam's runner on a Flink of this process that listens on no port, of runners/flink. */
  private static final String IN_PROCESS_RUNNER = "InProcessFlinkRunner";

  private static final Pattern HOST_PORT = Pattern.compile("[^\\s:/]+(:\\d{1,5})?");

  /** Jars that a cluster elsewhere needs, as a path; without it the whole class path is sent. */
  private static final String STAGED_PROPERTY = "cardbeam.staged";

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // picocli sets it before any method is called.
  private CommandSpec spec;

  @Option(
      names = "--runner",
      paramLabel = "NAME",
      description = {
        "direct, flink or dataflow. Default: flink where it is on the class path, else direct, else"
            + " dataflow. The direct runner goes without its checks of each element;"
            + " --beam=--enforceImmutability=true and --beam=--enforceEncodability=true turn them on."
      })
  private Runner runner = Runner.onClassPath();

  @Option(
      names = "--flink-master",
      paramLabel = "HOST:PORT",
      defaultValue = FLINK_RUN,
      description =
          "Flink cluster to submit to. Default: the one whose flink run this is, else Flink in this"
              + " process.")
  private String flinkMaster = FLINK_RUN;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "Threads to run on. Default: one per core.")
  private int parallelism = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--beam",
      paramLabel = "--OPTION=VALUE",
      description =
          "An option of Beam's or its runner's, as it stands, in place of what this command sets;"
              + " may be given again.")
  private List<String> beamOptions = List.of();

  @Option(
      names = "--job-name",
      paramLabel = "NAME",
      description = "What the job is called; a stream's state is found by it.")
  private @Nullable String jobName;

  @Option(
      names = "--detached",
      description =
          "End when the job runs, and leave it to its cluster; of a stream, and on Dataflow.")
  private boolean detached;

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
        case direct ->
            List.of(
                "--runner=DirectRunner",
                "--targetParallelism=" + parallelism,
                // They look for faults in transforms, at each element, and cost most of the time:
                // a card's events are one element.
                "--enforceImmutability=false",
                "--enforceEncodability=false");
        case flink -> flinkArguments(parallelism, flinkMaster);
        case dataflow -> List.of("--runner=DataflowRunner");
      };
    }

    private static List<String> flinkArguments(int parallelism, String flinkMaster) {
      List<String> arguments =
          new ArrayList<>(
              List.of(
                  "--runner=" + (isInProcess(flinkMaster) ? IN_PROCESS_RUNNER : "FlinkRunner"),
                  "--parallelism=" + parallelism,
                  "--objectReuse=true",
                  "--fasterCopy=true",
                  "--flinkMaster=" + flinkMaster));
      String staged = System.getProperty(STAGED_PROPERTY, "");
      if (!isInProcess(flinkMaster) && !staged.isEmpty()) {
        arguments.add("--filesToStage=" + staged.replace(File.pathSeparatorChar, ','));
      }
      return arguments;
    }
  }

  /** Whether this master means Flink in this process, unless {@code flink run} is at work. */
  public static boolean isInProcess(String flinkMaster) {
    return flinkMaster.equals(IN_PROCESS) || flinkMaster.equals(FLINK_RUN);
  }

  /** The runner. */
  public Runner runner() {
    return runner;
  }

  /** What the job is to be called, if it was said. */
  public Optional<String> jobName() {
    return Optional.ofNullable(jobName);
  }

  /** Whether to leave the job alone once it is submitted. */
  public boolean isDetached() {
    return detached;
  }

  /** Whether the pipeline runs on machines that share no file with this one. */
  public boolean isRemote() {
    return runner == Runner.dataflow;
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
    return options(Map.of());
  }

  /**
   * Options for a pipeline whose files lie where the runner can reach them.
   *
   * @param places files and folders that it reads or writes, by the option that named each
   * @throws ParameterException as {@link #options()}, or if a place is local and the runner is not
   */
  public PipelineOptions options(Map<String, String> places) {
    if (detached && !isRemote()) {
      throw refused("--detached is for stream, and for --runner=dataflow");
    }
    return streamingOptions(places);
  }

  /**
   * Options for a pipeline that runs until it is stopped.
   *
   * @param places files and folders that it reads or writes, by the option that named each
   * @throws ParameterException as {@link #options(Map)}
   */
  public PipelineOptions streamingOptions(Map<String, String> places) {
    requireReachable(places);
    if (!isInProcess(flinkMaster) && !HOST_PORT.matcher(flinkMaster).matches()) {
      throw refused("--flink-master: " + flinkMaster + " is not HOST:PORT");
    }
    if (!runner.isHere()) {
      throw refused(
          "--runner="
              + runner
              + " is not in this program: take "
              + (runner == Runner.dataflow ? "that of runners/dataflow" : "./cardbeam"));
    }
    try {
      List<String> args = new ArrayList<>();
      args.addAll(
          runner == Runner.dataflow
              ? dataflow.arguments(beamOptions)
              : runner.arguments(parallelism, flinkMaster));
      jobName().ifPresent(name -> args.add("--jobName=" + name));
      args.removeIf(arg -> beamOptions.stream().anyMatch(own -> name(own).equals(name(arg))));
      args.addAll(beamOptions);
      return PipelineOptionsFactory.fromArgs(args.toArray(String[]::new)).withValidation().create();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  /** What an argument sets: Beam refuses two that set the same. */
  private static String name(String argument) {
    return argument.split("=", 2)[0];
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
}
