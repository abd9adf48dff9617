package io.cardbeam.bench.spark;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What {@link SparkStar} is told.
 *
 * @param input CSV file
 * @param decisions Parquet file of the decisions
 * @param output folder to make
 * @param tokenKey file with the key of the card tokens, in hexadecimal
 * @param threads tasks at a time, at least 1
 */
record StarOptions(Path input, Path decisions, Path output, Path tokenKey, int threads) {
  static final String USAGE =
      "--input FILE.csv --decisions DECISIONS.parquet --output DIR --token-key FILE [--threads N]";

  private static final String THREADS = "--threads";
  private static final Set<String> NAMES =
      Set.of("--input", "--decisions", "--output", "--token-key", THREADS);

  StarOptions {
    if (threads < 1) {
      throw new IllegalArgumentException(THREADS + " must be at least 1");
    }
  }

  /**
   * Reads names and values by turns.
   *
   * @throws IllegalArgumentException if a name is unknown or said twice, or a value is missing
   */
  static StarOptions of(String... arguments) {
    Map<String, String> values = new HashMap<>(Map.of(THREADS, "2"));
    Map<String, String> said = new HashMap<>();
    for (int i = 0; i < arguments.length; i += 2) {
      String name = arguments[i];
      if (!NAMES.contains(name) || i + 1 == arguments.length || said.containsKey(name)) {
        throw new IllegalArgumentException("unexpected " + name);
      }
      said.put(name, arguments[i + 1]);
    }
    values.putAll(said);
    return new StarOptions(
        path(values, "--input"),
        path(values, "--decisions"),
        path(values, "--output"),
        path(values, "--token-key"),
        Integer.parseInt(values.getOrDefault(THREADS, "")));
  }

  private static Path path(Map<String, String> values, String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return Path.of(value).toAbsolutePath();
  }
}
