package io.cardbeam.flink;

import io.cardbeam.command.RunnerOption.Runner;
import io.cardbeam.command.stream.RunnerHost;
import io.cardbeam.command.stream.StreamHosts;

/** Streams on Flink as {@link FlinkHost} runs them, on other runners as Beam does. */
public final class FlinkHosts {
  private FlinkHosts() {}

  /** All of them. */
  public static StreamHosts all() {
    return runner -> runner == Runner.flink ? new FlinkHost() : new RunnerHost();
  }
}
