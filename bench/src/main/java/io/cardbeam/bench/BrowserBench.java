package io.cardbeam.bench;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The name of a benchmark that needs a browser, in the list of benchmarks. The launcher starts
 * module console/browser for it, as what drives a browser has no place on this class path.
 */
abstract class BrowserBench implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it.
  private CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(),
        "this benchmark is started by ./cardbeam bench " + spec.name() + " alone");
  }

  /** {@code bench page}. */
  @Command(
      name = "page",
      description = "Measures the live page in this machine's Chromium: tasks, main thread, heap.")
  static final class Page extends BrowserBench {}

  /** {@code bench cube}. */
  @Command(
      name = "cube",
      description = "Measures the cube of a star in this machine's Chromium, from drop to table.")
  static final class Cube extends BrowserBench {}
}
