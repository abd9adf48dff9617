package io.cardbeam.direct;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardbeam.command.SqlCommand;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Questions to a star by {@code sql}. */
class SqlCommandTest {
  @TempDir static Path folder;
  private static Path warehouse;

  @BeforeAll
  static void build() {
    warehouse = folder.resolve("star");
    assertThat(StarOfSample.build(warehouse).exit()).isZero();
  }

  private static StarOfSample.Answer sql(String... args) {
    return StarOfSample.ask(new SqlCommand(), warehouse, args);
  }

  @Test
  void amountsAreInTheCurrencysUnitAndExact() throws IOException {
    List<JsonNode> off =
        sql(
                "--format=json",
                "SELECT amount_minor, amount FROM fact_authorization"
                    + " WHERE amount * 100 <> amount_minor")
            .rows();
    assertThat(off).isEmpty();
    JsonNode sums =
        sql(
                "--format=json",
                "SELECT sum(amount) AS units, sum(amount_minor) AS minor FROM fact_authorization")
            .rows()
            .get(0);
    assertThat(sums.get("units").decimalValue())
        .isEqualByComparingTo(BigDecimal.valueOf(sums.get("minor").asLong(), 2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM read_csv('SECRET')",
        "SELECT * FROM read_text('SECRET')",
        "COPY dim_card TO 'SECRET'",
        "ATTACH 'SECRET' AS other",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "COPY (SELECT 1 AS x) TO 'STAR/dim_card/x.parquet' (FORMAT parquet)",
        "SELECT 1; COPY (SELECT 1 AS x) TO 'STAR/dim_card/x.parquet' (FORMAT parquet)",
        "COPY (SELECT 1 AS x) TO 'STAR/dim_card/x.parquet' (FORMAT parquet); SELECT 1",
        "ATTACH 'STAR/x.db' AS other",
        "EXPORT DATABASE 'STAR/x'",
        "CREATE TABLE x AS SELECT 1",
        "DROP VIEW fact_authorization",
      })
  void readsTheStarAndNothingElseAndWritesNothing(String statement) throws IOException {
    Path secret = folder.resolve("secret.csv");
    Files.writeString(secret, "a,b\n1,2\n");
    Path star = warehouse.resolve("current").toRealPath();
    StarOfSample.Answer answer =
        sql(statement.replace("SECRET", secret.toString()).replace("STAR", star.toString()));
    assertThat(answer.exit()).isEqualTo(2);
    assertThat(star.resolve("dim_card/x.parquet")).doesNotExist();
    assertThat(star.resolve("x.db")).doesNotExist();
    assertThat(star.resolve("x")).doesNotExist();
    assertThat(secret).hasContent("a,b\n1,2");
  }

  @Test
  void writesTablesCsvAndJson() {
    String question =
        "SELECT 1 AS one, 'a, \"b\"' AS two, NULL AS three, DATE '2020-03-01' AS four";
    assertThat(sql(question).lines())
        .containsExactly("one  two     three  four", "  1  a, \"b\"         2020-03-01", "1 row");
    assertThat(sql("--format=csv", question).lines())
        .containsExactly("one,two,three,four", "1,\"a, \"\"b\"\"\",,2020-03-01");
    assertThat(sql("--format=json", question).out().strip())
        .isEqualTo(
            "[{\"one\":1,\"two\":\"a, \\\"b\\\"\",\"three\":null,\"four\":\"2020-03-01\"}\n]");
  }
}
