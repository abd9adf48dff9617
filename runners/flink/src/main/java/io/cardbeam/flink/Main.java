package io.cardbeam.flink;

import io.cardbeam.command.AnyRunner;
import io.cardbeam.command.Cardbeam;

/** The commands of any runner, with the Flink runner on the class path. */
public final class Main {
  private Main() {}

  /** Runs a command and exits with its code. */
  public static void main(String[] args) {
    System.exit(Cardbeam.with(AnyRunner.commands(FlinkHosts.all())).execute(args));
  }
}
