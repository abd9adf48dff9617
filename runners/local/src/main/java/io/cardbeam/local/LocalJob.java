package io.cardbeam.local;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;

/** One pipeline running on {@link LocalFlink}. */
public final class LocalJob {
  private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(30);
  private static final Duration STOPS_WITHIN = Duration.ofMinutes(10);
  private static final Duration LOOK_EVERY = Duration.ofMillis(50);

  private final MiniCluster cluster;
  private final JobID id;
  private final JobFolder folder;

  LocalJob(MiniCluster cluster, JobID id, JobFolder folder) {
    this.cluster = cluster;
    this.id = id;
    this.folder = folder;
  }

  /**
   * Waits until every task of the job runs, so that what is sent from now on is worked at once.
   *
   * @throws IOException if the job fails or the limit passes first
   */
  public void awaitRunning(Duration limit) throws IOException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!isRunning()) {
      throwIfFailed();
      if (System.nanoTime() > deadline) {
        throw new IOException("the pipeline does not run after " + limit.toSeconds() + " seconds");
      }
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
    }
  }

  private boolean isRunning() throws IOException {
    AccessExecutionGraph graph = FlinkAnswer.of(cluster.getExecutionGraph(id), ANSWERS_WITHIN);
    for (AccessExecutionVertex task : graph.getAllExecutionVertices()) {
      if (task.getExecutionState() != ExecutionState.RUNNING) {
        return false;
      }
    }
    return graph.getState() == JobStatus.RUNNING;
  }

  /** The name it was submitted under; its consumer group on Kafka is called so, too. */
  public String name() {
    return folder.root().getFileName().toString();
  }

  /**
   * Does nothing while the job runs.
   *
   * @throws IOException if it failed, with the root of the failure
   */
  public void throwIfFailed() throws IOException {
    Optional<String> failure = failure();
    if (failure.isPresent()) {
      throw new IOException("the pipeline failed: " + failure.get());
    }
  }

  /** Why the job is not going to run any further; empty while it runs or after a clean end. */
  public Optional<String> failure() throws IOException {
    JobStatus status = FlinkAnswer.of(cluster.getJobStatus(id), ANSWERS_WITHIN);
    if (status != JobStatus.FAILED && status != JobStatus.FAILING) {
      return Optional.empty();
    }
    JobResult result = FlinkAnswer.of(cluster.requestJobResult(id), ANSWERS_WITHIN);
    return result
        .getSerializedThrowable()
        .map(failure -> RootCause.line(failure.deserializeError(getClass().getClassLoader())))
        .or(() -> Optional.of("no cause is known"));
  }

  /**
   * Stops the job where it is. Its state is kept and the next job of this name goes on from there,
   * as if nothing had happened between.
   *
   * @return folder of the savepoint
   */
  public Path stopWithSavepoint() throws IOException {
    return stop(false);
  }

  /**
   * Ends the job as if its input had ended: event time goes to the end of time, windows close,
   * timers fire, buffers go out. No later job goes on from its state. What the sources have not
   * read by now stays unread: see {@link KafkaTopics#unread}.
   */
  public void drain() throws IOException {
    stop(true);
    folder.forget();
  }

  private Path stop(boolean drain) throws IOException {
    CompletableFuture<String> stopped =
        cluster.stopWithSavepoint(
            id, JobFolder.location(folder.savepoints()), drain, SavepointFormatType.CANONICAL);
    Path savepoint =
        Path.of(new org.apache.flink.core.fs.Path(FlinkAnswer.of(stopped, STOPS_WITHIN)).getPath());
    FlinkAnswer.of(cluster.requestJobResult(id), STOPS_WITHIN);
    folder.keepOnly(savepoint);
    return savepoint;
  }

  /**
   * Waits for the job to end by itself.
   *
   * @throws IOException if it fails, with the root of the failure; or if the limit passes first
   */
  public void awaitEnd(Duration limit) throws IOException {
    FlinkAnswer.of(cluster.requestJobResult(id), limit);
    throwIfFailed();
  }

  /** Ends the job now; the next one of its name goes on from its last checkpoint. */
  public void cancel() throws IOException {
    FlinkAnswer.of(cluster.cancelJob(id), ANSWERS_WITHIN);
    FlinkAnswer.of(cluster.requestJobResult(id), ANSWERS_WITHIN);
  }
}
