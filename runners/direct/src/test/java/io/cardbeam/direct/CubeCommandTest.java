package io.cardbeam.direct;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardbeam.command.CubeCommand;
import io.cardbeam.command.SqlCommand;
import io.cardbeam.query.StarDatabase;
import io.cardbeam.query.StarFolder;
import io.cardbeam.query.cube.Cube;
import io.cardbeam.query.cube.CubeAnswer;
import io.cardbeam.query.cube.CubeFact;
import io.cardbeam.query.cube.CubeQuery;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Questions to a star by {@code cube}. */
class CubeCommandTest {
  private static final String FLAT =
      """
      SELECT state, city, category, weekday_name AS weekday, part_of_day, outcome, amount_minor,
        is_fraud AS fraud, hour
      FROM fact_authorization JOIN dim_address USING (address_key)
        JOIN dim_category USING (category_key) JOIN dim_date USING (date_key)
        JOIN dim_outcome USING (outcome_key) JOIN dim_time_of_day USING (time_of_day_key)
      """;

  @TempDir static Path folder;
  private static Path warehouse;
  private static List<JsonNode> rows;

  @BeforeAll
  static void build() throws IOException {
    warehouse = folder.resolve("star");
    assertThat(StarOfSample.build(warehouse).exit()).isZero();
    rows = StarOfSample.ask(new SqlCommand(), warehouse, "--format=json", FLAT).rows();
    assertThat(rows).hasSize(2_000);
  }

  private static StarOfSample.Answer cube(String... args) {
    return StarOfSample.ask(new CubeCommand(), warehouse, args);
  }

  private static List<JsonNode> json(StarOfSample.Answer answer) throws IOException {
    return answer.rows();
  }

  /** From the second time on, what is coarse enough is counted from sums by month. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "authorization | state,category | quarter | count,amount,average,largest,fraud_rate,cards | ''",
        "authorization | year,month | '' | approved,referred,declined,approval_rate,alert_rate | ''",
        "authorization | city | outcome | count,fraud_amount | category = travel",
        "authorization | '' | '' | count,amount,frauds | state = nowhere",
        "authorization | channel,currency | fraud | count | month = 2019-01",
        "transaction | category | month | purchases,refunds,chargebacks,payments,amount | ''",
        "transaction | type,card_status | gender | count,largest,fraud_rate,frauds | year = 2019"
      })
  void saysTheSameWhenItIsAskedAgain(
      CubeFact fact, String rows, String columns, String measures, String where) throws Exception {
    CubeQuery query =
        CubeQuery.of(fact, names(rows), names(columns), names(measures), conditions(where), true);
    try (StarDatabase star = StarDatabase.open(StarFolder.of(warehouse))) {
      Cube cube = new Cube(star);
      CubeAnswer first = cube.ask(query);
      assertThat(first.cells()).isNotEmpty();
      assertThat(cube.ask(query)).isEqualTo(first);
      assertThat(star.rows("SELECT 1 FROM monthly_fact_" + fact + " LIMIT 1", List.of()))
          .isNotEmpty();
      try (StarDatabase beside = star.beside()) {
        cube.load(beside);
      }
      cube.takeLoaded();
      assertThat(cube.ask(query)).isEqualTo(first);
    }
  }

  private static List<String> names(String names) {
    return names.isEmpty() ? List.of() : List.of(names.split(",", -1));
  }

  private static List<String> conditions(String where) {
    return where.isEmpty() ? List.of() : List.of(where);
  }

  /** Each cell of a cube with totals, counted by hand from the rows. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "state,category | weekday",
        "state,city | outcome",
        "hour | ''",
        "'' | category",
        "part_of_day,category,state | ''"
      })
  void isWhatOneCountsByHand(String down, String across) throws IOException {
    List<String> dimensions = new ArrayList<>();
    List<String> args = new ArrayList<>(List.of("--format=json", "--totals"));
    args.add("--measures=count,amount,frauds,fraud_rate,largest,approved");
    if (!down.isEmpty()) {
      dimensions.addAll(List.of(down.split(",", -1)));
      args.add("--rows=" + down);
    }
    int rowDimensions = dimensions.size();
    if (!across.isEmpty()) {
      dimensions.add(across);
      args.add("--columns=" + across);
    }
    Map<String, String> expected = new TreeMap<>();
    for (int depth = 0; depth <= rowDimensions; depth++) {
      List<String> shown = new ArrayList<>(dimensions.subList(0, depth));
      count(dimensions, shown, expected);
      if (!across.isEmpty()) {
        shown.add(across);
        count(dimensions, shown, expected);
      }
    }
    Map<String, String> found = new TreeMap<>();
    for (JsonNode cell : json(cube(args.toArray(String[]::new)))) {
      StringBuilder key = new StringBuilder();
      List<String> totals = List.of(cell.get("total_over").asText().split(",", -1));
      for (String dimension : dimensions) {
        key.append(totals.contains(dimension) ? "*" : cell.get(dimension).asText()).append('|');
      }
      found.put(
          key.toString(),
          List.of(
                  cell.get("count").asLong(),
                  cell.get("amount").decimalValue().movePointRight(2).longValueExact(),
                  cell.get("frauds").asLong(),
                  (Object) cell.get("fraud_rate").asDouble(),
                  cell.get("largest").decimalValue().movePointRight(2).longValueExact(),
                  cell.get("approved").asLong())
              .toString());
    }
    assertThat(found).isEqualTo(expected);
  }

  private static void count(
      List<String> dimensions, List<String> shown, Map<String, String> expected) {
    Map<String, List<JsonNode>> cells = new TreeMap<>();
    for (JsonNode row : rows) {
      StringBuilder key = new StringBuilder();
      dimensions.forEach(
          d -> key.append(shown.contains(d) ? row.get(d).asText() : "*").append('|'));
      cells.computeIfAbsent(key.toString(), it -> new ArrayList<>()).add(row);
    }
    cells.forEach(
        (key, in) -> {
          long frauds = in.stream().filter(row -> row.get("fraud").asBoolean()).count();
          expected.put(
              key,
              List.of(
                      (long) in.size(),
                      in.stream().mapToLong(row -> row.get("amount_minor").asLong()).sum(),
                      frauds,
                      (Object) ((double) frauds / in.size()),
                      in.stream()
                          .mapToLong(row -> row.get("amount_minor").asLong())
                          .max()
                          .orElseThrow(),
                      in.stream()
                          .filter(row -> row.get("outcome").asText().equals("APPROVED"))
                          .count())
                  .toString());
        });
  }

  @Test
  void conditionsLeaveOutTheOthers() throws IOException {
    long expected =
        rows.stream()
            .filter(row -> row.get("category").asText().matches("home|gas_transport"))
            .filter(row -> row.get("hour").asInt() >= 8 && row.get("hour").asInt() <= 17)
            .filter(row -> !row.get("state").asText().equals("KY"))
            .count();
    List<JsonNode> cells =
        json(
            cube(
                "--format=json",
                "--measures=count",
                "--where=category in (home, 'gas_transport') and hour between 8 and 17",
                "--where=state <> KY"));
    assertThat(cells).hasSize(1);
    assertThat(cells.get(0).get("count").asLong()).isEqualTo(expected).isPositive();
  }

  /** Below its own total, and in the order of the day. */
  @Test
  void partsOfTheDayStandInOrderWithTheirPartsBelowThem() throws IOException {
    List<String> expected = new ArrayList<>();
    String part = "";
    for (JsonNode cell :
        json(
            cube("--format=json", "--totals", "--rows=part_of_day,category", "--measures=count"))) {
      if (cell.get("total_over").asText().equals("category")) {
        part = cell.get("part_of_day").asText();
        expected.add(part);
      } else if (cell.get("total_over").asText().isEmpty()) {
        assertThat(cell.get("part_of_day").asText()).isEqualTo(part);
      }
    }
    assertThat(expected).containsExactly("Night", "Morning", "Afternoon", "Evening");
  }

