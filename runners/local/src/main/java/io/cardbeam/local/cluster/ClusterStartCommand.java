package io.cardbeam.local.cluster;

import io.cardbeam.command.JsonOption;
import io.cardbeam.command.ProgressLine;
import io.cardbeam.flink.Ports;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code cluster start}. */
@Command(
    name = "start",
    description = {
      "Starts the cluster and leaves it running. Jobs that were running when it was lost go on from"
          + " their last checkpoint.",
    })
final class ClusterStartCommand implements Callable<Integer> {
  private static final int HIGHEST_PORT = 65_535;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it.
  private CommandSpec spec;

  @Mixin private final ClusterFolderOption where = new ClusterFolderOption();
  @Mixin private final JsonOption json = new JsonOption();

  @Option(
      names = "--task-managers",
      paramLabel = "N",
      defaultValue = "2",
      description = "Processes that work, 1 to 16. Default: ${DEFAULT-VALUE}.")
  private int taskManagers = 2;

  @Option(
      names = "--slots",
      paramLabel = "N",
      defaultValue = "2",
      description =
          "Slots of each of them, 1 to 16; all slots together are the highest parallelism of all"
              + " jobs. Default: ${DEFAULT-VALUE}.")
  private int slots = 2;

  @Option(
      names = "--memory",
      paramLabel = "MIB",
      defaultValue = "1500",
      description = "Memory of each of them in MiB, all told. Default: ${DEFAULT-VALUE}.")
  private int memoryMiB = 1500;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8081",
      description = "REST port, which is Flink's page, too. Default: ${DEFAULT-VALUE}.")
  private int port = 8081;

  @Override
  public Integer call() throws IOException {
    LocalCluster cluster = where.cluster();
    ClusterSize size = size();
    if (port < 1 || port > HIGHEST_PORT) {
      throw new ParameterException(spec.commandLine(), "--port must be 1 to " + HIGHEST_PORT);
    }
    if (cluster.isRunning()) {
      throw new ParameterException(
          spec.commandLine(),
          "a cluster runs in " + cluster.folder().root() + " already, at " + cluster.address());
    }
    if (!Ports.isFree(port)) {
      throw new ParameterException(
          spec.commandLine(), "--port: " + port + " is taken; name another one");
    }
    PrintWriter out = spec.commandLine().getOut();
    ProgressLine line = ProgressLine.of(out, json.isSet());
    line.during(
        "Flink",
        () -> {
          cluster.start(size, port);
          return cluster.address();
        },
        address -> size.taskManagers() + " TaskManagers at http://" + address);
    if (!json.isSet()) {
      out.println("  Run on it with: ./cardbeam stream --flink-master=" + cluster.address());
    }
    ClusterTable.of(cluster).print(out, json.isSet());
    return 0;
  }

  private ClusterSize size() {
    try {
      return new ClusterSize(taskManagers, slots, memoryMiB);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }
}
