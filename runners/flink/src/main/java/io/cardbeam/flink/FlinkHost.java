package io.cardbeam.flink;

import io.cardbeam.command.RunnerOption;
import io.cardbeam.command.StopSignal;
import io.cardbeam.command.stream.RunnerHost;
import io.cardbeam.command.stream.StreamHost;
import io.cardbeam.command.stream.StreamState;
import io.cardbeam.command.stream.StreamState.StateBackend;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.commons.io.FileUtils;
import org.apache.flink.api.common.JobStatus;
import org.jspecify.annotations.Nullable;

/**
 * A stream on Flink: on the cluster of {@code --flink-master}; on the one whose {@code flink run}
 * this is; or on one in this process. On the first and the last Ctrl-C stops it with a savepoint.
 */
public final class FlinkHost implements StreamHost {
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  /** How long Flink may not answer, as when a JobManager is replaced, before one gives up. */
  private static final Duration SILENT_FOR_AT_MOST = Duration.ofMinutes(5);

  private final Path workFolder;
  private boolean keepsState;
  private Optional<String> begin = Optional.empty();
  private @Nullable LocalFlink local;
  private @Nullable FlinkCluster remote;

  /** A host that starts or asks nothing yet. */
  public FlinkHost() throws IOException {
    workFolder = Files.createTempDirectory("cardbeam-flink");
  }

  @Override
  public void prepare(PipelineOptions options, StreamState state) throws IOException {
    StreamTuning.apply(options, state);
    FlinkPipelineOptions flink = options.as(FlinkPipelineOptions.class);
    begin = StreamTuning.begin(state);
    begin.ifPresent(flink::setSavepointPath);
    keepsState = state.folder().isPresent();
    if (isWithinFlinkRun(flink)) {
      // Attached, Beam would ask flink run --detached for a result that there is none of.
      flink.setAttachedMode(false);
      // Other settings are those of the cluster that runs this, and of flink run's -D.
      state
          .folder()
          .ifPresent(
              root -> {
                flink.setStateBackend(
                    state.backend() == StateBackend.heap ? "filesystem" : "rocksdb");
                flink.setStateBackendStoragePath(JobFolder.of(root, state.jobName()).checkpoints());
              });
      return;
    }
    if (flink.getFlinkConfDir() == null) {
      StreamTuning.writeSettings(state, workFolder.resolve("conf"));
      flink.setFlinkConfDir(workFolder.resolve("conf").toString());
    }
    if (RunnerOption.isInProcess(flink.getFlinkMaster())) {
      // Its checkpoints hold what cards did; a cluster's are made by the cluster's own user.
      if (state.folder().isPresent()) {
        JobFolder.of(state.folder().get(), state.jobName()).makeIfLocal();
      }
      local =
          LocalFlink.start(workFolder.resolve("local"), flink.getParallelism(), state.backend());
      local.host(options);
    } else {
      remote = FlinkCluster.at(flink.getFlinkMaster());
      if (state.backend() == StateBackend.rocksdb) {
        remote.requireMemoryForRocksDb();
      }
      flink.setAttachedMode(false);
    }
  }

  private static boolean isWithinFlinkRun(FlinkPipelineOptions flink) {
    return flink.getFlinkMaster().equals(RunnerOption.FLINK_RUN)
        && InProcessFlinkRunner.isWithinFlinkRun();
  }

  @Override
  public int run(Pipeline pipeline, boolean detached, PrintWriter out) throws IOException {
    FlinkCluster cluster = local == null ? remote : local.cluster();
    if (cluster == null) {
      return new RunnerHost().run(pipeline, detached, out);
    }
    if (detached && local != null) {
      throw new IOException(
          "--detached is for a cluster, which --flink-master names: this one ends with the"
              + " command");
    }
    try (StopSignal stop = new StopSignal(FlinkJob.STOPS_WITHIN)) {
      FlinkJob job = submitted(cluster, pipeline);
      tell(job, cluster, out);
      return detached ? left(job, cluster, out) : followed(job, cluster, stop, out);
    }
  }

