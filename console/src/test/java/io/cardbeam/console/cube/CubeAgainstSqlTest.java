package io.cardbeam.console.cube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardbeam.console.BooksOnTrial;
import io.cardbeam.console.cube.PlainCube.Question;
import io.cardbeam.console.cube.StarAndBooks.Document;
import io.cardbeam.query.Column;
import io.cardbeam.query.QueryException;
import io.cardbeam.query.StarDatabase;
import io.cardbeam.query.StarFolder;
import io.cardbeam.query.cube.Cube;
import io.cardbeam.query.cube.CubeAnswer;
import io.cardbeam.query.cube.CubeFact;
import io.cardbeam.query.cube.CubeQuery;
import io.cardbeam.query.cube.Dimension;
import io.cardbeam.query.cube.Dimensions;
import io.cardbeam.query.cube.LaterRows;
import io.cardbeam.query.cube.Measure;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A star of the beginning, with what came since from the books, answers questions at random as
 * plain SQL over all of it: from the files, from sums by month, and from memory. Amounts are in
 * three currencies.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class CubeAgainstSqlTest {
  private static final int BUILT = 1_200;
  private static final int QUESTIONS = Integer.getInteger("cardbeam.cube.questions", 40);
  private static final int PARTS = 4;
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final List<String> OPERATORS = List.of("=", "<>", "<", "<=", ">", ">=");

  private static final String CHANGES =
      """
      UPDATE fact_authorization SET currency = ['USD', 'JPY', 'KWD'][1 + abs(card_key % 3)];
      UPDATE fact_transaction SET currency = ['USD', 'JPY', 'KWD'][1 + abs(card_key % 3)];
      UPDATE dim_card SET currency = ['USD', 'JPY', 'KWD'][1 + abs(card_key % 3)];
      UPDATE fact_authorization SET
        merchant_state = [NULL, 'CA', 'NY', 'VA'][1 + abs(merchant_key % 4)],
        merchant_city = [NULL, 'Fresno', 'Troy', 'Vienna'][1 + abs(merchant_key % 4)];
      """;

  @TempDir private static Path folder;
  private static StarDatabase whole;
  private static PlainCube plain;
  private static BooksOnTrial books;
  private static StarDatabase star;
  private static Cube cube;
  private static LaterRows later;

  @BeforeAll
  static void build() throws Exception {
    StarFolder all =
        StarAndBooks.changed(StarAndBooks.build(folder), folder.resolve("changed"), CHANGES);
    whole = StarDatabase.open(all);
    plain = new PlainCube(whole);
    books = BooksOnTrial.start();
    star = StarDatabase.open(StarAndBooks.beginning(all, folder.resolve("beginning"), BUILT));
    cube = new Cube(star);
    later = new LaterRows(cube, star);
    List<Document> documents = StarAndBooks.documents(all);
    for (int part = 1; part <= PARTS; part++) {
      try (Connection writing = books.open();
          Connection reading = books.open()) {
        StarAndBooks.store(writing, documents.subList(0, documents.size() * part / PARTS));
        later.read(reading, NOW);
        later.take();
      }
    }
    assertThat(later.freshness().laterAuthorizations()).isPositive();
  }

  @AfterAll
  static void close() throws Exception {
    later.close();
    star.close();
    whole.close();
    books.close();
  }

  @Test
  void questionsAtRandomAreAnsweredAsByPlainSql() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    assertAnswersAsPlainSql(random, "from files, seed " + seed);
    cube.warm();
    assertAnswersAsPlainSql(random, "with sums by month, seed " + seed);
    try (StarDatabase beside = star.beside()) {
      cube.load(beside);
    }
    cube.takeLoaded();
    assertThat(star.rows("SELECT count(*) FROM loaded_fact_authorization", List.of()))
        .containsExactly(List.of((long) BUILT));
    assertAnswersAsPlainSql(random, "from memory, seed " + seed);
  }

  @Test
  void amountsOfSeveralCurrenciesAreNotAddedUp() throws Exception {
    CubeQuery all =
        CubeQuery.of(
            CubeFact.authorization, List.of(), List.of(), List.of("amount"), List.of(), true);
    assertThatThrownBy(() -> cube.ask(all))
        .isInstanceOf(QueryException.class)
        .hasMessageStartingWith("amounts are in JPY, KWD, USD and are not added up");
  }

  private static void assertAnswersAsPlainSql(Random random, String how) throws Exception {
    int cells = 0;
    for (int i = 0; i < QUESTIONS; i++) {
      cells += assertAnswersAsPlainSql(random, how, random.nextInt(4) == 0);
    }
    assertThat(cells).isGreaterThan(QUESTIONS * 10);
  }

  private static int assertAnswersAsPlainSql(Random random, String how, boolean both)
      throws Exception {
    EnumSet<CubeFact> facts =
        both
            ? EnumSet.allOf(CubeFact.class)
            : EnumSet.of(random.nextBoolean() ? CubeFact.authorization : CubeFact.transaction);
    List<Dimension> dimensions =
        some(
            Dimensions.byName().values().stream()
                .filter(it -> it.facts().containsAll(facts))
                .toList(),
            5,
            random);
    int down = random.nextInt(3);
    int across = random.nextInt(down == 2 ? 2 : 3);
    List<String> rows = names(dimensions.subList(0, down));
    List<String> columns = names(dimensions.subList(down, down + across));
    List<String> where = new ArrayList<>();
    for (Dimension one : dimensions.subList(down, down + random.nextInt(3))) {
      where.add(condition(one, random));
    }
    // Amounts of one currency, by a condition or a dimension.
    boolean totals = random.nextBoolean();
    if (totals || !(columns.contains("currency") || rows.contains("currency"))) {
      where.add("currency = '" + List.of("USD", "JPY", "KWD").get(random.nextInt(3)) + "'");
    }
    List<String> measures = new ArrayList<>();
    Map<CubeFact, List<String>> byFact = new LinkedHashMap<>();
    for (CubeFact fact : facts) {
      List<Measure> has =
          Arrays.stream(Measure.values()).filter(it -> it.facts().contains(fact)).toList();
      byFact.put(fact, some(has, 1 + random.nextInt(4), random).stream().map(Enum::name).toList());
      byFact.get(fact).forEach(name -> measures.add(fact + "." + name));
    }
    CubeAnswer answer = cube.ask(CubeQuery.of(facts, rows, columns, measures, where, totals));

    Map<String, List<Object>> expected = new TreeMap<>();
    int before = 0;
    for (Map.Entry<CubeFact, List<String>> asked : byFact.entrySet()) {
      Question question =
          new Question(asked.getKey(), rows, columns, asked.getValue(), sql(where), totals);
      for (Map.Entry<String, List<Object>> cell : plain.ask(question).entrySet()) {
        List<Object> figures = expected.computeIfAbsent(cell.getKey(), key -> nothing(measures));
        for (int i = 0; i < asked.getValue().size(); i++) {
          figures.set(before + i, cell.getValue().get(i));
        }
      }
      before += asked.getValue().size();
    }
    assertThat(found(answer))
        .as("%s: %s by %s where %s, totals %s", how, rows, columns, where, totals)
        .isEqualTo(expected);
    return expected.size();
  }

  /** Figures of a cell without rows. */
  private static List<Object> nothing(List<String> measures) {
    List<Object> figures = new ArrayList<>();
    for (String name : measures) {
      Measure measure = Measure.valueOf(name.substring(name.indexOf('.') + 1));
      figures.add(
          measure == Measure.fraud_amount
              ? new BigDecimal("0.000")
              : measure.kind() == Measure.Kind.COUNT ? (Object) 0L : null);
    }
    return figures;
  }

  private static <T> List<T> some(List<T> of, int count, Random random) {
    List<T> all = new ArrayList<>(of);
    Collections.shuffle(all, random);
    return all.subList(0, Math.min(count, all.size()));
  }

  private static List<String> names(List<Dimension> dimensions) {
    return dimensions.stream().map(Dimension::name).toList();
  }

  private static String condition(Dimension one, Random random) throws Exception {
    List<Object> values = plain.values(one);
    String first = literal(one, values.get(random.nextInt(values.size())));
    String second = literal(one, values.get(random.nextInt(values.size())));
    return switch (random.nextInt(5)) {
      case 0 -> one.name() + " in (" + first + ", " + second + ")";
      case 1 -> one.name() + " between " + first + " and " + second;
      case 2 -> one.name() + (random.nextBoolean() ? " is known" : " is unknown");
      default -> one.name() + " " + OPERATORS.get(random.nextInt(OPERATORS.size())) + " " + first;
    };
  }

  private static String literal(Dimension dimension, Object value) {
    boolean quoted = dimension.type() == Column.Type.TEXT || dimension.type() == Column.Type.DATE;
    return quoted ? "'" + value.toString().replace("'", "''") + "'" : value.toString();
  }

  private static String sql(List<String> where) {
    return "true"
        + where.stream()
            .map(one -> " AND (" + one + ")")
            .reduce("", String::concat)
            .replace("is known)", "IS NOT NULL)")
            .replace("is unknown)", "IS NULL)");
  }

  private static Map<String, List<Object>> found(CubeAnswer answer) {
    Map<String, List<Object>> found = new TreeMap<>();
    for (CubeAnswer.Cell cell : answer.cells()) {
      int dimensions = cell.members().size();
      List<String> key = new ArrayList<>();
      for (int i = 0; i < dimensions; i++) {
        key.add(cell.isTotalOver(i, dimensions) ? "*" : "" + cell.members().get(i));
      }
      assertThat(found.put(key.toString(), cell.figures())).isNull();
    }
    return found;
  }
}
