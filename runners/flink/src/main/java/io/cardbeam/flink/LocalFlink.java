package io.cardbeam.flink;

import io.cardbeam.command.stream.StreamState;
import io.cardbeam.command.stream.StreamState.StateBackend;
import io.cardbeam.pipeline.files.OwnerOnly;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;

/**
 * A whole Flink cluster in this process. Beam submits to it over its REST port on loopback, as it
 * would to a cluster elsewhere; the classes are shared, so none has to be staged.
 *
 * <p>Each job has a folder for its checkpoints and savepoints, from which its successor goes on.
 */
public final class LocalFlink implements AutoCloseable {
  /** Time between two checkpoints: what is worked again at most after a crash. */
  public static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(3);

  /** How often a failing job is started again before its failure counts. */
  public static final int RESTARTS = 3;

  private static final Duration RESTART_DELAY = Duration.ofSeconds(2);
  private static final Duration STOPS_WITHIN = Duration.ofSeconds(30);

  private final MiniCluster miniCluster;
  private final FlinkCluster cluster;
  private final Path folder;
  private final int slots;

  private LocalFlink(MiniCluster miniCluster, FlinkCluster cluster, Path folder, int slots) {
    this.miniCluster = miniCluster;
    this.cluster = cluster;
    this.folder = folder;
    this.slots = slots;
  }

  /**
   * Starts a cluster.
   *
   * @param folder for the state of jobs
   * @param slots parallelism that jobs get
   * @throws IOException if it does not start
   */
  public static LocalFlink start(Path folder, Ports ports, int slots) throws IOException {
    OwnerOnly.folder(folder);
    int port = ports.port("flink");
    Configuration settings = new Configuration();
    clusterSettings(port).forEach((key, value) -> settings.setString((String) key, (String) value));
    MiniCluster miniCluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(settings)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(slots)
                .build());
    try {
      miniCluster.start();
    } catch (Exception e) {
      throw new IOException("Flink does not start: " + RootCause.line(e), e);
    }
    return new LocalFlink(miniCluster, FlinkCluster.at(Ports.LOOPBACK + ":" + port), folder, slots);
  }

  /** As any other cluster, by its REST port. */
  public FlinkCluster cluster() {
    return cluster;
  }

  /** Where Flink's own page is, on loopback. */
  public String webAddress() {
    return "http://" + cluster.address();
  }

  private static Properties clusterSettings(int port) {
    Properties p = new Properties();
    p.setProperty("rest.address", Ports.LOOPBACK);
    p.setProperty("rest.bind-address", Ports.LOOPBACK);
    p.setProperty("rest.port", Integer.toString(port));
    p.setProperty("rest.bind-port", Integer.toString(port));
    p.setProperty("jobmanager.bind-host", Ports.LOOPBACK);
    p.setProperty("taskmanager.bind-host", Ports.LOOPBACK);
    p.setProperty("web.submit.enable", "false");
    p.setProperty("taskmanager.memory.managed.size", "64mb");
    p.setProperty("taskmanager.memory.network.min", "64mb");
    p.setProperty("taskmanager.memory.network.max", "64mb");
    p.setProperty("classloader.check-leaked-classloader", "false");
    return p;
  }

  /**
   * Sets what a pipeline needs to run here, for live traffic: streaming, this cluster, low latency,
   * checkpoints. To be called before the pipeline is built.
   *
   * @param jobName the job's state folder is named so; from one start to the next it has the same
   */
  public void configure(PipelineOptions options, String jobName) throws IOException {
    StreamState state =
        new StreamState(
            jobName, Optional.of(folder.toString()), StateBackend.heap, Optional.empty(), false);
    new StreamTuning(CHECKPOINT_INTERVAL).apply(options, state);
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
  void host(PipelineOptions options) throws IOException {
    FlinkPipelineOptions flink = options.as(FlinkPipelineOptions.class);
    flink.setFlinkMaster(cluster.address());
    flink.setFilesToStage(List.of(emptyJar().toString()));
    flink.setAttachedMode(false);
    flink.setParallelism(slots);
  }

  /**
   * Something to stage: with nothing named, Beam would send the whole class path, 400 MB, through
   * the REST port at each submission.
   */
  private Path emptyJar() throws IOException {
    Path jar = folder.resolve("empty.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(file, new Manifest())) {
      entries.finish();
    }
    return jar;
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
    FlinkAnswer.of(
        miniCluster.closeAsync().orTimeout(STOPS_WITHIN.toSeconds(), TimeUnit.SECONDS),
        STOPS_WITHIN);
  }
}
