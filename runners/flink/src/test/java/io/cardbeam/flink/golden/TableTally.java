package io.cardbeam.flink.golden;

import io.cardbeam.text.StableHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;

/**
 * What a table's rows come to, whatever order they come in: how many there are, sums by group, and
 * digests of each column and of whole rows. A digest is the sum of its texts' hashes. Not safe for
 * use by several threads at once.
 */
final class TableTally {
  private final TableShape shape;
  private final Map<String, Long> digests = new LinkedHashMap<>();
  private final Map<String, long[]> groups = new TreeMap<>();
  private long rows;
  private long digest;

  TableTally(TableShape shape) {
    this.shape = shape;
  }

  TableShape shape() {
    return shape;
  }

  /**
   * Adds a row.
   *
   * @param without what is cut out of its texts: what depends on the run, as a folder's name
   */
  void add(IndexedRecord row, String without) {
    Schema schema = row.getSchema();
    StringBuilder whole = new StringBuilder();
    for (Schema.Field field : schema.getFields()) {
      String text = text(row, field, without);
      digests.merge(field.name(), StableHash.mixed(StableHash.of(text)), Long::sum);
      whole.append(text).append('\n');
    }
    rows++;
    digest += StableHash.mixed(StableHash.of(whole.toString()));
    List<String> group = new ArrayList<>();
    for (String by : shape.by()) {
      Schema.Field field = schema.getField(TableShape.column(by));
      group.add(TableShape.part(by, text(row, field, without)));
    }
    long[] sums =
        groups.computeIfAbsent(String.join(" ", group), any -> new long[1 + shape.sums().size()]);
    sums[0]++;
    for (int i = 0; i < shape.sums().size(); i++) {
      Object amount = row.get(schema.getField(shape.sums().get(i)).pos());
      sums[i + 1] = Math.addExact(sums[i + 1], ((Number) amount).longValue());
    }
  }

  private static String text(IndexedRecord row, Schema.Field field, String without) {
    String text = CanonicalText.of(row.get(field.pos()));
    return without.isEmpty() ? text : text.replace(without, "");
  }

  /** Adds what others counted of the same table. */
  void add(TableTally other) {
    rows += other.rows;
    digest += other.digest;
    other.digests.forEach((column, sum) -> digests.merge(column, sum, Long::sum));
    other.groups.forEach(
        (group, more) -> {
          long[] sums = groups.computeIfAbsent(group, any -> new long[more.length]);
          Arrays.setAll(sums, i -> Math.addExact(sums[i], more[i]));
        });
  }

  /** As lines of a golden file. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("table %s: %,d rows, digest %016x".formatted(shape.name(), rows, digest));
    if (!shape.by().isEmpty()) {
      lines.add(
          "  by %s: count %s".formatted(String.join(" ", shape.by()), names()).stripTrailing());
      groups.forEach((group, sums) -> lines.add("  " + group + ": " + numbers(sums)));
    }
    digests.forEach((column, sum) -> lines.add("  column %s %016x".formatted(column, sum)));
    return lines;
  }

  private String names() {
    return String.join(" ", shape.sums());
  }

  private static String numbers(long[] sums) {
    return String.join(" ", Arrays.stream(sums).mapToObj(Long::toString).toList());
  }
}
