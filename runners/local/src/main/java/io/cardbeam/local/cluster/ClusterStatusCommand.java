package io.cardbeam.local.cluster;

import io.cardbeam.command.JsonOption;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code cluster status}. */
@Command(
    name = "status",
    description = {
      "Tells of the cluster's processes and jobs. Exit code 0 if all of its processes run, 1 if not."
    })
final class ClusterStatusCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it.
  private CommandSpec spec;

  @Mixin private final ClusterFolderOption where = new ClusterFolderOption();
  @Mixin private final JsonOption json = new JsonOption();

  @Override
  public Integer call() throws IOException {
    ClusterTable table = ClusterTable.of(where.cluster());
    table.print(spec.commandLine().getOut(), json.isSet());
    return table.isWhole() ? 0 : 1;
  }
}
