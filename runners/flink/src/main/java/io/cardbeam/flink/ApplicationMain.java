package io.cardbeam.flink;

import io.cardbeam.command.AnyRunner;
import io.cardbeam.command.Cardbeam;

/**
 * {@link Main} for a cluster that lives for one job, where it runs inside the JobManager: exiting
 * would end the job that it has just submitted.
 */
public final class ApplicationMain {
  private ApplicationMain() {}

  /**
   * Runs a command.
   *
   * @throws IllegalStateException if it failed or was used wrongly
   */
  public static void main(String[] args) {
    int exitCode = Cardbeam.with(AnyRunner.commands(FlinkHosts.all())).execute(args);
    if (exitCode != 0) {
      throw new IllegalStateException("the command ended with code " + exitCode);
    }
  }
}
