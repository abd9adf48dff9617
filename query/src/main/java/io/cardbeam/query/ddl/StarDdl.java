package io.cardbeam.query.ddl;

import io.cardbeam.star.StarTable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.avro.Schema;

/**
 * The statements that make a star known to an engine: a table for each of its own, with its files
 * where they lie, and for each fact a view with {@code amount} in the currency's unit. Where the
 * files lie is a mark, {@value #LOCATION}, for whoever runs them to fill in.
 */
public final class StarDdl {
  /** Stands for the star's folder, without a slash at its end. */
  public static final String LOCATION = "${LOCATION}";

  /** Stands for the dataset or database, where the engine needs one named. */
  public static final String DATABASE = "${DATABASE}";

  /** Stands for the role that Redshift reads the files by. */
  public static final String ROLE = "${ROLE_ARN}";

  /** Longest comment of a column in the Glue catalog, characters. */
  private static final int GLUE_COMMENT = 255;

  private final Dialect dialect;

  private StarDdl(Dialect dialect) {
    this.dialect = dialect;
  }

  /** A script for an engine. */
  public static String of(Dialect dialect) {
    StarDdl ddl = new StarDdl(dialect);
    StringBuilder script = new StringBuilder();
    script.append("-- The star schema for ").append(dialect.name().replace('_', ' '));
    script.append(". Written by ./cardbeam ddl from schemas/avro/table; don't edit.\n");
    script.append("-- ").append(LOCATION).append(": the star's folder, one build of it, for ");
    script.append("instance s3://bucket/star/current.\n\n");
    if (dialect == Dialect.redshift_spectrum) {
      script.append(ddl.spectrum()).append('\n');
    } else {
      for (StarTable table : StarTable.values()) {
        script.append(ddl.table(table)).append('\n');
      }
    }
    for (StarTable table : StarTable.values()) {
      if (table.isFact()) {
        script.append(ddl.view(table)).append('\n');
      }
    }
    return script.toString();
  }

  private String table(StarTable table) {
    return switch (dialect) {
      case athena -> athena(table);
      case redshift_copy -> copied(table);
      case bigquery -> bigquery(table);
      case spark -> spark(table);
      case trino -> trino(table);
      case redshift_spectrum -> throw new IllegalArgumentException("it has no tables of its own");
    };
  }

  private String athena(StarTable table) {
    return "CREATE EXTERNAL TABLE IF NOT EXISTS "
        + table.tableName()
        + " (\n"
        + columns(table, false)
        + "\n)\nCOMMENT "
        + text(table.schema().getDoc())
        + (table.isMonthly() ? "\nPARTITIONED BY (`month` STRING)" : "")
        + "\nSTORED AS PARQUET\nLOCATION "
        + text(folder(table) + "/")
        + (table.isMonthly() ? ";\nMSCK REPAIR TABLE " + table.tableName() + ";\n" : ";\n");
  }

  /** The tables are those of the catalog, which athena's script makes. */
  private String spectrum() {
    return "CREATE EXTERNAL SCHEMA IF NOT EXISTS star FROM DATA CATALOG DATABASE "
        + text(DATABASE)
        + "\nIAM_ROLE "
        + text(ROLE)
        + ";\n";
  }

  /** The month is in the path alone, which COPY passes over. */
  private String copied(StarTable table) {
    return "CREATE TABLE IF NOT EXISTS "
        + table.tableName()
        + " (\n"
        + columns(table, true)
        + "\n)"
        + (table.isFact()
            ? "\nDISTKEY (\"card_key\")\nSORTKEY (\"date_key\")"
            : table.isDimension() ? "\nDISTSTYLE ALL" : "")
        + ";\nTRUNCATE "
        + table.tableName()
        + ";\nCOPY "
        + table.tableName()
        + " FROM "
        + text(folder(table) + "/")
        + "\nIAM_ROLE "
        + text(ROLE)
        + " FORMAT AS PARQUET;\n";
  }

