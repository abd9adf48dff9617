package io.cardbeam.flink;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.sdk.Pipeline;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.client.program.ClusterClient;
import org.apache.flink.client.program.MiniClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.runtime.checkpoint.CheckpointStatsSnapshot;
import org.apache.flink.runtime.checkpoint.CompletedCheckpointStats;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.AccessExecutionJobVertex;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.scheduler.exceptionhistory.RootExceptionHistoryEntry;

/** A cluster in this process, by calls. */
final class InProcessAccess implements JobAccess {
  private final PortlessMiniCluster cluster;
  private final int slots;
  private final MiniClusterClient client;

  InProcessAccess(PortlessMiniCluster cluster, int slots) {
    this.cluster = cluster;
    this.slots = slots;
    this.client = new MiniClusterClient(new Configuration(), cluster);
  }

  @Override
  public ClusterClient<?> client() {
    return client;
  }

  @Override
  public String address() {
    return "this process";
  }

  @Override
  public void submit(Pipeline pipeline) throws IOException {
    try {
      InProcessEnvironments.during(
          cluster, settings(pipeline.getOptions().as(FlinkPipelineOptions.class)), pipeline::run);
    } catch (Exception e) {
      throw new IOException("Flink does not take the pipeline: " + RootCause.line(e), e);
    }
  }

  /** Beam takes these over for a cluster that it reaches by REST, and for no other. */
  static Configuration settings(FlinkPipelineOptions options) {
    Configuration settings =
        options.getFlinkConfDir() == null
            ? new Configuration()
            : GlobalConfiguration.loadConfiguration(options.getFlinkConfDir());
    if (options.getSavepointPath() != null) {
      SavepointRestoreSettings.toConfiguration(
          SavepointRestoreSettings.forPath(
              options.getSavepointPath(), options.getAllowNonRestoredState()),
          settings);
    }
    return settings;
  }

  @Override
  public Optional<FlinkCluster.Overview> overviewIfUp() {
    return Optional.of(new FlinkCluster.Overview(1, slots, slots));
  }

  /** It was looked at when this was started: see {@link InProcessFlink#start}. */
  @Override
  public void requireMemoryForRocksDb() {}

  @Override
  public boolean isRunning(JobID job) throws IOException {
    AccessExecutionGraph graph = graph(job);
    return graph.getState() == JobStatus.RUNNING
        && graph.getAllVertices().values().stream()
            .map(AccessExecutionJobVertex::getAggregateState)
            .allMatch(state -> state == ExecutionState.RUNNING);
  }

  @Override
  public Optional<FlinkJob.Checkpoints> checkpoints(JobID job) throws IOException {
    CheckpointStatsSnapshot statistics = graph(job).getCheckpointStatsSnapshot();
    if (statistics == null) {
      return Optional.empty();
    }
    Optional<CompletedCheckpointStats> last =
        Optional.ofNullable(statistics.getHistory().getLatestCompletedCheckpoint());
    return Optional.of(
        new FlinkJob.Checkpoints(
            statistics.getCounts().getNumberOfCompletedCheckpoints(),
            statistics.getCounts().getNumberOfFailedCheckpoints(),
            last.map(stats -> Instant.ofEpochMilli(stats.getLatestAckTimestamp())),
            last.map(CompletedCheckpointStats::getStateSize).orElse(0L)));
  }

  @Override
  public List<String> failures(JobID job) throws IOException {
    List<String> traces = new ArrayList<>();
    for (RootExceptionHistoryEntry root :
        FlinkAnswer.of(cluster.info(job), FlinkJob.ANSWERS_WITHIN).getExceptionHistory()) {
      traces.add(root.getExceptionAsString());
      root.getConcurrentExceptions().forEach(entry -> traces.add(entry.getExceptionAsString()));
    }
    return traces;
  }

  @Override
  public Map<String, String> parameters(JobID job) throws IOException {
    return graph(job).getArchivedExecutionConfig().getGlobalJobParameters();
  }

  /** Of tasks that have ended; those that run tell only a cluster's metrics of it. */
  @Override
  public long recordsMoved(JobID job) throws IOException {
    long moved = 0;
    for (var task : graph(job).getAllExecutionVertices()) {
      var metrics = task.getCurrentExecutionAttempt().getIOMetrics();
      if (metrics != null) {
        moved += metrics.getNumRecordsIn() + metrics.getNumRecordsOut();
      }
    }
    return moved;
  }

  private AccessExecutionGraph graph(JobID job) throws IOException {
    return FlinkAnswer.of(cluster.getExecutionGraph(job), FlinkJob.ANSWERS_WITHIN);
  }

  @Override
  public void close() {
    client.close();
  }
}
