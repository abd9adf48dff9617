package io.cardbeam.query.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowDifferencesTest {
  private static final String NONE = "(NULL, NULL, NULL) LIMIT 0";

  /** Rows of key, card and amount on both sides; what is reported of them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "('k', 'c', 1) | ('k', 'c', 1) | 0 | ''",
        "('k', 'c', 1) | ('k', 'c', 2) | 1 | id k, card_token c: amount expected 1, found 2",
        "('k', 'c', NULL) | ('k', 'c', 0) | 1 | id k, card_token c: amount expected null, found 0",
        "('k', 'c', NULL) | ('k', 'c', NULL) | 0 | ''",
        "('k', 'c', 1) | ('l', 'c', 1) | 2 | missing: id k, card_token c, amount 1",
        "('k', 'c', 1) | ('k', 'c', 1), ('k', 'c', 1) | 1 | not expected: id k, card_token c, amount 1",
        "('k', 'c', 1), ('k', 'c', 1), ('k', 'c', 1) | ('k', 'c', 1) | 2 | missing 2 times: id k",
        "('k', 'c', 1), ('l', 'c', 2) | ('k', 'c', 2), ('l', 'c', 1) | 2 | amount expected 1, found 2",
        "('k', 'c', 1) | " + NONE + " | 1 | missing: id k",
        NONE + " | ('k', 'c', 1) | 1 | not expected: id k"
      })
  void tellsEachRowThatIsNotAsOftenOnBothSides(
      String expected, String found, long count, String reported) throws Exception {
    RowDifferences differences = compare(expected, found);
    assertThat(differences.count()).isEqualTo(count);
    assertThat(String.join("\n", differences.examples())).contains(reported);
  }

  @Test
  void tellsFiveAndCountsAll() throws Exception {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      rows.add("('k', 'c', " + i + ")");
    }
    RowDifferences differences = compare(String.join(", ", rows), NONE);
    assertThat(differences.count()).isEqualTo(1_000);
    assertThat(differences.examples()).hasSize(5);
  }

  /** Beside the slow way: how often each row is on either side. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void countsAsTheSlowWayDoes(long seed) throws Exception {
    Random random = new Random(seed);
    Map<String, Integer> surplus = new HashMap<>();
    List<List<String>> sides = List.of(new ArrayList<>(), new ArrayList<>());
    for (int i = 0; i < 200; i++) {
      int side = random.nextInt(2);
      String row =
          "('k%d', 'c', %s)"
              .formatted(i % 40, random.nextInt(5) == 0 ? "NULL" : random.nextInt(3) + "");
      sides.get(side).add(row);
      surplus.merge(row, side == 0 ? 1 : -1, Integer::sum);
    }
    RowDifferences differences =
        compare(String.join(", ", sides.get(0)), String.join(", ", sides.get(1)));
    Map<String, List<Integer>> byKey = new HashMap<>();
    surplus.forEach(
        (row, times) -> {
          if (times != 0) {
            byKey
                .computeIfAbsent(row.substring(0, row.indexOf(',')), any -> new ArrayList<>())
                .add(times);
          }
        });
    long count =
        byKey.values().stream()
            .mapToLong(
                times ->
                    times.size() == 2 && times.contains(1) && times.contains(-1)
                        ? 1
                        : times.stream().mapToLong(Math::abs).sum())
            .sum();
    assertThat(differences.count()).isEqualTo(count);
  }

  private static RowDifferences compare(String expected, String found) throws Exception {
    String rows = "SELECT * FROM (VALUES %s) t (id, card_token, amount)";
    String none = "SELECT '' AS id, '' AS card_token, 0 AS amount WHERE false";
    RowComparison comparison =
        new RowComparison(
            "t",
            List.of("id", "card_token", "amount"),
            1,
            expected.equals(NONE) ? none : rows.formatted(expected),
            found.equals(NONE) ? none : rows.formatted(found));
    RowDifferences differences = new RowDifferences(comparison);
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement sql = connection.createStatement();
        ResultSet answer = sql.executeQuery(comparison.differences())) {
      hand(answer, differences);
    }
    return differences;
  }

  private static void hand(ResultSet answer, RowDifferences to) throws SQLException {
    while (answer.next()) {
      List<Object> row = new ArrayList<>();
      for (int i = 1; i <= answer.getMetaData().getColumnCount(); i++) {
        row.add(answer.getObject(i));
      }
      to.row(row);
    }
    to.end();
  }
}
