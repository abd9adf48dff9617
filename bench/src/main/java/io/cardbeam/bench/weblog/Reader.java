package io.cardbeam.bench.weblog;

import io.cardbeam.bench.process.ThisJava;
import io.cardbeam.local.Main;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What reads the log, each in a process of its own. */
enum Reader {
  /** Cardbeam, which writes a row a line, sessions and counts. */
  weblogs,
  /** goaccess, which writes a report of counts. */
  goaccess;

  private static final String GOACCESS = "goaccess";

  /** Where goaccess is installed; empty if it is not. */
  static Optional<Path> installedGoaccess() {
    for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      Path program = Path.of(folder, GOACCESS);
      if (Files.isExecutable(program)) {
        return Optional.of(program);
      }
    }
    return Optional.empty();
  }

  /**
   * How its process is started.
   *
   * @param geo file of locations
   * @param output file or folder for what it writes
   * @param heap most memory of Java, for instance 3g
   */
  List<String> command(Path log, Path geo, Path output, String heap) {
    return switch (this) {
      case weblogs -> ThisJava.running(jvm(heap), Main.class, arguments(log, geo, output));
      case goaccess ->
          List.of(
              installedGoaccess().map(Path::toString).orElse(GOACCESS),
              log.toString(),
              "--log-format=COMBINED",
              "--geoip-database=" + geo,
              "--no-global-config",
              "--no-progress",
              "--output=" + output + ".json");
    };
  }

  /** The same for Cardbeam, with samples of its heap. */
  static List<String> sampled(Path log, Path geo, Path output, String heap, Path samples) {
    List<String> all = new ArrayList<>(List.of(samples.toString()));
    all.addAll(arguments(log, geo, output));
    return ThisJava.running(jvm(heap), HeapSampler.class, all);
  }

  /** The collector is that of the launcher for this command. */
  private static List<String> jvm(String heap) {
    return List.of("-Xmx" + heap, "-XX:+UseParallelGC");
  }

  private static List<String> arguments(Path log, Path geo, Path output) {
    return List.of(
        "weblogs", "--json", "--input=" + log, "--geo-file=" + geo, "--output=" + output);
  }
}
