package io.cardbeam.flink;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.Pipeline;
import org.apache.flink.api.common.JobID;
import org.apache.flink.client.program.ClusterClient;

/** How a cluster is asked: by its REST port, or in this process. */
interface JobAccess extends AutoCloseable {
  /** What any cluster of Flink's can be asked. */
  ClusterClient<?> client();

  /** Where it is, for people. */
  String address();

  /**
   * Has a pipeline submitted.
   *
   * @throws IOException if Flink does not take it
   */
  void submit(Pipeline pipeline) throws IOException;

  /** Who is there to work; empty if nobody answers within two seconds. */
  Optional<FlinkCluster.Overview> overviewIfUp();

  /**
   * Looks whether its slots have the memory that state in RocksDB needs.
   *
   * @throws IOException if not, or Flink does not answer
   */
  void requireMemoryForRocksDb() throws IOException;

  /**
   * Whether every task of a job runs.
   *
   * @throws IOException if Flink does not answer
   */
  boolean isRunning(JobID job) throws IOException;

  /**
   * What became of a job's checkpoints; empty if it keeps none.
   *
   * @throws IOException if Flink does not answer
   */
  Optional<FlinkJob.Checkpoints> checkpoints(JobID job) throws IOException;

  /**
   * Traces of what a job failed of so far, the newest try first.
   *
   * @throws IOException if Flink does not answer
   */
  List<String> failures(JobID job) throws IOException;

  /**
   * What the job's pipeline told of itself.
   *
   * @throws IOException if Flink does not answer
   */
  Map<String, String> parameters(JobID job) throws IOException;

  /**
   * Records that a job's tasks have read and written so far.
   *
   * @throws IOException if Flink does not answer
   */
  long recordsMoved(JobID job) throws IOException;

  @Override
  void close();
}
