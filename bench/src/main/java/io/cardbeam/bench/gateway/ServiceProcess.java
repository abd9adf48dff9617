package io.cardbeam.bench.gateway;

import io.cardbeam.local.Main;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A command of Cardbeam's in a process of its own, until it is killed. */
final class ServiceProcess implements AutoCloseable {
  private static final Duration STOPS_WITHIN = Duration.ofSeconds(30);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final Process process;
  private final Path output;

  private ServiceProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /**
   * Starts one.
   *
   * @param name of its files in the folder: what it prints, and its log
   * @param heapMegabytes most
   * @param arguments of the command, its name first
   */
  static ServiceProcess start(Path folder, String name, int heapMegabytes, List<String> arguments)
      throws IOException {
    Path output = folder.resolve(name + ".out");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + heapMegabytes + "m");
    command.add("-Dcardbeam.log.file=" + folder.resolve(name + ".log"));
    command.add("@" + jvmOptions(folder));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    return new ServiceProcess(process, output);
  }

  private static Path jvmOptions(Path folder) throws IOException {
    Path copy = folder.resolve("jvm-options.txt");
    try (InputStream in = Main.class.getResourceAsStream("/jvm-options.txt")) {
      if (in == null) {
        throw new IOException("jvm-options.txt is not on the class path");
      }
      Files.write(copy, in.readAllBytes());
    }
    return copy;
  }

  /**
   * Waits until it prints a text.
   *
   * @throws IOException if it ends before, or does not in time
   */
  void await(String text, Duration within) throws IOException {
    long end = System.nanoTime() + within.toNanos();
    while (!Files.readString(output).contains(text)) {
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new IOException(
            "no '" + text + "' in what it printed: " + Files.readString(output).strip());
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  /** Kills it with signal 9, which no process can hear. */
  void kill() {
    end(process.destroyForcibly());
  }

  @Override
  public void close() {
    process.destroy();
    if (!end(process)) {
      kill();
    }
  }

  private static boolean end(Process process) {
    try {
      return process.waitFor(STOPS_WITHIN.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
