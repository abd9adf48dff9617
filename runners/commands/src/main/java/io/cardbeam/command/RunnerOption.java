package io.cardbeam.command;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
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

  /** Names the Flink whose {@code flink run} this process is; if it is none, Flink in it. */
  public static final String FLINK_RUN = "[auto]";

  /** Jars that a cluster elsewhere needs, as a path; without it the whole class path is sent. */
  private static final String STAGED_PROPERTY = "cardbeam.staged";

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
        case flink -> flinkArguments(parallelism, flinkMaster);
      };
    }

    private static List<String> flinkArguments(int parallelism, String flinkMaster) {
      List<String> arguments =
          new ArrayList<>(
              List.of(
                  "--runner=FlinkRunner",
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

  private static Runner defaultRunner() {
    try {
      Class.forName(
          "org.apache.beam.runners.flink.FlinkRunner", false, RunnerOption.class.getClassLoader());
      return Runner.flink;
    } catch (ClassNotFoundException e) {
      return Runner.direct;
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

  /**
   * Options for a pipeline.
   *
   * @throws ParameterException if Beam does not take an option, or the runner is not here
   */
  public PipelineOptions options() {
    List<String> args = new ArrayList<>(runner.arguments(parallelism, flinkMaster));
    args.addAll(beamOptions);
    try {
      return PipelineOptionsFactory.fromArgs(args.toArray(String[]::new)).withValidation().create();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }
}
