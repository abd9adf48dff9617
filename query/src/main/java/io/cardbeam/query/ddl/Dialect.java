package io.cardbeam.query.ddl;

import io.cardbeam.pipeline.table.ColumnSchema;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** Engines that read a star's files where they lie. */
public enum Dialect {
  /** Amazon Athena, over the Glue catalog. */
  athena,
  /** Amazon Redshift Spectrum, over the Glue catalog: the tables are athena's. */
  redshift_spectrum,
  /** Amazon Redshift, with the rows copied into it. */
  redshift_copy,
  /** Google BigQuery's external tables. */
  bigquery,
  /** Spark SQL. */
  spark,
  /** Trino, over a Hive catalog. */
  trino;

  /** Type of a column in this engine. */
  String type(Schema column) {
    Schema plain = ColumnSchema.notNull(column);
    boolean isTime = plain.getLogicalType() instanceof LogicalTypes.TimestampMillis;
    boolean isDate = plain.getLogicalType() instanceof LogicalTypes.Date;
    return switch (plain.getType()) {
      case LONG -> isTime ? timestamp() : this == bigquery ? "INT64" : "BIGINT";
      case INT -> isDate ? "DATE" : this == bigquery ? "INT64" : this == athena ? "INT" : "INTEGER";
      case DOUBLE ->
          switch (this) {
            case bigquery -> "FLOAT64";
            case redshift_copy, redshift_spectrum -> "DOUBLE PRECISION";
            default -> "DOUBLE";
          };
      case BOOLEAN -> this == bigquery ? "BOOL" : "BOOLEAN";
      case STRING -> text();
      default -> throw new IllegalArgumentException("no column of a table is a " + plain);
    };
  }

  private String timestamp() {
    return switch (this) {
      case redshift_copy -> "TIMESTAMPTZ";
      case trino -> "TIMESTAMP(3)";
      default -> "TIMESTAMP";
    };
  }

  /** Redshift's is a length; the longest text of the star is that of the reasons. */
  private String text() {
    return switch (this) {
      case athena, bigquery, spark -> "STRING";
      case trino -> "VARCHAR";
      case redshift_copy, redshift_spectrum -> "VARCHAR(4096)";
    };
  }

  /** A name that may be a word of the engine's own. */
  String name(String column) {
    return switch (this) {
      case athena, bigquery, spark -> "`" + column + "`";
      default -> "\"" + column + "\"";
    };
  }
}
