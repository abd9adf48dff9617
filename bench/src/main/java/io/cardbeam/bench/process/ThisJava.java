package io.cardbeam.bench.process;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The Java that runs this process, to start others with. */
public final class ThisJava {
  private ThisJava() {}

  /** Its command. */
  public static Path command() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  /** Class path of this process. */
  public static String classPath() {
    return System.getProperty("java.class.path");
  }

  /** Options of this process that Cardbeam needs in another, too: all but the heap's size. */
  public static List<String> options() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> !option.startsWith("-Xmx") && !option.startsWith("-agentlib"))
        .toList();
  }

  /**
   * A command of a class of this class path.
   *
   * @param jvm options of its own: the heap's size, for instance
   */
  public static List<String> running(List<String> jvm, Class<?> main, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(command().toString()));
    command.addAll(options());
    command.addAll(jvm);
    command.addAll(List.of("-XX:+ExitOnOutOfMemoryError", "-cp", classPath(), main.getName()));
    command.addAll(arguments);
    return command;
  }
}
