package io.cardbeam.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A command as {@code ./cardbeam} runs it, in a process of its own. */
public final class CommandProcess implements AutoCloseable {
  private static final Duration STOPS_WITHIN = Duration.ofMinutes(1);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final Process process;
  private final Path output;

  private CommandProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /**
   * Starts one.
   *
   * @param folder of its files
   * @param name of them: {@code NAME.out} gets what it prints, {@code NAME.log} its log
   * @param javaOptions beside those of every command, such as its heap
   * @param arguments of the command, its name first
   */
  public static CommandProcess start(
      Path folder, String name, List<String> javaOptions, List<String> arguments)
      throws IOException {
    Path output = folder.resolve(name + ".out");
    Path options = Files.writeString(folder.resolve(name + ".options"), JvmOptions.text());
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + options);
    command.add("-Dcardbeam.terminal=false");
    command.add("-Dcardbeam.terminal.in=false");
    command.add("-Dcardbeam.log.file=" + folder.resolve(name + ".log"));
    command.addAll(javaOptions);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    return new CommandProcess(process, output);
  }

  /**
   * Java options of a process that lives briefly, and not alone on the machine: a second compiler
   * and a collector with threads of its own cost more there than they give.
   *
   * @param heap at most, such as {@code 700m}
   */
  public static List<String> briefly(String heap) {
    // One compiler alone gets 48 MB for its code, which a stream fills; nothing is compiled then.
    return List.of(
        "-Xmx" + heap,
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-XX:ReservedCodeCacheSize=240m");
  }

  /** What it has printed so far, errors too. */
  public String printed() throws IOException {
    return Files.readString(output);
  }

  /**
   * Waits for what it prints.
   *
   * @throws IOException if it ends before, or does not print it in time
   */
  public Matcher await(Pattern pattern, Duration within) throws IOException {
    long end = System.nanoTime() + within.toNanos();
    while (true) {
      boolean goesOn = process.isAlive() && System.nanoTime() < end;
      Matcher found = pattern.matcher(printed());
      if (found.find()) {
        return found;
      }
      if (!goesOn) {
        throw new IOException("no '" + pattern + "' in what it printed: " + printed().strip());
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  /**
   * Waits for its end.
   *
   * @throws IOException if its exit code is not 0, or it takes longer
   */
  public void succeed(Duration within) throws IOException {
    if (!ends(within) || process.exitValue() != 0) {
      throw new IOException("it failed, or took longer than " + within + ": " + printed().strip());
    }
  }

  /** Kills it with signal 9, which no process can hear. */
  public void kill() {
    process.destroyForcibly();
    ends(STOPS_WITHIN);
  }

  /** Stops it as Ctrl-C does, and kills it if that does not help. */
  @Override
  public void close() {
    process.destroy();
    if (!ends(STOPS_WITHIN)) {
      kill();
    }
  }

  private boolean ends(Duration within) {
    try {
      return process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
