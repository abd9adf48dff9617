package io.cardbeam.local.cluster;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code cluster}: Flink as separate processes. */
@Command(
    name = "cluster",
    description = {
      "A Flink session cluster of separate processes on this machine, on loopback: JobManager,"
          + " TaskManagers, the ZooKeeper that remembers for the JobManager, and a guard that starts"
          + " again what dies.",
      "./cardbeam stream --flink-master=HOST:PORT and the bounded commands run on it."
    },
    subcommands = {ClusterStartCommand.class, ClusterStatusCommand.class, ClusterStopCommand.class})
public final class ClusterCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it.
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "start, status or stop?");
  }
}
