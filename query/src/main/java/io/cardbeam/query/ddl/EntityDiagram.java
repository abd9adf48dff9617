package io.cardbeam.query.ddl;

import io.cardbeam.star.StarTable;
import java.util.Locale;
import org.apache.avro.Schema;

/** The star as an entity diagram in Mermaid's words, written from its schemas. */
public final class EntityDiagram {
  private EntityDiagram() {}

  /** The tables and what joins them, without columns, to stand between a fence's lines. */
  public static String relations() {
    StringBuilder text = new StringBuilder("erDiagram\n");
    for (StarTable fact : StarTable.values()) {
      if (fact.isFact()) {
        for (StarTable other : StarTable.values()) {
          if (other != fact
              && other != StarTable.CONTROL_TOTAL
              && other.keyColumn().endsWith("_key")
              && fact.schema().getField(other.keyColumn()) != null) {
            text.append(
                "  %s ||--o{ %s : %s\n"
                    .formatted(other.tableName(), fact.tableName(), other.keyColumn()));
          }
        }
      }
    }
    return text.toString();
  }

  /** The same with all columns. */
  public static String mermaid() {
    StringBuilder text = new StringBuilder(relations());
    for (StarTable table : StarTable.values()) {
      text.append("  ").append(table.tableName()).append(" {\n");
      for (Schema.Field field : table.schema().getFields()) {
        text.append(
            "    %s %s%s\n".formatted(type(field.schema()), field.name(), role(table, field)));
      }
      text.append("  }\n");
    }
    return text.toString();
  }

  private static String role(StarTable table, Schema.Field field) {
    if (table == StarTable.CONTROL_TOTAL || !field.name().endsWith("_key")) {
      return "";
    }
    return field.name().equals(table.keyColumn()) ? " PK" : " FK";
  }

  private static String type(Schema column) {
    return Dialect.spark.type(column).toLowerCase(Locale.ROOT);
  }
}
