package io.cardbeam.bench.warehouse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What builds the star, by the names that people type. Each runs in a process of its own. */
enum Engine {
  /** DuckDB's SQL. */
  duckdb("DuckDB SQL"),
  /** Cardbeam on Flink in its process, in batch mode. */
  flink("Cardbeam on Flink"),
  /** Spark SQL in local mode. */
  spark("Spark SQL, local"),
  /** Cardbeam on Beam's Direct runner, without its checks of each element, as in production. */
  direct("Cardbeam on Direct");

  /** The folder that Spark's module is built in. */
  static final String SPARK_PROPERTY = "cardbeam.bench.spark";

  private static final String SPARK_CLASS_PATH = "classpath.txt";

  private final String words;

  Engine(String words) {
    this.words = words;
  }

  /** Whether its classes are there. */
  boolean isBuilt(Path spark) {
    return this != Engine.spark || Files.isRegularFile(spark.resolve(SPARK_CLASS_PATH));
  }

  /** As a table has it. */
  String words() {
    return words;
  }

  /** Whether Cardbeam does the work. */
  boolean isCardbeam() {
    return this == flink || this == direct;
  }

  /**
   * How its process is started.
   *
   * @param heap most memory of Java, for instance 6g; DuckDB's own is limited to as much
   */
  List<String> command(BuildTask task, Path output, String heap) {
    List<String> command = new ArrayList<>(List.of(task.java().toString()));
    switch (this) {
      case duckdb -> {
        command.addAll(List.of("-Xmx512m", "-cp", task.classPath()));
        command.add(DuckDbStar.class.getName());
        command.addAll(List.of("--memory", heap.replaceAll("[gG]$", "GB")));
        command.addAll(peerArguments(task, output));
      }
      case spark -> {
        Path built = BuildTask.spark();
        command.add("-Xmx" + heap);
        command.add("@" + built.resolve("classes/jvm-options.txt"));
        command.addAll(List.of("-cp", sparkClassPath(built), "io.cardbeam.bench.spark.SparkStar"));
        command.addAll(peerArguments(task, output));
      }
      case flink, direct -> {
        command.addAll(List.of("-Xmx" + heap, "-XX:+ExitOnOutOfMemoryError"));
        command.addAll(task.javaOptions());
        command.addAll(List.of("-cp", task.classPath(), "io.cardbeam.local.Main", "warehouse"));
        command.addAll(List.of("--json", "--chargebacks", "--runner=" + name()));
        command.add("--parallelism=" + task.threads());
        command.add("--input=" + task.input());
        command.add("--decisions=" + task.decisions());
        command.add("--token-key=" + task.tokenKey());
        command.add("--output=" + output);
      }
    }
    return command;
  }

  private static List<String> peerArguments(BuildTask task, Path output) {
    return List.of(
        "--input",
        task.input().toString(),
        "--decisions",
        task.decisionsTable().toString(),
        "--output",
        output.toString(),
        "--token-key",
        task.tokenKey().toString(),
        "--threads",
        Integer.toString(task.threads()));
  }

  private static String sparkClassPath(Path built) {
    try {
      return built.resolve("classes") + ":" + Files.readString(built.resolve(SPARK_CLASS_PATH));
    } catch (IOException e) {
      throw new UncheckedIOException("Spark's class path can't be read", e);
    }
  }
}