  private String bigquery(StarTable table) {
    String files = folder(table) + (table.isMonthly() ? "/month=*" : "/*.parquet");
    return "CREATE OR REPLACE EXTERNAL TABLE "
        + DATABASE
        + "."
        + table.tableName()
        + " (\n"
        + columns(table, false)
        + "\n)\n"
        + (table.isMonthly() ? "WITH PARTITION COLUMNS (`month` STRING)\n" : "")
        + "OPTIONS (\n  format = 'PARQUET',\n  uris = ["
        + text(files)
        + "]"
        + (table.isMonthly() ? ",\n  hive_partition_uri_prefix = " + text(folder(table)) : "")
        + ",\n  description = "
        + text(table.schema().getDoc())
        + "\n);\n";
  }

  private String spark(StarTable table) {
    return "CREATE TABLE IF NOT EXISTS "
        + table.tableName()
        + " (\n"
        + columns(table, false)
        + (table.isMonthly() ? ",\n  `month` STRING" : "")
        + "\n)\nUSING PARQUET\n"
        + (table.isMonthly() ? "PARTITIONED BY (`month`)\n" : "")
        + "LOCATION "
        + text(folder(table))
        + "\nCOMMENT "
        + text(table.schema().getDoc())
        + ";\n"
        + (table.isMonthly() ? "MSCK REPAIR TABLE " + table.tableName() + ";\n" : "");
  }

  private String trino(StarTable table) {
    return "CREATE TABLE IF NOT EXISTS "
        + table.tableName()
        + " (\n"
        + columns(table, false)
        + (table.isMonthly() ? ",\n  \"month\" VARCHAR" : "")
        + "\n)\nCOMMENT "
        + text(table.schema().getDoc())
        + "\nWITH (\n  format = 'PARQUET',\n  external_location = "
        + text(folder(table))
        + (table.isMonthly() ? ",\n  partitioned_by = ARRAY['month']" : "")
        + "\n);\n"
        + (table.isMonthly()
            ? "CALL system.sync_partition_metadata(CURRENT_SCHEMA, "
                + text(table.tableName())
                + ", 'FULL');\n"
            : "");
  }

  private String columns(StarTable table, boolean withNulls) {
    List<String> lines = new ArrayList<>();
    for (Schema.Field field : table.schema().getFields()) {
      boolean nullable = field.schema().isUnion();
      lines.add(
          "  "
              + dialect.name(field.name())
              + " "
              + dialect.type(field.schema())
              + (withNulls && !nullable ? " NOT NULL" : "")
              + comment(field.doc()));
    }
    return String.join(",\n", lines);
  }

  private String comment(String doc) {
    return switch (dialect) {
      case athena ->
          " COMMENT "
              + text(
                  doc.length() <= GLUE_COMMENT ? doc : doc.substring(0, GLUE_COMMENT - 3) + "...");
      case spark, trino -> " COMMENT " + text(doc);
      case bigquery -> " OPTIONS (description = " + text(doc) + ")";
      default -> "";
    };
  }

  /** A fact with its amounts in the currency's unit. */
  private String view(StarTable fact) {
    String database = dialect == Dialect.bigquery ? DATABASE + "." : "";
    String from =
        dialect == Dialect.redshift_spectrum
            ? "star." + fact.tableName()
            : database + fact.tableName();
    return "CREATE OR REPLACE VIEW "
        + database
        + fact.tableName()
        + "_amount AS\nSELECT *, "
        + CurrencyDecimals.amount(dialect == Dialect.bigquery ? "NUMERIC" : "DECIMAL(20, 3)")
        + " AS amount\nFROM "
        + from
        + (dialect == Dialect.redshift_spectrum ? "\nWITH NO SCHEMA BINDING" : "")
        + ";\n";
  }

  private static String folder(StarTable table) {
    return LOCATION + "/" + table.tableName();
  }

  private String text(String value) {
    String escaped =
        dialect == Dialect.athena || dialect == Dialect.bigquery || dialect == Dialect.spark
            ? value.replace("\\", "\\\\").replace("'", "\\'")
            : value.replace("'", "''");
    return escaped.lines().collect(Collectors.joining(" ", "'", "'"));
  }
}
