package io.cardbeam.flink;

import io.cardbeam.command.RunnerOption;
import io.cardbeam.command.stream.StreamState;
import io.cardbeam.command.stream.StreamState.StateBackend;
import io.cardbeam.pipeline.files.OwnerOnly;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * A whole Flink cluster in this process. It listens on no REST port; the classes are shared, so
 * none has to be staged.
 *
 * <p>Each job has a folder for its checkpoints and savepoints, from which its successor goes on.
 */
public final class LocalFlink implements AutoCloseable {
  /** Time between two checkpoints unless told otherwise: what is worked again after a crash. */
  public static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(3);

  /** How often a failing job is started again before its failure counts. */
  public static final int RESTARTS = 3;

  private static final Duration RESTART_DELAY = Duration.ofSeconds(2);

  private final InProcessFlink inProcess;
  private final FlinkCluster cluster;
  private final Path folder;
  private final int slots;

  private LocalFlink(InProcessFlink inProcess, Path folder, int slots) {
    this.inProcess = inProcess;
    this.cluster = inProcess.asCluster();
    this.folder = folder;
    this.slots = slots;
  }

  /**
   * Starts a cluster for jobs that have their state in the heap.
   *
   * @param folder for the state of jobs
   * @param slots parallelism that jobs get
   * @throws IOException if it does not start
   */
  public static LocalFlink start(Path folder, int slots) throws IOException {
    return start(folder, slots, StateBackend.heap);
  }

  /**
   * Starts a cluster.
   *
   * @param folder for the state of jobs
   * @param slots parallelism that jobs get
   * @param backend where they have their state
   * @throws IOException if it does not start, or there is too little memory for it
   */
  static LocalFlink start(Path folder, int slots, StateBackend backend) throws IOException {
    OwnerOnly.folder(folder);
    return new LocalFlink(InProcessFlink.start(slots, backend), folder, slots);
  }

  /** As any other cluster. */
  FlinkCluster cluster() {
    return cluster;
  }

  /**
   * Sets what a pipeline needs to run here, for live traffic: streaming, this cluster, low latency,
   * checkpoints. To be called before the pipeline is built.
   *
   * @param jobName the job's state folder is named so; from one start to the next it has the same
   */
  public void configure(PipelineOptions options, String jobName) throws IOException {
    configure(options, jobName, CHECKPOINT_INTERVAL);
  }

  /**
   * The same with another time between two checkpoints. Each writes the whole state: some 60 MB
   * after a demo's history, which takes most of a second of a processor.
   */
  public void configure(PipelineOptions options, String jobName, Duration checkpointEvery)
      throws IOException {
    StreamState state =
        new StreamState(
            jobName,
            Optional.of(folder.toString()),
            checkpointEvery,
            StateBackend.heap,
            Optional.empty(),
            false);
    StreamTuning.apply(options, state);
    FlinkPipelineOptions flink = options.as(FlinkPipelineOptions.class);
    flink.setNumberOfExecutionRetries(RESTARTS);
    flink.setExecutionRetryDelay(RESTART_DELAY.toMillis());
    StreamTuning.begin(state).ifPresent(flink::setSavepointPath);
    host(options);
    Path settings = folder.resolve("conf").resolve(jobName);
    StreamTuning.writeSettings(state, settings);
    flink.setFlinkConfDir(settings.toString());
  }

  /** Sets that a pipeline runs here. */
  void host(PipelineOptions options) {
    FlinkPipelineOptions flink = options.as(FlinkPipelineOptions.class);
    flink.setFlinkMaster(RunnerOption.FLINK_RUN);
    flink.setAttachedMode(false);
    flink.setParallelism(slots);
  }

  /** The state of a job by its name; there without a running job, too. */
  public JobFolder jobFolder(String jobName) {
    return JobFolder.of(folder.toString(), jobName);
  }

  /**
   * Submits a pipeline that was built on options from {@link #configure}.
   *
   * @throws IOException if Flink does not take it
   */
  public FlinkJob submit(Pipeline pipeline) throws IOException {
    return cluster.submit(pipeline);
  }

  /** Ends the cluster; jobs that still run are dropped without a savepoint. */
  @Override
  public void close() throws IOException {
    cluster.close();
    inProcess.close();
  }
}
