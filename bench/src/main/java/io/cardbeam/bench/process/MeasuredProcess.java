package io.cardbeam.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A process that ran to its end, and what it took.
 *
 * @param wallSeconds from its start to its end
 * @param cpuSeconds of all its threads, until a tenth of a second before its end
 * @param peakBytes most memory that it had resident; empty where the kernel does not tell
 * @param said what it wrote to its standard output
 */
public record MeasuredProcess(
    double wallSeconds, double cpuSeconds, OptionalLong peakBytes, String said) {
  private static final Duration LOOK_EVERY = Duration.ofMillis(100);
  private static final String PEAK = "VmHWM:";
  private static final String RESIDENT = "VmRSS:";
  private static final int LAST_CHARS = 2_000;

  /**
   * Runs it.
   *
   * @param logs folder for what it writes
   * @param patience how long it may take; it is then ended
   * @throws IOException if it can't be started, does not end in time, or ends with a failure
   */
  public static MeasuredProcess run(List<String> command, Path logs, Duration patience)
      throws IOException {
    return run(command, logs, patience, (seconds, bytes) -> {});
  }

  /** Takes what a process has resident while it runs. */
  public interface Watch {
    /**
     * A look.
     *
     * @param seconds since it was started
     */
    void resident(double seconds, long bytes);
  }

  /**
   * The same, watched.
   *
   * @throws IOException as {@link #run(List, Path, Duration)}
   */
  public static MeasuredProcess run(List<String> command, Path logs, Duration patience, Watch watch)
      throws IOException {
    Path out = logs.resolve("out.txt");
    Path err = logs.resolve("err.txt");
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    // It must not work on when this process is ended.
    Thread end = new Thread(process::destroyForcibly, "end of a measured process");
    Runtime.getRuntime().addShutdownHook(end);
    try {
      Duration cpu = Duration.ZERO;
      OptionalLong peak = OptionalLong.empty();
      long deadline = start + patience.toNanos();
      while (!process.waitFor(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
        cpu = process.info().totalCpuDuration().orElse(cpu);
        OptionalLong now = memory(process.pid(), PEAK);
        peak = now.isPresent() ? now : peak;
        double seconds = (System.nanoTime() - start) / 1e9;
        memory(process.pid(), RESIDENT).ifPresent(bytes -> watch.resident(seconds, bytes));
        if (System.nanoTime() > deadline) {
          throw new IOException("did not end within " + patience.toMinutes() + " minutes");
        }
      }
      double wall = (System.nanoTime() - start) / 1e9;
      if (process.exitValue() != 0) {
        throw new IOException(
            "ended with exit code " + process.exitValue() + ": " + end(out) + end(err));
      }
      return new MeasuredProcess(
          wall, cpu.toMillis() / 1e3, peak, Files.readString(out, StandardCharsets.UTF_8));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      process.destroyForcibly();
      forget(end);
    }
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // This process is being ended, and the hook at work.
    }
  }

  private static String end(Path log) throws IOException {
    String text = Files.readString(log, StandardCharsets.UTF_8);
    return text.substring(Math.max(0, text.length() - LAST_CHARS));
  }

  private static OptionalLong memory(long pid, String name) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
      Optional<String> found = lines.filter(line -> line.startsWith(name)).findFirst();
      // As in "VmHWM:  1234 kB"; a process at its end has none.
      return found.isEmpty()
          ? OptionalLong.empty()
          : OptionalLong.of(Long.parseLong(found.get().replaceAll("\\D", "")) << 10);
    } catch (NoSuchFileException | UncheckedIOException e) {
      return OptionalLong.empty();
    }
  }
}
