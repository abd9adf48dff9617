package io.cardbeam.local.cluster;

import io.cardbeam.command.ProgressLine;
import io.cardbeam.flink.FlinkCluster;
import io.cardbeam.flink.FlinkJob;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code cluster stop}. */
@Command(
    name = "stop",
    description = {
      "Stops every job with a savepoint, if it keeps state, and then the cluster. The next start of"
          + " a job goes on from its savepoint.",
      "With --job stops only that one; the cluster may then be any that --at names."
    })
final class ClusterStopCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it.
  private CommandSpec spec;

  @Mixin private final ClusterFolderOption where = new ClusterFolderOption();

  @Option(
      names = "--job",
      paramLabel = "NAME",
      description = "Stop only the job of this name, and leave the cluster running.")
  private @Nullable String jobName;

  @Option(
      names = "--at",
      paramLabel = "HOST:PORT",
      description = "With --job: a cluster elsewhere. Default: the one of --data.")
  private @Nullable String at;

  @Option(
      names = "--now",
      description =
          "Don't stop the jobs: the processes end, and jobs go on from their last checkpoint at the"
              + " next start.")
  private boolean now;

  @Override
  public Integer call() throws IOException {
    ProgressLine line = ProgressLine.of(spec.commandLine().getOut(), false);
    if (jobName != null) {
      return stopJob(jobName, line);
    }
    if (at != null) {
      throw new ParameterException(spec.commandLine(), "--at is for --job: which job?");
    }
    LocalCluster cluster = where.cluster();
    if (!cluster.isRunning() && !cluster.hasOrphans()) {
      throw new ParameterException(
          spec.commandLine(), "no cluster runs in " + cluster.folder().root());
    }
    if (!now && cluster.isRunning()) {
      stopJobs(cluster, line);
    }
    line.during(
        "Flink",
        () -> {
          cluster.stop();
          return "stopped";
        },
        words -> words);
    return 0;
  }

  private int stopJob(String name, ProgressLine line) throws IOException {
    if (now) {
      throw new ParameterException(
          spec.commandLine(), "--now is for the cluster, not for one --job");
    }
    if (at == null && !where.cluster().isRunning()) {
      throw new ParameterException(
          spec.commandLine(),
          "no cluster runs in " + where.cluster().folder().root() + "; --at names one elsewhere");
    }
    try (FlinkCluster flink = FlinkCluster.at(at == null ? where.cluster().address() : at)) {
      FlinkJob job =
          flink
              .job(name)
              .orElseThrow(
                  () ->
                      new ParameterException(
                          spec.commandLine(),
                          "--job: no job named " + name + " runs at " + flink.address()));
      stop(job, line);
      return 0;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--at: " + e.getMessage(), e);
    }
  }

  private static void stopJobs(LocalCluster cluster, ProgressLine line) throws IOException {
    try (FlinkCluster flink = FlinkCluster.at(cluster.address())) {
      List<FlinkJob> jobs = flink.unfinished();
      for (FlinkJob job : jobs) {
        stop(job, line);
      }
    }
  }

  private static void stop(FlinkJob job, ProgressLine line) throws IOException {
    line.during(
        job.name(),
        () -> {
          if (job.checkpoints().isPresent()) {
            return "stopped with savepoint " + job.stopWithSavepoint();
          }
          job.cancel();
          return "ended; it kept no state";
        },
        words -> words);
  }
}
