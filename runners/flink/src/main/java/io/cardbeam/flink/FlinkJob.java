package io.cardbeam.flink;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.rest.messages.EmptyRequestBody;
import org.apache.flink.runtime.rest.messages.JobConfigHeaders;
import org.apache.flink.runtime.rest.messages.JobConfigInfo;
import org.apache.flink.runtime.rest.messages.JobExceptionsHeaders;
import org.apache.flink.runtime.rest.messages.JobExceptionsInfoWithHistory.ExceptionInfo;
import org.apache.flink.runtime.rest.messages.JobExceptionsInfoWithHistory.RootExceptionInfo;
import org.apache.flink.runtime.rest.messages.JobMessageParameters;
import org.apache.flink.runtime.rest.messages.checkpoints.CheckpointStatistics;
import org.apache.flink.runtime.rest.messages.checkpoints.CheckpointingStatistics;
import org.apache.flink.runtime.rest.messages.checkpoints.CheckpointingStatisticsHeaders;
import org.apache.flink.runtime.rest.messages.job.JobDetailsInfo;
import org.apache.flink.runtime.rest.messages.job.JobExceptionsMessageParameters;
import org.apache.flink.runtime.rest.util.RestClientException;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpResponseStatus;
import org.apache.flink.util.ExceptionUtils;

/** One pipeline on a {@link FlinkCluster}. */
public final class FlinkJob {
  private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(90);

  /** Longest that a stop with a savepoint may take. */
  static final Duration STOPS_WITHIN = Duration.ofMinutes(10);

  /** Longest that a job may take from its submission until all its tasks run. */
  static final Duration RUNS_WITHIN = Duration.ofMinutes(2);

  private static final Duration LOOK_EVERY = Duration.ofMillis(50);

  private final RestClusterClient<?> client;
  private final JobID id;
  private final String name;

  FlinkJob(RestClusterClient<?> client, JobID id, String name) {
    this.client = client;
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
        throw new IOException("the pipeline does not run after " + limit.toSeconds() + " seconds");
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
    JobDetailsInfo details = FlinkAnswer.of(client.getJobDetails(id), ANSWERS_WITHIN);
    return details.getJobStatus() == JobStatus.RUNNING
        && details.getJobVertexInfos().stream()
            .allMatch(task -> task.getExecutionState() == ExecutionState.RUNNING);
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
    return FlinkAnswer.of(client.getJobDetails(id), ANSWERS_WITHIN).getJobVertexInfos().stream()
        .map(JobDetailsInfo.JobVertexDetailsInfo::getJobVertexMetrics)
        .mapToLong(moved -> moved.getRecordsRead() + moved.getRecordsWritten())
        .sum();
  }

  /**
   * What it is at.
   *
   * @throws IOException if Flink does not answer
   */
  public JobStatus status() throws IOException {
    return FlinkAnswer.of(client.getJobStatus(id), ANSWERS_WITHIN);
  }

  /**
   * What became of its checkpoints since it was submitted; empty if it keeps none.
   *
   * @throws IOException if Flink does not answer
   */
  public Optional<Checkpoints> checkpoints() throws IOException {
    JobMessageParameters parameters = new JobMessageParameters();
    parameters.jobPathParameter.resolve(id);
    CheckpointingStatistics statistics;
    try {
      statistics =
          FlinkAnswer.of(
              client.sendRequest(
                  CheckpointingStatisticsHeaders.getInstance(),
                  parameters,
                  EmptyRequestBody.getInstance()),
              ANSWERS_WITHIN);
    } catch (IOException e) {
      if (hasNone(e)) {
        return Optional.empty();
      }
      throw e;
    }
    CheckpointStatistics last =
        statistics.getLatestCheckpoints().getCompletedCheckpointStatistics();
    return Optional.of(
        new Checkpoints(
            statistics.getCounts().getNumberCompletedCheckpoints(),
            statistics.getCounts().getNumberFailedCheckpoints(),
            last == null
                ? Optional.empty()
                : Optional.of(Instant.ofEpochMilli(last.getLatestAckTimestamp())),
            last == null ? 0 : last.getStateSize()));
  }

  private static boolean hasNone(IOException e) {
    return ExceptionUtils.findThrowable(e, RestClientException.class)
        .filter(answer -> answer.getHttpResponseStatus().equals(HttpResponseStatus.NOT_FOUND))
        .isPresent();
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
    JobResult result = FlinkAnswer.of(client.requestJobResult(id), ANSWERS_WITHIN);
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
    JobExceptionsMessageParameters parameters = new JobExceptionsMessageParameters();
    parameters.jobPathParameter.resolve(id);
    List<ExceptionInfo> told = new ArrayList<>();
    for (RootExceptionInfo root :
        FlinkAnswer.of(
                client.sendRequest(
                    JobExceptionsHeaders.getInstance(), parameters, EmptyRequestBody.getInstance()),
                ANSWERS_WITHIN)
            .getExceptionHistory()
            .getEntries()) {
      told.add(root);
      told.addAll(root.getConcurrentExceptions());
    }
    return told.stream()
        .map(info -> RootCause.lineOfTrace(info.getStacktrace()))
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
            client.stopWithSavepoint(
                id, drain, savepoints().orElse(null), SavepointFormatType.CANONICAL),
            STOPS_WITHIN);
    FlinkAnswer.of(client.requestJobResult(id), STOPS_WITHIN);
    return savepoint;
  }

  /** Where its savepoints go; empty if it was not told, and the cluster's own default counts. */
  private Optional<String> savepoints() throws IOException {
    JobMessageParameters parameters = new JobMessageParameters();
    parameters.jobPathParameter.resolve(id);
    JobConfigInfo config =
        FlinkAnswer.of(
            client.sendRequest(
                JobConfigHeaders.getInstance(), parameters, EmptyRequestBody.getInstance()),
            ANSWERS_WITHIN);
    return Optional.ofNullable(config.getExecutionConfigInfo())
        .map(told -> told.getGlobalJobParameters().get(StreamTuning.STATE_FOLDER))
        .map(folder -> JobFolder.at(folder).savepoints());
  }

  /**
   * Waits for the job to end by itself.
   *
   * @throws IOException if it fails, with the root of the failure; or if the limit passes first
   */
  public void awaitEnd(Duration limit) throws IOException {
    FlinkAnswer.of(client.requestJobResult(id), limit);
    throwIfFailed();
  }

  /** Ends the job now; the next one of its name goes on from its last checkpoint. */
  public void cancel() throws IOException {
    FlinkAnswer.of(client.cancel(id), ANSWERS_WITHIN);
    FlinkAnswer.of(client.requestJobResult(id), ANSWERS_WITHIN);
  }
}