  private static int left(FlinkJob job, FlinkCluster cluster, PrintWriter out) {
    out.println("stop it with: " + stopCommand(job, cluster));
    out.flush();
    return 0;
  }

  private static String stopCommand(FlinkJob job, FlinkCluster cluster) {
    return "./cardbeam cluster stop --job " + job.name() + " --at " + cluster.address();
  }

  private int followed(FlinkJob job, FlinkCluster cluster, StopSignal stop, PrintWriter out)
      throws IOException {
    out.println(
        keepsState
            ? "Ctrl-C stops it with a savepoint"
            : "Ctrl-C ends it; without --checkpoints nothing of its state is kept");
    out.flush();
    try {
      return follow(job, stop, out);
    } catch (IOException e) {
      throw local != null
          ? e
          : new IOException(
              e.getMessage() + "; the job may still run: " + stopCommand(job, cluster), e);
    }
  }

  /**
   * Submits the pipeline and waits until it runs.
   *
   * @throws IOException if it does not, within two minutes
   */
  public FlinkJob submit(Pipeline pipeline) throws IOException {
    FlinkCluster cluster = local == null ? remote : local.cluster();
    if (cluster == null) {
      throw new IOException("flink run submits it by itself");
    }
    return submitted(cluster, pipeline);
  }

  private static FlinkJob submitted(FlinkCluster cluster, Pipeline pipeline) throws IOException {
    int parallelism = pipeline.getOptions().as(FlinkPipelineOptions.class).getParallelism();
    Optional<FlinkCluster.Overview> overview = cluster.overviewIfUp();
    if (overview.isPresent() && overview.get().slots() < parallelism) {
      throw new IOException(
          "--parallelism is "
              + parallelism
              + ", and Flink at "
              + cluster.address()
              + " has "
              + overview.get().slots()
              + " slots");
    }
    FlinkJob job = cluster.submit(pipeline);
    try {
      job.awaitRunning(FlinkJob.RUNS_WITHIN);
    } catch (IOException e) {
      // Left there, it would stand in the way of the next try.
      job.cancel();
      throw e;
    }
    return job;
  }

  private void tell(FlinkJob job, FlinkCluster cluster, PrintWriter out) {
    String place = local == null ? "at http://" + cluster.address() : "in this process";
    out.println("job " + job.name() + " (" + job.id() + ") runs " + place);
    out.println(begin.map(state -> "it goes on from " + state).orElse("it started afresh"));
  }

  private int follow(FlinkJob job, StopSignal stop, PrintWriter out) throws IOException {
    long answeredNanos = System.nanoTime();
    try {
      while (!stop.await(LOOK_EVERY)) {
        try {
          JobStatus status = job.status();
          answeredNanos = System.nanoTime();
          if (status.isGloballyTerminalState()) {
            return ended(job, status, out);
          }
        } catch (IOException e) {
          if (System.nanoTime() - answeredNanos > SILENT_FOR_AT_MOST.toNanos()) {
            throw new IOException(
                "Flink has not answered for "
                    + SILENT_FOR_AT_MOST.toMinutes()
                    + " minutes: "
                    + e.getMessage(),
                e);
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return stopped(job, out);
  }

  private static int ended(FlinkJob job, JobStatus status, PrintWriter out) throws IOException {
    Optional<String> failure = job.failure();
    out.println(
        failure
            .map(cause -> "the pipeline failed: " + cause)
            .orElse("the job has ended: " + status.name().toLowerCase(java.util.Locale.ROOT)));
    out.flush();
    return failure.isPresent() ? 1 : 0;
  }

  private int stopped(FlinkJob job, PrintWriter out) throws IOException {
    if (keepsState) {
      String savepoint = job.stopWithSavepoint();
      out.println("stopped; the next start with this job name goes on from " + savepoint);
    } else {
      job.cancel();
      out.println("ended");
    }
    out.flush();
    return 0;
  }

  @Override
  public void close() throws IOException {
    if (local != null) {
      local.close();
    }
    if (remote != null) {
      remote.close();
    }
    FileUtils.deleteQuietly(workFolder.toFile());
  }
}
