package io.cardbeam.bench.spark;

import static org.apache.spark.sql.functions.col;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.storage.StorageLevel;

/**
 * The star of a file of transactions in Spark SQL, in local mode: the same rows as {@code warehouse
 * --input FILE.csv --chargebacks --decisions} writes, but for the merchants' ids and so their keys,
 * which are another hash. For a file with an index or id before its 22 columns and without bad
 * rows, which Cardbeam would make dead letters of; here one ends the run.
 *
 * <p>What Spark puts aside lies beside the output meanwhile, in a folder {@code DIR.scratch}, which
 * is left empty.
 */
public final class SparkStar {
  /** The file's columns, by their place. */
  private static final String CSV_COLUMNS =
      """
      file_index STRING, event_time TIMESTAMP, card_number STRING, merchant STRING,
      category STRING, amount DECIMAL(12, 2), first_name STRING, last_name STRING, gender STRING,
      street STRING, city STRING, state STRING, postal_code STRING, latitude DOUBLE,
      longitude DOUBLE, city_population INT, job STRING, birth_date DATE, request_id STRING,
      unix_time STRING, merchant_latitude DOUBLE, merchant_longitude DOUBLE, is_fraud INT""";

  private static final List<String> DIMENSIONS =
      List.of(
          "dim_customer",
          "dim_address",
          "dim_card",
          "dim_merchant",
          "dim_category",
          "dim_date",
          "dim_time_of_day",
          "dim_outcome");

  private final SparkSession spark;
  private final StarOptions options;

  private SparkStar(SparkSession spark, StarOptions options) {
    this.spark = spark;
    this.options = options;
  }

  /**
   * Builds the star.
   *
   * @param arguments by name, as {@link StarOptions#USAGE} has them
   */
  public static void main(String[] arguments) throws IOException {
    StarOptions options;
    try {
      options = StarOptions.of(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + "; usage: " + StarOptions.USAGE);
      System.exit(2);
      return;
    }
    build(options);
  }

  static void build(StarOptions options) throws IOException {
    try (SparkSession spark = session(options)) {
      new SparkStar(spark, options).build();
    }
  }

  private static SparkSession session(StarOptions options) {
    Path scratch = options.output().resolveSibling(options.output().getFileName() + ".scratch");
    return SparkSession.builder()
        .appName("star")
        .master("local[" + options.threads() + "]")
        .config("spark.ui.enabled", false)
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.local.dir", scratch.toString())
        .config("spark.sql.warehouse.dir", scratch.resolve("warehouse").toString())
        .config("spark.sql.session.timeZone", "UTC")
        // Smaller is not what counts, as long as it fits.
        .config("spark.sql.inMemoryColumnarStorage.compressed", false)
        // Some 200,000 rows each; adaptive execution makes fewer of them where there is less.
        .config("spark.sql.shuffle.partitions", 8)
        .config("spark.sql.parquet.compression.codec", "zstd")
        .config("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MILLIS")
        .config("spark.hadoop.mapreduce.fileoutputcommitter.algorithm.version", 2)
        .config("spark.hadoop.mapreduce.fileoutputcommitter.marksuccessfuljobs", false)
        .getOrCreate();
  }

  private void build() throws IOException {
    spark.udf().register(SurrogateKeyFunction.NAME, new SurrogateKeyFunction(), DataTypes.LongType);
    spark
        .read()
        .schema(CSV_COLUMNS)
        .option("header", true)
        .option("escape", "\"")
        .option("mode", "FAILFAST")
        .csv(options.input().toString())
        .createOrReplaceTempView("csv_row");
    spark.read().parquet(options.decisions().toString()).createOrReplaceTempView("decision");
    view("payment").persist(StorageLevel.MEMORY_AND_DISK());
    // A few rows, from which much follows.
    view("card_update").persist(StorageLevel.MEMORY_AND_DISK());
    Map<String, Object> blocks = TokenKeyBlocks.read(options.tokenKey());
    view("card", blocks);
    for (String name :
        List.of("customer", "address", "holder_period", "merchant", "category", "outcome")) {
      view(name);
    }
    Dataset<Row> answered =
        query("answered", Map.of())
            .repartition(col("month"))
            .sortWithinPartitions("month", "event_time", "authorization_key")
            .persist(StorageLevel.MEMORY_AND_DISK());
    answered.createOrReplaceTempView("answered");
    writeMonths("fact_authorization");
    writeMonths("fact_transaction");
    view("control_total").persist(StorageLevel.MEMORY_AND_DISK());
    writeMonths("control_total");
    for (String dimension : DIMENSIONS) {
      query(dimension, Map.of()).coalesce(1).write().parquet(folder(dimension));
    }
  }

  private void writeMonths(String table) throws IOException {
    query(table, Map.of()).write().partitionBy("month").parquet(folder(table));
  }

  private String folder(String table) {
    return options.output().resolve(table).toString();
  }

  private Dataset<Row> view(String name) throws IOException {
    return view(name, Map.of());
  }

  private Dataset<Row> view(String name, Map<String, Object> parameters) throws IOException {
    Dataset<Row> rows = query(name, parameters);
    rows.createOrReplaceTempView(name);
    return rows;
  }

  private Dataset<Row> query(String name, Map<String, Object> parameters) throws IOException {
    try (InputStream in = SparkStar.class.getResourceAsStream(name + ".sql")) {
      if (in == null) {
        throw new IllegalArgumentException("there is no " + name + ".sql");
      }
      return spark.sql(new String(in.readAllBytes(), StandardCharsets.UTF_8), parameters);
    }
  }
}
