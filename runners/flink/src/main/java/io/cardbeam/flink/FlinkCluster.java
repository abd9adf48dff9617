package io.cardbeam.flink;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.beam.sdk.Pipeline;
import org.apache.flink.api.common.JobID;
import org.apache.flink.client.deployment.StandaloneClusterId;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.runtime.client.JobStatusMessage;

/**
 * A Flink cluster, by the address of its REST port or in this process. A JobManager that is away
 * for less than a minute is waited for.
 */
public final class FlinkCluster implements AutoCloseable {
  private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(90);
  private static final int DEFAULT_PORT = 8081;
  private static final long ASK_AGAIN_MILLIS = 500;
  private static final int ASK_AT_MOST = 120;
  private static final int HIGHEST_PORT = 65_535;

  private final JobAccess access;

  FlinkCluster(JobAccess access) {
    this.access = access;
  }

  /**
   * The cluster at an address; nothing is asked of it yet.
   *
   * @param address HOST:PORT, or HOST for port 8081
   * @throws IllegalArgumentException if it is no address
   */
  public static FlinkCluster at(String address) throws IOException {
    int colon = address.lastIndexOf(':');
    String host = colon < 0 ? address : address.substring(0, colon);
    int port = colon < 0 ? DEFAULT_PORT : port(address, address.substring(colon + 1));
    Configuration settings = new Configuration();
    settings.set(RestOptions.ADDRESS, host);
    settings.set(RestOptions.PORT, port);
    settings.set(RestOptions.RETRY_DELAY, ASK_AGAIN_MILLIS);
    settings.set(RestOptions.RETRY_MAX_ATTEMPTS, ASK_AT_MOST);
    try {
      return new FlinkCluster(
          new RestAccess(
              new RestClusterClient<>(settings, StandaloneClusterId.getInstance()),
              host + ":" + port));
    } catch (Exception e) {
      throw new IOException("no client for Flink at " + address + ": " + RootCause.line(e), e);
    }
  }

  private static int port(String address, String text) {
    try {
      int port = Integer.parseInt(text);
      if (port > 0 && port <= HIGHEST_PORT) {
        return port;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(address + " is not HOST:PORT", e);
    }
    throw new IllegalArgumentException(address + " is not HOST:PORT");
  }

  /** HOST:PORT of its REST port, or words for one that has none. */
  public String address() {
    return access.address();
  }

  /**
   * Who is there to work.
   *
   * @param taskManagers that the JobManager knows
   * @param slots of all of them
   * @param freeSlots of these, without a task
   */
  public record Overview(int taskManagers, int slots, int freeSlots) {}

  /** Who is there to work; empty if nobody answers within two seconds. */
  public Optional<Overview> overviewIfUp() {
    return access.overviewIfUp();
  }

  /**
   * Looks whether its slots have the memory that state in RocksDB needs.
   *
   * @throws IOException if not, or Flink does not answer
   */
  void requireMemoryForRocksDb() throws IOException {
    access.requireMemoryForRocksDb();
  }

  /**
   * A job that has not ended.
   *
   * @throws IOException if Flink does not answer
   */
  public Optional<FlinkJob> job(String name) throws IOException {
    return unfinished().stream().filter(job -> job.name().equals(name)).findFirst();
  }

  /**
   * Jobs that have not ended.
   *
   * @throws IOException if Flink does not answer
   */
  public List<FlinkJob> unfinished() throws IOException {
    List<FlinkJob> jobs = new ArrayList<>();
    for (JobStatusMessage job : all()) {
      if (!job.getJobState().isGloballyTerminalState()) {
        jobs.add(new FlinkJob(access, job.getJobId(), job.getJobName()));
      }
    }
    return jobs;
  }

  private Collection<JobStatusMessage> all() throws IOException {
    try {
      return FlinkAnswer.of(access.client().listJobs(), ANSWERS_WITHIN);
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("Flink does not list its jobs: " + RootCause.line(e), e);
    }
  }

  /**
   * Submits a pipeline whose options name this cluster as Flink's master.
   *
   * @throws IOException if a job of its name is there, or Flink does not take it
   */
  public FlinkJob submit(Pipeline pipeline) throws IOException {
    String name = pipeline.getOptions().getJobName();
    if (job(name).isPresent()) {
      throw new IOException(
          "a job named "
              + name
              + " runs at "
              + access.address()
              + " already: stop it, or give this one another name");
    }
    Set<JobID> before = new HashSet<>();
    all().forEach(job -> before.add(job.getJobId()));
    access.submit(pipeline);
    return all().stream()
        .filter(job -> job.getJobName().equals(name) && !before.contains(job.getJobId()))
        .findFirst()
        .map(job -> new FlinkJob(access, job.getJobId(), name))
        .orElseThrow(() -> new IOException("Flink does not know the job it just took"));
  }

  @Override
  public void close() {
    access.close();
  }
}
