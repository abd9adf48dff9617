package io.cardbeam.local.parity;

import io.cardbeam.command.ProgressLine;
import io.cardbeam.flink.FlinkCluster;
import io.cardbeam.flink.FlinkJob;
import io.cardbeam.flink.Ports;
import io.cardbeam.local.cluster.ClusterSize;
import io.cardbeam.local.cluster.LocalCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Bounded mode on a Flink cluster of separate processes, which is started for it and stopped. */
final class ClusterRun implements ParityRun {
  private static final String NAME = "cluster";
  private static final ClusterSize SIZE = new ClusterSize(2, 1, 2_600);

  private volatile long moved;
  private volatile @Nullable String address;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public RunAccount decide(ParityInput input, Path folder, ProgressLine line) throws IOException {
    Files.createDirectories(folder);
    LocalCluster cluster = LocalCluster.in(folder.resolve("flink"));
    // Its processes would outlive this one.
    Thread end = new Thread(() -> endQuietly(cluster), "end-of-cluster");
    Runtime.getRuntime().addShutdownHook(end);
    try {
      line.show("starting a cluster");
      cluster.start(SIZE, new Ports(folder.resolve("ports.properties")).port("flink"));
      address = cluster.address();
      return BoundedRun.onCluster(NAME, cluster.address(), SIZE.taskManagers() * SIZE.slots())
          .decide(input, folder, line);
    } finally {
      address = null;
      cluster.stop();
      Runtime.getRuntime().removeShutdownHook(end);
    }
  }

  private static void endQuietly(LocalCluster cluster) {
    try {
      cluster.stop();
    } catch (IOException e) {
      System.err.println("cardbeam: " + e.getMessage());
    }
  }

  /** Records that the job has moved, as its cluster tells. */
  @Override
  public long progress() {
    String at = address;
    if (at != null) {
      try (FlinkCluster cluster = FlinkCluster.at(at)) {
        if (cluster.overviewIfUp().isPresent()) {
          for (FlinkJob job : cluster.unfinished()) {
            moved = Math.max(moved, job.recordsMoved());
          }
        }
      } catch (IOException notAnswering) {
        return moved;
      }
    }
    return moved;
  }
}
