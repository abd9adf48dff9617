package io.cardbeam.flink;

import io.cardbeam.command.stream.StreamState.StateBackend;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;

/** A Flink cluster of one TaskManager in this process, asked by calls alone. */
final class InProcessFlink implements AutoCloseable {
  private static final Duration STOPS_WITHIN = Duration.ofSeconds(30);

  /** For sorting what bounded pipelines group; streams with their state in the heap need none. */
  private static final long SORTING_MIB_PER_SLOT = 64;

  private final PortlessMiniCluster cluster;
  private final int slots;

  private InProcessFlink(PortlessMiniCluster cluster, int slots) {
    this.cluster = cluster;
    this.slots = slots;
  }

  /**
   * Starts it.
   *
   * @param slots parallelism that jobs can have
   * @param backend where a stream's state is, for which memory is set aside
   * @throws IOException if it does not start, or the machine has too little memory
   */
  static InProcessFlink start(int slots, StateBackend backend) throws IOException {
    if (backend == StateBackend.rocksdb) {
      RocksDbMemory.requireOfMachine(slots);
    }
    PortlessMiniCluster cluster =
        new PortlessMiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(settings(slots, backend))
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(slots)
                .build());
    try {
      cluster.start();
    } catch (Exception e) {
      throw new IOException("Flink does not start: " + RootCause.line(e), e);
    }
    return new InProcessFlink(cluster, slots);
  }

  private static Configuration settings(int slots, StateBackend backend) {
    long managed =
        slots
            * switch (backend) {
              case heap -> SORTING_MIB_PER_SLOT;
              case rocksdb -> RocksDbMemory.mibPerSlot();
            };
    Configuration settings = new Configuration();
    settings.setString("rest.address", Ports.LOOPBACK);
    settings.setString("rest.bind-address", Ports.LOOPBACK);
    settings.setString("rest.port", "0");
    settings.setString("rest.bind-port", "0");
    settings.setString("jobmanager.bind-host", Ports.LOOPBACK);
    settings.setString("taskmanager.bind-host", Ports.LOOPBACK);
    settings.setString("web.submit.enable", "false");
    settings.setString("web.cancel.enable", "false");
    settings.setString("taskmanager.memory.managed.size", managed + "mb");
    settings.setString("taskmanager.memory.network.min", "64mb");
    settings.setString("taskmanager.memory.network.max", "64mb");
    settings.setString("classloader.check-leaked-classloader", "false");
    return settings;
  }

  /** How it is asked of its jobs. */
  FlinkCluster asCluster() {
    return new FlinkCluster(new InProcessAccess(cluster, slots));
  }

  /**
   * Does something that submits to Flink; it comes here.
   *
   * @param settings of the jobs
   * @throws IOException if it fails, but for what is thrown unchecked
   */
  <T> T during(Configuration settings, Callable<T> work) throws IOException {
    try {
      return InProcessEnvironments.during(cluster, settings, work);
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("Flink: " + RootCause.line(e), e);
    }
  }

  /** Ends it; jobs that still run are dropped without a savepoint. */
  @Override
  public void close() throws IOException {
    FlinkAnswer.of(
        cluster.closeAsync().orTimeout(STOPS_WITHIN.toSeconds(), TimeUnit.SECONDS), STOPS_WITHIN);
  }
}
