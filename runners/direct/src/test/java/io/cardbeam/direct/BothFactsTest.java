package io.cardbeam.direct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardbeam.query.QueryException;
import io.cardbeam.query.StarDatabase;
import io.cardbeam.query.StarFolder;
import io.cardbeam.query.cube.Cube;
import io.cardbeam.query.cube.CubeAnswer.Cell;
import io.cardbeam.query.cube.CubeFact;
import io.cardbeam.query.cube.CubeQuery;
import io.cardbeam.query.cube.Dimension;
import io.cardbeam.query.cube.Dimensions;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Questions to both facts, counted by hand from the rows of each. */
class BothFactsTest {
  private static final EnumSet<CubeFact> BOTH = EnumSet.allOf(CubeFact.class);
  private static final int QUESTIONS = 40;
  private static final String ROWS =
      """
      SELECT %s, f.amount_minor, %s
      FROM %s f JOIN dim_address USING (address_key) JOIN dim_customer USING (customer_key)
        JOIN dim_card USING (card_key) JOIN dim_category USING (category_key)
        JOIN dim_merchant USING (merchant_key) JOIN dim_date USING (date_key)
        JOIN dim_time_of_day USING (time_of_day_key)
      """;

  @TempDir static Path folder;
  private static StarDatabase star;
  private static List<Dimension> shared;
  private static List<List<Object>> requests;
  private static List<List<Object>> transactions;

  /** Figures of a cell: of a fact, rows and amount; declined requests, or purchases. */
  private static final class Counted {
    private final long[] rows = new long[2];
    private final long[] minor = new long[2];
    private final long[] marked = new long[2];

    private void add(int fact, long amountMinor, boolean mark) {
      rows[fact]++;
      minor[fact] += amountMinor;
      marked[fact] += mark ? 1 : 0;
    }

    private String text() {
      return marked[0] + " " + marked[1] + " " + rows[0] + " " + rows[1] + " " + amount(0) + " "
          + amount(1);
    }

    private String amount(int fact) {
      return rows[fact] == 0 ? "null" : BigDecimal.valueOf(minor[fact] * 10, 3).toString();
    }
  }

  @BeforeAll
  static void build() throws Exception {
    assertThat(StarOfSample.build(folder.resolve("star")).exit()).isZero();
    star = StarDatabase.open(StarFolder.of(folder.resolve("star")));
    shared = Dimensions.byName().values().stream().filter(one -> one.facts().equals(BOTH)).toList();
    List<String> columns = shared.stream().map(Dimension::expression).toList();
    String all = String.join(", ", columns);
    requests =
        star.rows(
            ROWS.formatted(
                all,
                "(SELECT outcome FROM dim_outcome o WHERE o.outcome_key = f.outcome_key) ="
                    + " 'DECLINED'",
                "fact_authorization"),
            List.of());
    transactions =
        star.rows(
            ROWS.formatted(all, "f.transaction_type = 'PURCHASE'", "fact_transaction"), List.of());
    assertThat(requests).hasSize(2_000);
    assertThat(transactions).isNotEmpty();
  }

  @AfterAll
  static void close() {
    star.close();
  }

  @Test
  void nothingIsCountedTwiceNorLeftOut() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Cube cube = new Cube(star);
    for (int i = 0; i < QUESTIONS; i++) {
      List<Dimension> drawn = new ArrayList<>(shared);
      Collections.shuffle(drawn, random);
      List<Dimension> rows = drawn.subList(0, random.nextInt(3));
      List<Dimension> columns = drawn.subList(rows.size(), rows.size() + random.nextInt(3));
      CubeQuery query =
          CubeQuery.of(
              BOTH,
              rows.stream().map(Dimension::name).toList(),
              columns.stream().map(Dimension::name).toList(),
              List.of(
                  "declined",
                  "purchases",
                  "authorization.count",
                  "transaction.count",
                  "authorization.amount",
                  "transaction.amount"),
              List.of(),
              true);
      assertThat(found(cube.ask(query).cells()))
          .as("seed %d, %s by %s", seed, rows, columns)
          .isEqualTo(expected(rows, columns));
    }
  }

  private static Map<String, String> found(List<Cell> cells) {
    Map<String, String> found = new TreeMap<>();
    for (Cell cell : cells) {
      int dimensions = cell.members().size();
      List<String> key = new ArrayList<>();
      for (int i = 0; i < dimensions; i++) {
        key.add(cell.isTotalOver(i, dimensions) ? "*" : String.valueOf(cell.members().get(i)));
      }
      List<String> figures = cell.figures().stream().map(String::valueOf).toList();
      assertThat(found.put(key.toString(), String.join(" ", figures))).isNull();
    }
    return found;
  }

  private static Map<String, String> expected(List<Dimension> rows, List<Dimension> columns) {
    Map<String, Counted> cells = new LinkedHashMap<>();
    if (rows.isEmpty() && columns.isEmpty()) {
      cells.put("[]", new Counted());
    }
    List<Dimension> all = new ArrayList<>(rows);
    all.addAll(columns);
    for (int depth = 0; depth <= rows.size(); depth++) {
      List<Dimension> shown = new ArrayList<>(all.subList(0, depth));
      add(cells, all, shown);
      if (!columns.isEmpty()) {
        shown.addAll(columns);
        add(cells, all, shown);
      }
    }
    Map<String, String> texts = new TreeMap<>();
    cells.forEach((key, counted) -> texts.put(key, counted.text()));
    return texts;
  }

  private static void add(Map<String, Counted> cells, List<Dimension> all, List<Dimension> shown) {
    for (int fact = 0; fact < 2; fact++) {
      for (List<Object> row : fact == 0 ? requests : transactions) {
        List<String> key = new ArrayList<>();
        all.forEach(
            one ->
                key.add(shown.contains(one) ? String.valueOf(row.get(shared.indexOf(one))) : "*"));
        cells
            .computeIfAbsent(key.toString(), it -> new Counted())
            .add(fact, (Long) row.get(shared.size()), (Boolean) row.get(shared.size() + 1));
      }
    }
  }

  @Test
  void whatBothHaveIsAskedByItsFact() {
    assertThatThrownBy(
            () -> CubeQuery.of(BOTH, List.of(), List.of(), List.of("count"), List.of(), true))
        .isInstanceOf(QueryException.class)
        .hasMessage("both facts have count: ask for authorization.count or transaction.count");
    assertThatThrownBy(
            () ->
                CubeQuery.of(
                    BOTH, List.of("outcome"), List.of(), List.of("declined"), List.of(), true))
        .isInstanceOf(QueryException.class)
        .hasMessage("outcome is no dimension of transaction, but of [authorization]");
  }
}
