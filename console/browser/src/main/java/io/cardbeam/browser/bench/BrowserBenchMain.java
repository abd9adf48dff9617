package io.cardbeam.browser.bench;

import io.cardbeam.command.Cardbeam;
import java.util.List;
import picocli.CommandLine.Command;

/**
 * Where {@code ./cardbeam bench page} and {@code bench cube} begin: apart from the other
 * benchmarks, which go without a browser and what drives it.
 */
public final class BrowserBenchMain {
  private BrowserBenchMain() {}

  /** Runs the command and exits with its code. */
  public static void main(String[] args) {
    System.exit(Cardbeam.with(List.of(new Bench())).execute(args));
  }

  /** Only holds its commands. */
  @Command(
      name = "bench",
      subcommands = {PageBenchCommand.class, CubeBenchCommand.class})
  static final class Bench {}
}
