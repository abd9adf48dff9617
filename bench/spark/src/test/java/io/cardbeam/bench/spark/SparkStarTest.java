package io.cardbeam.bench.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The star of a few rows, built as the benchmark does: in a process of its own. */
class SparkStarTest {
  private static final String KEY = "0f".repeat(32);
  private static final String ANN = "4000000000000010";
  private static final String BOB = "04000000000000028";
  private static final List<String> TABLES =
      List.of(
          "fact_transaction",
          "fact_authorization",
          "dim_customer",
          "dim_address",
          "dim_card",
          "dim_merchant",
          "dim_category",
          "dim_date",
          "dim_time_of_day",
          "dim_outcome",
          "control_total");

  /** Ann moves, then changes jobs, and goes back to where she lived; t-1 comes twice. */
  private static final String CSV =
      """
      ,trans_date_trans_time,cc_num,merchant,category,amt,first,last,gender,street,city,state,zip,lat,long,city_pop,job,dob,trans_num,unix_time,merch_lat,merch_long,is_fraud
      0,2020-01-31 21:59:59,ANN,"fraud_Smith, Lee",home,12.3,Ann,Lee,F,1 Main St,Akron,OH,04301,41.08,-81.52,190000,Baker,1980-02-29,t-1,0,41.1,-81.5,0
      1,2020-01-31 22:00:00,BOB,fraud_Shop,misc_net,999.99,Bob,Ray,,2 Elm St,Erie,PA,16501,42.12,-80.08,95000,,1990-12-31,t-2,0,42.0,-80.0,1
      2,2020-01-31 21:59:59,ANN,"fraud_Smith, Lee",home,12.3,Ann,Lee,F,1 Main St,Akron,OH,04301,41.08,-81.52,190000,Baker,1980-02-29,t-1,0,41.1,-81.5,0
      3,2020-02-01 00:00:00,ANN,Shop,home,7,Ann,Lee,F,3 Oak St,Akron,OH,04301,41.08,-81.52,190000,Baker,1980-02-29,t-3,0,41.1,-81.5,1
      4,2020-02-01 00:00:01,ANN,Shop,home,8.05,Ann,Lee,F,3 Oak St,Akron,OH,04301,41.08,-81.52,190000,Pilot,1980-02-29,t-4,0,41.1,-81.5,0
      5,2020-03-01 12:30:00,ANN,Shop,home,9.1,Ann,Lee,F,1 Main St,Akron,OH,04301,41.08,-81.52,190000,Pilot,1980-02-29,t-5,0,41.1,-81.5,0
      """
          .replace("ANN", ANN)
          .replace("BOB", BOB);

  @TempDir static Path folder;
  private static SparkSession spark;

  @BeforeAll
  static void build() throws Exception {
    spark =
        SparkSession.builder()
            .master("local[1]")
            .config("spark.ui.enabled", false)
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.warehouse.dir", folder.resolve("unused").toString())
            .config("spark.sql.shuffle.partitions", 1)
            .getOrCreate();
    Path input = Files.writeString(folder.resolve("rows.csv"), CSV);
    Path key = Files.writeString(folder.resolve("key"), KEY + "\n");
    Path decisions = folder.resolve("decisions");
    spark
        .sql(
            """
            SELECT request_id, outcome, fraud_probability, 'FAR,FAST' AS reason_codes,
              'far; fast' AS reasons, 'p-1' AS policy_version, 'm-1' AS model_version
            FROM VALUES ('t-1', 'APPROVED', 0.1D), ('t-2', 'DECLINED', 0.9D),
              ('t-3', 'REFERRED', 0.5D), ('t-4', 'APPROVED', 0.2D), ('t-5', 'APPROVED', 0.3D)
              AS decision (request_id, outcome, fraud_probability)
            """)
        .write()
        .parquet(decisions.toString());
    run(input, decisions, folder.resolve("star"), key);
    for (String table : TABLES) {
      spark
          .read()
          .parquet(folder.resolve("star").resolve(table).toString())
          .createOrReplaceTempView(table);
    }
  }