  @Test
  void aShareOfNothingIsNotKnown() throws IOException {
    JsonNode cell =
        json(cube(
                "--format=json",
                "--measures=count,fraud_rate,approval_rate",
                "--where=state = Nowhere"))
            .get(0);
    assertThat(cell.get("count").asLong()).isZero();
    assertThat(cell.get("fraud_rate").isNull()).isTrue();
    assertThat(cell.get("approval_rate").isNull()).isTrue();
  }

  @Test
  void aLongValueIsAValue() {
    assertThat(cube("--where=state = '" + "a".repeat(9_900) + "'").exit()).isZero();
  }

  @Test
  void drillingDownShowsThePartsOfOneMemberAndRollingUpTheWhole() throws IOException {
    String state = rows.get(0).get("state").asText();
    List<JsonNode> cities =
        json(cube("--format=json", "--rows=state", "--measures=count", "--drill=state=" + state));
    assertThat(cities.stream().mapToLong(cell -> cell.get("count").asLong()).sum())
        .isEqualTo(rows.stream().filter(r -> r.get("state").asText().equals(state)).count());
    assertThat(cities.get(0).has("city")).isTrue();
    assertThat(json(cube("--format=json", "--rows=city", "--roll-up=city")))
        .isEqualTo(json(cube("--format=json", "--rows=state")));
  }

  @Test
  void aTableHasATotalAboveItsPartsAndPivotTurnsIt() {
    StarOfSample.Answer table =
        cube("--rows=state", "--columns=outcome", "--measures=count,fraud_rate");
    assertThat(table.lines().get(0)).contains("all").contains("APPROVED").contains("DECLINED");
    assertThat(table.lines().get(1)).startsWith("state").contains("fraud_rate");
    assertThat(table.lines().get(2)).startsWith("all").contains("2,000");
    assertThat(cube("--rows=state", "--measures=frauds,approved,alert_rate").exit()).isZero();
    assertThat(cube("--rows=state", "--columns=outcome", "--pivot").out())
        .isEqualTo(cube("--rows=outcome", "--columns=state").out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--rows=planet | no dimension is called planet",
        "--measures=sum | no measure is called sum",
        "--rows=type | type is no dimension of authorization",
        "--where=state ~ CA | ~ is no operator",
        "--where=year = soon | year is a number, not soon",
        "--where=date > yesterday | date is a date as 2020-03-01",
        "--where=state in (CA | the condition ends where",
        "--rows=state,state | a dimension can be in rows or columns, and once",
        "--drill=state=CA | state is in neither rows nor columns",
      })
  void saysInOneLineWhatCantBeAsked(String argument, String message) {
    StarOfSample.Answer answer = cube(argument);
    assertThat(answer.exit()).isEqualTo(2);
    assertThat(answer.err().lines().findFirst().orElseThrow()).contains(message);
  }

  @Test
  void aValueIsNeverRunAsSql() {
    StarOfSample.Answer answer =
        cube("--where=state = '''; DROP VIEW fact_authorization; --'", "--measures=count");
    assertThat(answer.exit()).as(answer.err()).isZero();
    assertThat(cube("--measures=count").out()).contains("2,000");
  }
}
