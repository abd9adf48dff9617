package io.cardbeam.dataflow;

import io.cardbeam.command.AnyRunner;
import io.cardbeam.command.Cardbeam;
import io.cardbeam.command.stream.StreamHosts;

/** The commands of any runner, with the Dataflow runner on the class path. */
public final class Main {
  private Main() {}

  /** Runs a command and exits with its code. */
  public static void main(String[] args) {
    System.exit(Cardbeam.with(AnyRunner.commands(StreamHosts.ofBeam())).execute(args));
  }
}
