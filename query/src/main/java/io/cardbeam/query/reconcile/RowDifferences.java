package io.cardbeam.query.reconcile;

import io.cardbeam.query.RowSink;
import io.cardbeam.query.check.DataTests;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Takes the answer of {@link RowComparison#differences} and puts it in words, the first {@link
 * DataTests#EXAMPLES} of it: of a row that was changed the columns with both values, of one that is
 * missing or too many all of it.
 */
final class RowDifferences implements RowSink {
  /** Longest value that is shown in full; of a longer one the beginning. */
  static final int MOST_CHARACTERS = 120;

  /** Rows that are kept of one key: of more copies only their number is shown. */
  private static final int MOST_OF_A_KEY = 100;

  private static final String CARD = "card_token";

  private final RowComparison comparison;
  private final List<String> examples = new ArrayList<>();
  private final List<Row> ofKey = new ArrayList<>();
  private List<@Nullable Object> key = List.of();
  private long count;

  private record Row(List<@Nullable Object> values, long missing) {}

  RowDifferences(RowComparison comparison) {
    this.comparison = comparison;
  }

  @Override
  public void row(List<@Nullable Object> answer) {
    int columns = comparison.columns().size();
    List<@Nullable Object> values = answer.subList(0, columns);
    Object missing = Objects.requireNonNull(answer.get(columns));
    List<@Nullable Object> its = values.subList(0, comparison.keyColumns());
    if (!its.equals(key) || ofKey.size() == MOST_OF_A_KEY) {
      report();
      key = its;
    }
    ofKey.add(new Row(values, ((Number) missing).longValue()));
  }

  @Override
  public void end() {
    report();
  }

  /** Rows that differ; one that was changed counts once. */
  long count() {
    return count;
  }

  /** The first of them, in words. */
  List<String> examples() {
    return examples;
  }

  private void report() {
    if (ofKey.size() == 2 && ofKey.get(0).missing() == 1 && ofKey.get(1).missing() == -1) {
      count++;
      example(changed(ofKey.get(0).values(), ofKey.get(1).values()));
    } else {
      for (Row row : ofKey) {
        count += Math.abs(row.missing());
        example(surplus(row));
      }
    }
    ofKey.clear();
  }

  private void example(String words) {
    if (examples.size() < DataTests.EXAMPLES) {
      examples.add(words);
    }
  }

  private String changed(List<@Nullable Object> expected, List<@Nullable Object> found) {
    List<String> names = new ArrayList<>();
    List<String> changes = new ArrayList<>();
    for (int i = 0; i < expected.size(); i++) {
      String column = comparison.columns().get(i);
      if (i < comparison.keyColumns() || column.equals(CARD)) {
        names.add(column + " " + shown(expected.get(i)));
      }
      if (!Objects.equals(expected.get(i), found.get(i))) {
        changes.add(
            "%s expected %s, found %s"
                .formatted(column, shown(expected.get(i)), shown(found.get(i))));
      }
    }
    return String.join(", ", names) + ": " + String.join("; ", changes);
  }

  private String surplus(Row row) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < row.values().size(); i++) {
      all.add(comparison.columns().get(i) + " " + shown(row.values().get(i)));
    }
    long times = Math.abs(row.missing());
    return (row.missing() > 0 ? "missing" : "not expected")
        + (times == 1 ? "" : " " + times + " times")
        + ": "
        + String.join(", ", all);
  }

  private static String shown(@Nullable Object value) {
    String text = String.valueOf(value);
    return text.length() <= MOST_CHARACTERS
        ? text
        : text.substring(0, text.offsetByCodePoints(0, text.codePointCount(0, MOST_CHARACTERS)))
            + "...";
  }
}
