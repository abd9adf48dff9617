package io.cardbeam.local.cluster;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which cluster of this machine is meant. */
final class ClusterFolderOption {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "cardbeam-data/cluster",
      description =
          "Folder of the cluster: its settings, logs and state. Default: ${DEFAULT-VALUE}.")
  @SuppressWarnings("NullAway.Init") // It has a default.
  private Path folder;

  LocalCluster cluster() {
    return LocalCluster.in(folder);
  }
}
