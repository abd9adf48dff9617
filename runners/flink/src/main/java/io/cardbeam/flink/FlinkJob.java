package io.cardbeam.flink;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.jobmaster.JobResult;

/** One pipeline on a {@link FlinkCluster}. */
public final class FlinkJob {
  static final Duration ANSWERS_WITHIN = Duration.ofSeconds(90);

  /** Longest that a stop with a savepoint may take. */
  static final Duration STOPS_WITHIN = Duration.ofMinutes(10);

  /** Longest that a job may take from its submission until all its tasks run. */
  static final Duration RUNS_WITHIN = Duration.ofMinutes(2);

  private static final Duration LOOK_EVERY = Duration.ofMillis(50);

  private final JobAccess access;
  private final JobID id;
  private final String name;

  FlinkJob(JobAccess access, JobID id, String name) {
    this.access = access;
    this.id = id;
    this.name = name;
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
        throw new IOException(
            "the pipeline does not run after "
                + limit.toSeconds()
                + " seconds"
                + causeInHistory().map(cause -> ": " + cause).orElse(""));
      }
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
    }
  }

  /**
   * Whether every task of it runs.
   *
   * @throws IOException if Flink does not answer
   */
  public boolean isRunning() throws IOException {
    return access.isRunning(id);
  }

  /** Flink's id of it, 32 hexadecimal digits. */
  public String id() {
    return id.toString();
  }

  /** The name it was submitted under; its consumer group on Kafka is called so, too. */
  public String name() {
    return name;
  }

  /**
   * Records that its tasks have read and written so far; grows while there is progress.
   *
   * @throws IOException if Flink does not answer
   */
  public long recordsMoved() throws IOException {
    return access.recordsMoved(id);
  }

  /**
   * What it is at.
   *
   * @throws IOException if Flink does not answer
   */
  public JobStatus status() throws IOException {
    return FlinkAnswer.of(access.client().getJobStatus(id), ANSWERS_WITHIN);
  }

  /**
   * What became of its checkpoints since it was submitted; empty if it keeps none.
   *
   * @throws IOException if Flink does not answer
   */
  public Optional<Checkpoints> checkpoints() throws IOException {
    return access.checkpoints(id);
  }

  /**
   * What became of checkpoints.
   *
   * @param completed since the job was submitted
   * @param failed since then
   * @param last when the last complete one was, by Flink's clock
   * @param stateBytes of that one
   */
  public record Checkpoints(long completed, long failed, Optional<Instant> last, long stateBytes) {}

  /** How Flink begins the failure of a task that it could not send to, as it had failed. */
  private static final String CONSEQUENCE = "TaskNotRunningException";

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
    JobStatus status = status();
    if (status != JobStatus.FAILED && status != JobStatus.FAILING) {
      return Optional.empty();
    }
    JobResult result = FlinkAnswer.of(access.client().requestJobResult(id), ANSWERS_WITHIN);
    String line =
        result
            .getSerializedThrowable()
            .map(failure -> RootCause.line(failure.deserializeError(getClass().getClassLoader())))
            .orElse("no cause is known");
    return Optional.of(line.startsWith(CONSEQUENCE) ? causeInHistory().orElse(line) : line);
  }

  /**
   * Of a task that fails while it is being sent to, Flink may tell the sending. What it tells of
   * the tries before is the cause.
   */
  private Optional<String> causeInHistory() throws IOException {
    return access.failures(id).stream()
        .map(RootCause::lineOfTrace)
        .filter(line -> !line.startsWith(CONSEQUENCE))
        .findFirst();
  }

  /**
   * Stops the job where it is. Its state is kept and the next job of this name goes on from there,
   * as if nothing had happened between.
   *
   * @return where the savepoint is
   */
  public String stopWithSavepoint() throws IOException {
    return stop(false);
  }

  /**
   * Ends the job as if its input had ended: event time goes to the end of time, windows close,
   * timers fire, buffers go out. No later job is to go on from its state. What the sources have not
   * read by now stays unread.
   */
  public void drain() throws IOException {
    stop(true);
  }

  private String stop(boolean drain) throws IOException {
    // A job that is starting, or starting again after a fault, can make no savepoint yet.
    awaitRunning(RUNS_WITHIN);
    // In whatever way state was kept while it ran, any way can go on from a canonical savepoint.
    String savepoint =
        FlinkAnswer.of(
            access
                .client()
                .stopWithSavepoint(
                    id, drain, savepoints().orElse(null), SavepointFormatType.CANONICAL),
            STOPS_WITHIN);
    FlinkAnswer.of(access.client().requestJobResult(id), STOPS_WITHIN);
    return savepoint;
  }

  /** Where its savepoints go; empty if it was not told, and the cluster's own default counts. */
  private Optional<String> savepoints() throws IOException {
    return Optional.ofNullable(access.parameters(id).get(StreamTuning.STATE_FOLDER))
        .map(folder -> JobFolder.at(folder).savepoints());
  }

  /**
   * Waits for the job to end by itself.
   *
   * @throws IOException if it fails, with the root of the failure; or if the limit passes first
   */
  public void awaitEnd(Duration limit) throws IOException {
    FlinkAnswer.of(access.client().requestJobResult(id), limit);
    throwIfFailed();
  }

  /** Ends the job now; the next one of its name goes on from its last checkpoint. */
  public void cancel() throws IOException {
    try {
      FlinkAnswer.of(access.client().cancel(id), ANSWERS_WITHIN);
    } catch (IOException e) {
      // Flink does not cancel what has failed by itself.
      if (!status().isGloballyTerminalState()) {
        throw e;
      }
    }
    FlinkAnswer.of(access.client().requestJobResult(id), ANSWERS_WITHIN);
  }
}
