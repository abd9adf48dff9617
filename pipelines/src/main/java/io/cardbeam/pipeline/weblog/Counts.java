package io.cardbeam.pipeline.weblog;

import io.cardbeam.weblog.LocatedHit;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.apache.beam.sdk.values.KV;

/** Counts of hits by each dimension. Not safe for use by several threads at once. */
final class Counts {
  /** Entries from which on they are full. */
  static final int MOST_ENTRIES = 200_000;

  private static final char BETWEEN = ' ';
  private static final int HITS = 0;
  private static final int BOTS = 1;
  private static final int ERRORS = 2;
  private static final int BYTES = 3;

  private final Map<Dimension, Map<Object, long[]>> counts = new EnumMap<>(Dimension.class);
  private int entries;

  /** Takes counts. */
  interface Receiver {
    void count(KV<String, Tally> count);
  }

  Counts() {
    for (Dimension dimension : Dimension.values()) {
      counts.put(dimension, new HashMap<>());
    }
  }

  void add(LocatedHit hit, boolean isBot) {
    boolean error = hit.hit().isError();
    long bytes = hit.hit().bytes().orElse(0);
    counts.forEach(
        (dimension, of) -> {
          long[] sum = of.computeIfAbsent(dimension.valueOf(hit), this::newEntry);
          sum[HITS]++;
          sum[BOTS] += isBot ? 1 : 0;
          sum[ERRORS] += error ? 1 : 0;
          sum[BYTES] += bytes;
        });
  }

  private long[] newEntry(Object value) {
    entries++;
    return new long[BYTES + 1];
  }

  boolean isFull() {
    return entries >= MOST_ENTRIES;
  }

  /** Gives all out, each by a key that names dimension and value, and begins again. */
  void flush(Receiver to) {
    counts.forEach(
        (dimension, of) -> {
          of.forEach(
              (value, sum) ->
                  to.count(
                      KV.of(
                          key(dimension, dimension.text(value)),
                          new Tally(sum[HITS], sum[BOTS], sum[ERRORS], sum[BYTES]))));
          of.clear();
        });
    entries = 0;
  }

  static String key(Dimension dimension, String text) {
    return dimension.name() + BETWEEN + text;
  }

  static Dimension dimensionOf(String key) {
    return Dimension.valueOf(key.substring(0, key.indexOf(BETWEEN)));
  }

  static String textOf(String key) {
    return key.substring(key.indexOf(BETWEEN) + 1);
  }
}
