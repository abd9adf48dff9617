package io.cardbeam.bench.warehouse;

import io.cardbeam.bench.process.ThisJava;
import java.nio.file.Path;
import java.util.List;

/**
 * What all engines build the star of.
 *
 * @param input CSV file, not compressed
 * @param decisions folder with the decisions as {@code classify --format avro} writes them
 * @param decisionsTable the same decisions as a flat Parquet file
 * @param tokenKey file with the key of the card tokens
 * @param threads that each engine may work with
 */
record BuildTask(Path input, Path decisions, Path decisionsTable, Path tokenKey, int threads) {

  /** The Java that runs this. */
  Path java() {
    return ThisJava.command();
  }

  /** Class path of this process. */
  String classPath() {
    return ThisJava.classPath();
  }

  /** Options of this process that Cardbeam needs in another, too: all but the heap's size. */
  List<String> javaOptions() {
    return ThisJava.options();
  }

  /** Folder that Spark's module is built in. */
  static Path spark() {
    return Path.of(System.getProperty(Engine.SPARK_PROPERTY, "bench/spark/target"));
  }
}