  /** With no other options than those that are told to who starts it. */
  private static void run(Path input, Path decisions, Path output, Path key) throws Exception {
    Path options = Path.of(SparkStar.class.getResource("/jvm-options.txt").toURI());
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "@" + options,
                "-cp",
                System.getProperty("java.class.path"),
                SparkStar.class.getName(),
                "--input",
                input.toString(),
                "--decisions",
                decisions.toString(),
                "--output",
                output.toString(),
                "--token-key",
                key.toString())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(err)).isZero();
    assertThat(out).isEmptyFile();
    assertThat(folder.resolve("star.scratch")).isEmptyDirectory();
  }

  @AfterAll
  static void close() {
    spark.close();
  }

  @Test
  void eachRequestHasTheMembersThatWereValidAtItsTime() {
    assertThat(
            rows(
                """
                SELECT request_id, f.month, date_format(event_time, 'MM-dd HH:mm:ss'), string(d.date),
                  t.time_of_day, first_name, coalesce(job, '-'), street, last_four, merchant_name,
                  category, outcome, channel, amount_minor, is_fraud, fraud_probability
                FROM fact_authorization f
                  JOIN dim_date d USING (date_key) JOIN dim_time_of_day t USING (time_of_day_key)
                  JOIN dim_customer USING (customer_key) JOIN dim_address USING (address_key)
                  JOIN dim_card USING (card_key) JOIN dim_merchant USING (merchant_key)
                  JOIN dim_category USING (category_key) JOIN dim_outcome USING (outcome_key)
                """))
        .containsExactlyInAnyOrder(
            "t-1|2020-01|01-31 21:59:59|2020-01-31|21:59|Ann|Baker|1 Main St|0010|Smith, Lee|home"
                + "|APPROVED|CARD_PRESENT|1230|false|0.1",
            "t-2|2020-01|01-31 22:00:00|2020-01-31|22:00|Bob|-|2 Elm St|0028|Shop|misc_net"
                + "|DECLINED|ONLINE|99999|true|0.9",
            "t-3|2020-02|02-01 00:00:00|2020-02-01|00:00|Ann|Baker|3 Oak St|0010|Shop|home"
                + "|REFERRED|CARD_PRESENT|700|true|0.5",
            "t-4|2020-02|02-01 00:00:01|2020-02-01|00:00|Ann|Pilot|3 Oak St|0010|Shop|home"
                + "|APPROVED|CARD_PRESENT|805|false|0.2",
            "t-5|2020-03|03-01 12:30:00|2020-03-01|12:30|Ann|Pilot|1 Main St|0010|Shop|home"
                + "|APPROVED|CARD_PRESENT|910|false|0.3");
  }

  @Test
  void whatIsApprovedIsAPurchaseThatCountsFromTheMidnightTwoHoursAhead() {
    assertThat(
            rows(
                """
                SELECT transaction_id, transaction_type, purchase_id, f.month,
                  date_format(posted_at, 'MM-dd HH:mm'), f.amount_minor, f.is_fraud
                FROM fact_transaction f JOIN fact_authorization USING (authorization_key)
                """))
        .containsExactlyInAnyOrder(
            "t-1|PURCHASE|t-1|2020-01|02-01 00:00|1230|false",
            "t-4|PURCHASE|t-4|2020-02|02-02 00:00|805|false",
            "t-5|PURCHASE|t-5|2020-03|03-02 00:00|910|false");
  }

  @Test
  void aMoveIsAVersionOfTheAddressAndAJobOneOfThePerson() {
    assertThat(rows("SELECT street, valid_from, valid_to, is_current FROM dim_address"))
        .containsExactlyInAnyOrder(
            "|1970-01-01 00:00:00.0|9999-12-31 00:00:00.0|true",
            "2 Elm St|1970-01-01 00:00:00.0|9999-12-31 00:00:00.0|true",
            "1 Main St|1970-01-01 00:00:00.0|2020-02-01 00:00:00.0|false",
            "3 Oak St|2020-02-01 00:00:00.0|2020-03-01 12:30:00.0|false",
            "1 Main St|2020-03-01 12:30:00.0|9999-12-31 00:00:00.0|true");
    assertThat(rows("SELECT first_name, coalesce(job, '-'), valid_from FROM dim_customer"))
        .containsExactlyInAnyOrder(
            "Unknown|-|1970-01-01 00:00:00.0",
            "Bob|-|1970-01-01 00:00:00.0",
            "Ann|Baker|1970-01-01 00:00:00.0",
            "Ann|Pilot|2020-02-01 00:00:01.0");
  }

  @Test
  void keysAndTokensAreCardbeams() throws Exception {
    String ann = token(ANN);
    assertThat(rows("SELECT card_token, card_key FROM dim_card"))
        .containsExactlyInAnyOrder(
            "|0", ann + "|" + key("card", ann), token(BOB) + "|" + key("card", token(BOB)));
    assertThat(rows("SELECT authorization_key FROM fact_authorization WHERE request_id = 't-3'"))
        .containsExactly(key("authorization", ann + "\u001ft-3"));
    assertThat(rows("SELECT transaction_key FROM fact_transaction WHERE transaction_id = 't-4'"))
        .containsExactly(key("PURCHASE", ann + "\u001ft-4"));
    assertThat(rows("SELECT address_key FROM dim_address WHERE street = '3 Oak St'"))
        .containsExactly(key("address", ann + "\u001f1580515200000"));
  }

  @Test
  void tellsWhatTheMonthsMustAddUpTo() {
    assertThat(rows("SELECT fact, year_month, row_count, amount_minor FROM control_total"))
        .containsExactlyInAnyOrder(
            "fact_authorization|2020-01|2|101229",
            "fact_authorization|2020-02|2|1505",
            "fact_authorization|2020-03|1|910",
            "fact_transaction|2020-01|1|1230",
            "fact_transaction|2020-02|1|805",
            "fact_transaction|2020-03|1|910");
  }

  @Test
  void hasOneFileAMonthAndTheFixedMembers() throws Exception {
    for (String fact : List.of("fact_authorization", "fact_transaction")) {
      for (String month : List.of("2020-01", "2020-02", "2020-03")) {
        try (Stream<Path> files =
            Files.list(folder.resolve("star").resolve(fact).resolve("month=" + month))) {
          assertThat(files.filter(file -> file.toString().endsWith(".parquet"))).hasSize(1);
        }
      }
    }
    assertThat(rows("SELECT count(*), min(part_of_day) FROM dim_time_of_day"))
        .containsExactly("1441|Afternoon");
    assertThat(
            rows(
                "SELECT string(date), year_quarter, month_name, iso_week, day_of_year, weekday,"
                    + " weekday_name, is_weekend FROM dim_date WHERE date_key = 20200229"))
        .containsExactly("2020-02-29|2020-Q1|February|9|60|6|Saturday|true");
    assertThat(rows("SELECT count(*) FROM dim_date")).containsExactly("367");
  }

  private static List<String> rows(String sql) {
    return spark.sql(sql).collectAsList().stream().map(SparkStarTest::text).toList();
  }

  private static String text(Row row) {
    return row.mkString("|");
  }

  private static String token(String cardNumber) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(HexFormat.of().parseHex(KEY), "HmacSHA256"));
    byte[] digest = mac.doFinal(cardNumber.getBytes(StandardCharsets.US_ASCII));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, 16));
  }

  private static String key(String kind, String natural) throws Exception {
    byte[] text = (kind + "\u001f" + natural).getBytes(StandardCharsets.UTF_8);
    return "" + ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(text)).getLong();
  }
}
