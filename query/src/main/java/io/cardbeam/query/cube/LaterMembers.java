package io.cardbeam.query.cube;

import io.cardbeam.star.StarTable;
import io.cardbeam.table.DimDate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.Schema;

/** Members of dimensions that rows of PostgreSQL have and the star does not: statements. */
final class LaterMembers {
  /** Where the first version of a card's holder begins, and the current one ends. */
  private static final String ALWAYS =
      "TIMESTAMPTZ '1970-01-01 00:00:00+00' AS valid_from,"
          + " TIMESTAMPTZ '9999-12-31 00:00:00+00' AS valid_to, true AS is_current";

  private static final String BOTH =
      "(FROM staged_fact_authorization UNION ALL BY NAME FROM staged_fact_transaction)";

  /** By the table that they are added to. */
  static final Map<StarTable, String> BY_TABLE = all();

  static final String MISSING_YEARS =
      "SELECT DISTINCT date_key // 10000 FROM %s WHERE date_key NOT IN (SELECT date_key FROM cube_dim_date) ORDER BY 1"
          .formatted(BOTH);

  private LaterMembers() {}

  private static Map<StarTable, String> all() {
    Map<StarTable, String> all = new LinkedHashMap<>();
    all.put(
        StarTable.DIM_CARD,
        """
        SELECT card_key, card_token, last_four, status, credit_limit_minor, currency
        FROM staged_card WHERE card_key NOT IN (SELECT card_key FROM cube_dim_card)
        """);
    all.put(
        StarTable.DIM_CUSTOMER,
        """
        SELECT customer_key, card_token, first_name, last_name, gender, job, birth_date, %s
        FROM staged_card
        WHERE customer_key IS NOT NULL
          AND card_token NOT IN (SELECT card_token FROM cube_dim_customer)
        """
            .formatted(ALWAYS));
    all.put(
        StarTable.DIM_ADDRESS,
        """
        SELECT address_key, card_token, street, city, state, postal_code, country, latitude,
          longitude, %s
        FROM staged_card
        WHERE address_key IS NOT NULL
          AND card_token NOT IN (SELECT card_token FROM cube_dim_address)
        """
            .formatted(ALWAYS));
    all.put(
        StarTable.DIM_MERCHANT,
        """
        SELECT merchant_key, any_value(merchant_id) AS merchant_id,
          arg_max(merchant_name, event_time) AS merchant_name
        FROM %s WHERE merchant_key NOT IN (SELECT merchant_key FROM cube_dim_merchant)
        GROUP BY merchant_key
        """
            .formatted(BOTH));
    all.put(
        StarTable.DIM_CATEGORY,
        """
        SELECT DISTINCT category_key, category
        FROM %s WHERE category_key NOT IN (SELECT category_key FROM cube_dim_category)
        """
            .formatted(BOTH));
    return all;
  }

  /** Adds a day. */
  static String day(DimDate day) {
    StringBuilder columns = new StringBuilder();
    StringBuilder values = new StringBuilder();
    for (Schema.Field field : day.getSchema().getFields()) {
      String separator = columns.isEmpty() ? "" : ", ";
      Object value = day.get(field.pos());
      columns.append(separator).append(field.name());
      values
          .append(separator)
          .append(
              value instanceof Number || value instanceof Boolean
                  ? value.toString()
                  : "'" + value + "'");
    }
    return "INSERT INTO %s (%s) VALUES (%s)"
        .formatted(CubeTables.later(StarTable.DIM_DATE), columns, values);
  }
}
