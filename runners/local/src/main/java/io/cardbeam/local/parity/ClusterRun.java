package io.cardbeam.local.parity;

import io.cardbeam.command.ProgressLine;
import io.cardbeam.flink.Ports;
import io.cardbeam.local.cluster.ClusterSize;
import io.cardbeam.local.cluster.LocalCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/** Bounded mode on a Flink cluster of separate processes, which is started for it and stopped. */
final class ClusterRun implements ParityRun {
  private static final String NAME = "cluster";
  private static final ClusterSize SIZE = new ClusterSize(2, 1, 1_800);

  private final AtomicLong steps = new AtomicLong();

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public RunAccount decide(ParityInput input, Path folder, ProgressLine line) throws IOException {
    Files.createDirectories(folder);
    LocalCluster cluster = LocalCluster.in(folder.resolve("flink"));
    line.show("starting a cluster");
    cluster.start(SIZE, new Ports(folder.resolve("ports.properties")).port("flink"));
    steps.incrementAndGet();
    try {
      return BoundedRun.onCluster(NAME, cluster.address()).decide(input, folder, line);
    } finally {
      cluster.stop();
    }
  }

  /** What the cluster does is not seen from here until it is done. */
  @Override
  public long progress() {
    return steps.get();
  }
}
