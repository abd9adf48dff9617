package io.cardbeam.bench.weblog;

import io.cardbeam.command.AnyRunner;
import io.cardbeam.command.Cardbeam;
import io.cardbeam.flink.FlinkHosts;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Runs a command, and collects garbage every {@value #EVERY_SECONDS} s to write what is in use
 * then: without that, a heap grows to its limit whatever is kept in it.
 */
final class HeapSampler {
  private static final int EVERY_SECONDS = 3;

  private HeapSampler() {}

  /**
   * Runs it and exits with its code.
   *
   * @param args file for the samples, then the command
   */
  public static void main(String[] args) throws IOException {
    PrintWriter samples =
        new PrintWriter(Files.newBufferedWriter(Path.of(args[0]), StandardCharsets.UTF_8), true);
    long start = System.nanoTime();
    Thread sampler = new Thread(() -> sampleOn(samples, start), "heap sampler");
    sampler.setDaemon(true);
    sampler.start();
    String[] command = Arrays.copyOfRange(args, 1, args.length);
    System.exit(Cardbeam.with(AnyRunner.commands(FlinkHosts.all())).execute(command));
  }

  private static void sampleOn(PrintWriter samples, long start) {
    try {
      while (true) {
        TimeUnit.SECONDS.sleep(EVERY_SECONDS);
        sample(samples, start);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the process ends
    }
  }

  private static void sample(PrintWriter samples, long start) {
    System.gc();
    Runtime heap = Runtime.getRuntime();
    samples.printf(
        Locale.ROOT,
        "%.1f %d%n",
        (System.nanoTime() - start) / 1e9,
        heap.totalMemory() - heap.freeMemory());
    if (samples.checkError()) {
      throw new UncheckedIOException(new IOException("the samples can't be written"));
    }
  }
}
