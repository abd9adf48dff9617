package io.cardbeam.flink;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.Pipeline;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.client.program.ClusterClient;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.rest.handler.legacy.messages.ClusterOverviewWithVersion;
import org.apache.flink.runtime.rest.messages.EmptyMessageParameters;
import org.apache.flink.runtime.rest.messages.EmptyRequestBody;
import org.apache.flink.runtime.rest.messages.JobConfigHeaders;
import org.apache.flink.runtime.rest.messages.JobConfigInfo;
import org.apache.flink.runtime.rest.messages.JobExceptionsHeaders;
import org.apache.flink.runtime.rest.messages.JobExceptionsInfoWithHistory.RootExceptionInfo;
import org.apache.flink.runtime.rest.messages.JobMessageParameters;
import org.apache.flink.runtime.rest.messages.checkpoints.CheckpointStatistics;
import org.apache.flink.runtime.rest.messages.checkpoints.CheckpointingStatistics;
import org.apache.flink.runtime.rest.messages.checkpoints.CheckpointingStatisticsHeaders;
import org.apache.flink.runtime.rest.messages.job.JobDetailsInfo;
import org.apache.flink.runtime.rest.messages.job.JobExceptionsMessageParameters;
import org.apache.flink.runtime.rest.messages.taskmanager.TaskManagerInfo;
import org.apache.flink.runtime.rest.messages.taskmanager.TaskManagersHeaders;
import org.apache.flink.runtime.rest.messages.taskmanager.TaskManagersInfo;
import org.apache.flink.runtime.rest.util.RestClientException;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpResponseStatus;
import org.apache.flink.util.ExceptionUtils;

/**
 * A cluster by its REST port.
 *
 * @param rest Flink's own client
 * @param address HOST:PORT
 */
record RestAccess(RestClusterClient<?> rest, String address) implements JobAccess {
  private static final Duration LOOKS_FOR = Duration.ofSeconds(2);

  @Override
  public ClusterClient<?> client() {
    return rest;
  }

  @Override
  public void submit(Pipeline pipeline) throws IOException {
    try {
      pipeline.run();
    } catch (RuntimeException e) {
      throw new IOException("Flink does not take the pipeline: " + RootCause.line(e), e);
    }
  }

  @Override
  public Optional<FlinkCluster.Overview> overviewIfUp() {
    try {
      ClusterOverviewWithVersion overview = FlinkAnswer.of(rest.getClusterOverview(), LOOKS_FOR);
      return Optional.of(
          new FlinkCluster.Overview(
              overview.getNumTaskManagersConnected(),
              overview.getNumSlotsTotal(),
              overview.getNumSlotsAvailable()));
    } catch (IOException notUp) {
      return Optional.empty();
    }
  }

  @Override
  public void requireMemoryForRocksDb() throws IOException {
    TaskManagersInfo there =
        FlinkAnswer.of(
            rest.sendRequest(
                TaskManagersHeaders.getInstance(),
                EmptyMessageParameters.getInstance(),
                EmptyRequestBody.getInstance()),
            FlinkJob.ANSWERS_WITHIN);
    for (TaskManagerInfo taskManager : there.getTaskManagerInfos()) {
      RocksDbMemory.requireOfCluster(
          address, taskManager.getTotalResource().getManagedMB(), taskManager.getNumberSlots());
    }
  }

  @Override
  public boolean isRunning(JobID job) throws IOException {
    JobDetailsInfo details = details(job);
    return details.getJobStatus() == JobStatus.RUNNING
        && details.getJobVertexInfos().stream()
            .allMatch(task -> task.getExecutionState() == ExecutionState.RUNNING);
  }

  private JobDetailsInfo details(JobID job) throws IOException {
    return FlinkAnswer.of(rest.getJobDetails(job), FlinkJob.ANSWERS_WITHIN);
  }

  @Override
  public long recordsMoved(JobID job) throws IOException {
    return details(job).getJobVertexInfos().stream()
        .map(JobDetailsInfo.JobVertexDetailsInfo::getJobVertexMetrics)
        .mapToLong(moved -> moved.getRecordsRead() + moved.getRecordsWritten())
        .sum();
  }

  @Override
  public Optional<FlinkJob.Checkpoints> checkpoints(JobID job) throws IOException {
    CheckpointingStatistics statistics;
    try {
      statistics =
          FlinkAnswer.of(
              rest.sendRequest(
                  CheckpointingStatisticsHeaders.getInstance(),
                  named(job),
                  EmptyRequestBody.getInstance()),
              FlinkJob.ANSWERS_WITHIN);
    } catch (IOException e) {
      if (hasNone(e)) {
        return Optional.empty();
      }
      throw e;
    }
    CheckpointStatistics last =
        statistics.getLatestCheckpoints().getCompletedCheckpointStatistics();
    return Optional.of(
        new FlinkJob.Checkpoints(
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

  @Override
  public List<String> failures(JobID job) throws IOException {
    JobExceptionsMessageParameters parameters = new JobExceptionsMessageParameters();
    parameters.jobPathParameter.resolve(job);
    List<String> traces = new ArrayList<>();
    for (RootExceptionInfo root :
        FlinkAnswer.of(
                rest.sendRequest(
                    JobExceptionsHeaders.getInstance(), parameters, EmptyRequestBody.getInstance()),
                FlinkJob.ANSWERS_WITHIN)
            .getExceptionHistory()
            .getEntries()) {
      traces.add(root.getStacktrace());
      root.getConcurrentExceptions().forEach(info -> traces.add(info.getStacktrace()));
    }
    return traces;
  }

  @Override
  public Map<String, String> parameters(JobID job) throws IOException {
    JobConfigInfo config =
        FlinkAnswer.of(
            rest.sendRequest(
                JobConfigHeaders.getInstance(), named(job), EmptyRequestBody.getInstance()),
            FlinkJob.ANSWERS_WITHIN);
    return Optional.ofNullable(config.getExecutionConfigInfo())
        .map(JobConfigInfo.ExecutionConfigInfo::getGlobalJobParameters)
        .orElse(Map.of());
  }

  private static JobMessageParameters named(JobID job) {
    JobMessageParameters parameters = new JobMessageParameters();
    parameters.jobPathParameter.resolve(job);
    return parameters;
  }

  @Override
  public void close() {
    rest.close();
  }
}
