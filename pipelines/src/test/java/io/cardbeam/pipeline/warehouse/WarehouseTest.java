package io.cardbeam.pipeline.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.pipeline.Decided;
import io.cardbeam.pipeline.DecidedCoder;
import io.cardbeam.pipeline.EventCoder;
import io.cardbeam.pipeline.GeneratedBooks;
import io.cardbeam.pipeline.table.ParquetFolder;
import io.cardbeam.star.StarTable;
import io.cardbeam.wire.Event;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarehouseTest {
  private static final int CARDS = 12;
  private static final int REQUESTS = 60;
  private static final GeneratedBooks BOOKS = GeneratedBooks.of(20_191_115, CARDS, REQUESTS);
  private static final String JOINED_TRANSACTIONS =
      """
      SELECT concat_ws('|', transaction_id, transaction_type,
          strftime(make_date(d.year, d.month, d.day_of_month), '%Y-%m-%d') || 'T' || t.time_of_day,
          k.card_token, c.city, m.merchant_name, g.category, coalesce(a.request_id, ''),
          f.amount_minor)
      FROM fact_transaction f
        JOIN dim_date d USING (date_key) JOIN dim_time_of_day t USING (time_of_day_key)
        JOIN dim_card k USING (card_key) JOIN dim_customer c USING (customer_key)
        JOIN dim_merchant m USING (merchant_key) JOIN dim_category g USING (category_key)
        LEFT JOIN fact_authorization a USING (authorization_key)
      """;
  private static final String JOINED_AUTHORIZATIONS =
      """
      SELECT concat_ws('|', request_id, strftime(d.date, '%Y-%m-%d') || 'T' || t.time_of_day,
          k.card_token, c.city, m.merchant_name, g.category, o.outcome, f.amount_minor, f.reasons)
      FROM fact_authorization f
        JOIN dim_date d USING (date_key) JOIN dim_time_of_day t USING (time_of_day_key)
        JOIN dim_card k USING (card_key) JOIN dim_customer c USING (customer_key)
        JOIN dim_merchant m USING (merchant_key) JOIN dim_category g USING (category_key)
        JOIN dim_outcome o USING (outcome_key)
      """;

  @TempDir static Path folder;
  private static ParquetFolder inOrder;

  @BeforeAll
  static void build() throws Exception {
    inOrder = build("in-order", BOOKS.events(), BOOKS.decided());
  }

  @AfterAll
  static void close() throws Exception {
    inOrder.close();
  }

  private static ParquetFolder build(String name, List<Event> events, List<Decided> decided)
      throws Exception {
    Path output = folder.resolve(name);
    Pipeline pipeline = Pipeline.create();
    PCollectionTuple.of(
            BuildStar.DECIDED,
            pipeline.apply("Decided", Create.of(decided).withCoder(DecidedCoder.of())))
        .and(
            BuildStar.EVENTS,
            pipeline.apply("Events", Create.of(events).withCoder(EventCoder.of())))
        .apply(new BuildStar())
        .apply(WriteStar.to(output.toString()));
    pipeline.run().waitUntilFinish();
    return ParquetFolder.open(
        output, Arrays.stream(StarTable.values()).map(StarTable::tableName).toList());
  }

  @Test
  void joinsToWhatTheEventsSay() throws Exception {
    FlatTransactions model = new FlatTransactions(BOOKS.events(), BOOKS.decided());
    assertThat(inOrder.column(JOINED_TRANSACTIONS))
        .containsExactlyInAnyOrderElementsOf(model.transactions())
        .hasSizeGreaterThan(300);
    assertThat(inOrder.column(JOINED_AUTHORIZATIONS))
        .containsExactlyInAnyOrderElementsOf(model.authorizations())
        .hasSize(CARDS * REQUESTS);
  }

  @Test
  void isTheSameStarFromShuffledAndDuplicatedEvents() throws Exception {
    try (ParquetFolder shuffled =
        build(
            "shuffled",
            GeneratedBooks.duplicated(BOOKS.events(), 7),
            GeneratedBooks.duplicated(BOOKS.decided(), 8))) {
      for (StarTable table : StarTable.values()) {
        String rows = "SELECT t::VARCHAR FROM " + table.tableName() + " t ORDER BY 1";
        assertThat(shuffled.column(rows)).as(table.tableName()).isEqualTo(inOrder.column(rows));
      }
    }
  }

  @Test
  void givesEachRowAKeyOfItsOwnAndEachDimensionAnUnknownMember() throws Exception {
    for (StarTable table : StarTable.values()) {
      String key = table.keyColumn();
      String name = table.tableName();
      assertThat(inOrder.number("SELECT count(*) - count(DISTINCT " + key + ") FROM " + name))
          .as(name)
          .isZero();
      assertThat(inOrder.number("SELECT count(*) FROM " + name + " WHERE " + key + " = 0"))
          .as(name)
          .isEqualTo(table.isFact() ? 0 : 1);
    }
  }

  @Test
  void findsTheMemberOfEachForeignKey() throws Exception {
    for (StarTable fact : List.of(StarTable.FACT_TRANSACTION, StarTable.FACT_AUTHORIZATION)) {
      for (StarTable dimension : StarTable.values()) {
        String key = dimension.keyColumn();
        if (dimension.isFact() || fact.schema().getField(key) == null) {
          continue;
        }
        assertThat(
                inOrder.number(
                    "SELECT count(*) FROM %s ANTI JOIN %s USING (%s)"
                        .formatted(fact.tableName(), dimension.tableName(), key)))
            .as(fact + " to " + dimension)
            .isZero();
      }
    }
    assertThat(
            inOrder.number(
                "SELECT count(*) FROM fact_transaction ANTI JOIN fact_authorization"
                    + " USING (authorization_key) WHERE authorization_key <> 0"))
        .isZero();
  }

  @Test
  void keepsCustomerVersionsWithoutGapOrOverlapAndOneOfThemCurrent() throws Exception {
    assertThat(
            inOrder.column(
                """
                SELECT card_token FROM (
                  SELECT *, lead(valid_from) OVER w AS next_from, lag(valid_to) OVER w AS last_to
                  FROM dim_customer WINDOW w AS (PARTITION BY card_token ORDER BY valid_from))
                WHERE valid_from >= valid_to
                  OR coalesce(next_from <> valid_to, NOT is_current)
                  OR coalesce(last_to <> valid_from, valid_from <> '1970-01-01')
                  OR is_current <> (valid_to = '9999-12-31')
                """))
        .isEmpty();
    assertThat(
            inOrder.number(
                "SELECT max(n) - min(n) + min(n) FROM (SELECT count_if(is_current) AS n"
                    + " FROM dim_customer GROUP BY card_token)"))
        .isEqualTo(1);
    assertThat(inOrder.number("SELECT count(*) FROM dim_customer")).isGreaterThan(20);
  }

  @Test
  void putsEachFactIntoThePartitionOfItsMonth() throws Exception {
    assertThat(
            inOrder.number(
                "SELECT count(*) FROM fact_transaction"
                    + " WHERE month <> strftime(event_time, '%Y-%m')"))
        .isZero();
    assertThat(inOrder.column("SELECT DISTINCT month FROM fact_authorization ORDER BY 1"))
        .containsExactly("2019-11", "2019-12", "2020-01", "2020-02", "2020-03");
    assertThat(folder.resolve("in-order/fact_transaction/month=2020-01"))
        .isDirectoryContaining("glob:**/part-00000-of-00001.parquet");
  }

  @Test
  void storesTimesDatesAndMoneyAsWhatTheyAre() throws Exception {
    assertThat(
            inOrder.column(
                "SELECT column_name || ' ' || column_type FROM (DESCRIBE fact_transaction)"))
        .contains(
            "transaction_key BIGINT",
            "date_key INTEGER",
            "event_time TIMESTAMP WITH TIME ZONE",
            "amount_minor BIGINT",
            "month VARCHAR");
    assertThat(inOrder.column("SELECT DISTINCT typeof(date) FROM dim_date"))
        .containsExactly("DATE");
  }
}
