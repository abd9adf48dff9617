package io.cardbeam.local;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.runners.flink.FlinkRunner;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.client.JobStatusMessage;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;

/**
 * A whole Flink cluster in this process. Beam submits to it over its REST port on loopback, as it
 * would to a cluster elsewhere; the classes are shared, so none has to be staged.
 *
 * <p>State lives on the heap. Each job has a folder for its checkpoints and savepoints, from which
 * its successor goes on.
 */
public final class LocalFlink implements AutoCloseable {
  /** Time between two checkpoints: what is worked again at most after a crash. */
  public static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(3);

  /** How often a failing job is started again before its failure counts. */
  public static final int RESTARTS = 3;

  private static final Duration RESTART_DELAY = Duration.ofSeconds(2);
  private static final Duration STOPS_WITHIN = Duration.ofSeconds(30);
  private static final long WATERMARK_EVERY_MILLIS = 100;

  /** A bundle's end waits for Kafka and PostgreSQL; its records are on their way before. */
  private static final long MAX_BUNDLE_MILLIS = 200;

  private static final long MAX_BUNDLE_SIZE = 1_000;

  private final MiniCluster cluster;
  private final Path folder;
  private final int slots;
  private final int port;

  private LocalFlink(MiniCluster cluster, Path folder, int slots, int port) {
    this.cluster = cluster;
    this.folder = folder;
    this.slots = slots;
    this.port = port;
  }

  /**
   * Starts a cluster.
   *
   * @param folder for the state of jobs
   * @param slots parallelism that jobs get
   * @throws IOException if it does not start
   */
  public static LocalFlink start(Path folder, Ports ports, int slots) throws IOException {
    Files.createDirectories(folder);
    int port = ports.port("flink");
    Configuration settings = new Configuration();
    clusterSettings(port).forEach((key, value) -> settings.setString((String) key, (String) value));
    MiniCluster cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(settings)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(slots)
                .build());
    try {
      cluster.start();
    } catch (Exception e) {
      throw new IOException("Flink does not start: " + RootCause.line(e), e);
    }
    return new LocalFlink(cluster, folder, slots, port);
  }

  /** Where Flink's own page is, on loopback. */
  public String webAddress() {
    return "http://" + Ports.LOOPBACK + ":" + port;
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
    JobFolder job = jobFolder(jobName);
    FlinkPipelineOptions flink = options.as(FlinkPipelineOptions.class);
    flink.setRunner(FlinkRunner.class);
    flink.setJobName(jobName);
    flink.setStreaming(true);
    flink.setFlinkMaster(Ports.LOOPBACK + ":" + port);
    flink.setFlinkConfDir(writeClientSettings(job).toString());
    flink.setFilesToStage(List.of(emptyJar().toString()));
    flink.setAttachedMode(false);
    flink.setParallelism(slots);
    flink.setObjectReuse(true);
    flink.setFasterCopy(true);
    flink.setAutoWatermarkInterval(WATERMARK_EVERY_MILLIS);
    flink.setMaxBundleTimeMills(MAX_BUNDLE_MILLIS);
    flink.setMaxBundleSize(MAX_BUNDLE_SIZE);
    flink.setNumberOfExecutionRetries(RESTARTS);
    flink.setExecutionRetryDelay(RESTART_DELAY.toMillis());
    flink.setCheckpointingInterval(CHECKPOINT_INTERVAL.toMillis());
    flink.setExternalizedCheckpointsEnabled(true);
    flink.setRetainExternalizedCheckpointsOnCancellation(true);
    job.newestState().ifPresent(state -> flink.setSavepointPath(JobFolder.location(state)));
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
    return new JobFolder(folder.resolve(jobName));
  }

  /**
   * Settings for which Beam has no option. Buffers go out with each record: with a time-out, which
   * is 100 ms by default, a decision waits for it at every shuffle, and at 1 ms each of some forty
   * outputs has a thread that wakes up a thousand times a second, which alone keeps a core busy.
   */
  private static Path writeClientSettings(JobFolder job) throws IOException {
    Properties p = new Properties();
    p.setProperty("execution.buffer-timeout.interval", "0 ms");
    p.setProperty("state.backend.type", "hashmap");
    p.setProperty("state.checkpoints.dir", JobFolder.location(job.checkpoints()));
    p.setProperty("state.checkpoints.num-retained", "2");
    Path conf = Files.createDirectories(job.root().resolve("conf"));
    try (Writer writer = Files.newBufferedWriter(conf.resolve("flink-conf.yaml"))) {
      for (String key : p.stringPropertyNames()) {
        writer.write(key + ": " + p.getProperty(key) + "\n");
      }
    }
    return conf;
  }

  /**
   * Submits a pipeline that was built on options from {@link #configure}.
   *
   * @throws IOException if Flink does not take it
   */
  public LocalJob submit(Pipeline pipeline) throws IOException {
    Set<JobID> before = jobs();
    try {
      pipeline.run();
    } catch (RuntimeException e) {
      throw new IOException("Flink does not take the pipeline: " + RootCause.line(e), e);
    }
    Optional<JobID> submitted = jobs().stream().filter(id -> !before.contains(id)).findAny();
    return new LocalJob(
        cluster,
        submitted.orElseThrow(() -> new IOException("Flink does not know the job it just took")),
        jobFolder(pipeline.getOptions().getJobName()));
  }

  private Set<JobID> jobs() throws IOException {
    Set<JobID> ids = new HashSet<>();
    for (JobStatusMessage job : FlinkAnswer.of(cluster.listJobs(), STOPS_WITHIN)) {
      ids.add(job.getJobId());
    }
    return ids;
  }

  /** Ends the cluster; jobs that still run are dropped without a savepoint. */
  @Override
  public void close() throws IOException {
    FlinkAnswer.of(
        cluster.closeAsync().orTimeout(STOPS_WITHIN.toSeconds(), TimeUnit.SECONDS), STOPS_WITHIN);
  }
}
