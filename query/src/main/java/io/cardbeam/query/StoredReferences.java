package io.cardbeam.query;

import java.util.List;

/**
 * The tables of PostgreSQL that events refer to: who and where, each once, and the newest that is
 * known of a card. They follow from all events, of whatever time.
 */
final class StoredReferences {
  private static final String NEWEST =
      "QUALIFY row_number() OVER (PARTITION BY card_token ORDER BY event_time DESC, update_key DESC)"
          + " = 1";

  private static final String PLACES =
      """
      SELECT merchant_latitude, merchant_longitude, merchant_state, merchant_city
      FROM books_authorization
      UNION SELECT merchant_latitude, merchant_longitude, merchant_state, merchant_city
      FROM books_transaction
      """;

  private static final String CITIES_OF_PLACES =
      """
      SELECT 'ZZ' AS country_code, coalesce(merchant_state, '') AS state_code,
        coalesce(merchant_city, '') AS city_name
      FROM (%s) WHERE merchant_state IS NOT NULL OR merchant_city IS NOT NULL
      """
          .formatted(PLACES);

  private static final String CITIES =
      "SELECT country AS country_code, state AS state_code, city AS city_name"
          + " FROM books_card_update WHERE country IS NOT NULL UNION "
          + CITIES_OF_PLACES;

  private static final String JOIN_CITY =
      "JOIN books.city USING (city_id) JOIN books.state USING (state_id)";

  private StoredReferences() {}

  static List<StoredTable> all() {
    return List.of(
        cardUpdate(),
        cardAccount(),
        cardholder(),
        StoredTable.of(
            "card",
            1,
            "card_token VARCHAR",
            "SELECT card_token FROM books.card",
            "SELECT card_token FROM books_authorization UNION SELECT card_token FROM"
                + " books_transaction UNION SELECT card_token FROM books_card_update UNION SELECT"
                + " card_token FROM books_finding UNION SELECT card_token FROM"
                + " expected_transaction_exception"),
        address(),
        StoredTable.of(
            "postal_area",
            4,
            "country_code VARCHAR, state_code VARCHAR, city_name VARCHAR, postal_code VARCHAR",
            "SELECT country_code, state_code, city_name, postal_code FROM books.postal_area "
                + JOIN_CITY,
            "SELECT DISTINCT country, state, city, postal_code FROM books_card_update WHERE country IS NOT NULL"),
        StoredTable.of(
            "city_population",
            3,
            "country_code VARCHAR, state_code VARCHAR, city_name VARCHAR, inhabitants INTEGER,"
                + " as_of TIMESTAMPTZ",
            "SELECT country_code, state_code, city_name, inhabitants, as_of FROM"
                + " books.city_population "
                + JOIN_CITY,
            "SELECT country, state, city, city_population, event_time FROM books_card_update"
                + " WHERE city_population IS NOT NULL QUALIFY row_number() OVER (PARTITION BY"
                + " country, state, city ORDER BY event_time DESC, city_population DESC) = 1"),
        StoredTable.of(
            "city",
            3,
            "country_code VARCHAR, state_code VARCHAR, city_name VARCHAR",
            "SELECT country_code, state_code, city_name FROM books.city JOIN books.state USING"
                + " (state_id)",
            CITIES),
        StoredTable.of(
            "state",
            2,
            "country_code VARCHAR, state_code VARCHAR",
            "SELECT country_code, state_code FROM books.state",
            "SELECT DISTINCT country_code, state_code FROM (" + CITIES + ")"),
        StoredTable.of(
            "country",
            1,
            "country_code VARCHAR",
            "SELECT country_code FROM books.country",
            "SELECT DISTINCT country_code FROM (" + CITIES + ")"),
        StoredTable.of(
            "occupation",
            1,
            "occupation_name VARCHAR",
            "SELECT occupation_name FROM books.occupation",
            "SELECT DISTINCT job FROM books_card_update WHERE job IS NOT NULL"),
        StoredTable.of(
            "category",
            1,
            "category_code VARCHAR",
            "SELECT category_code FROM books.category",
            "SELECT category FROM books_authorization UNION SELECT category FROM books_transaction"
                + " WHERE category IS NOT NULL"),
        StoredTable.of(
            "merchant",
            1,
            "merchant_key VARCHAR",
            "SELECT merchant_key FROM books.merchant",
            "SELECT merchant_id FROM books_authorization UNION SELECT merchant_id FROM"
                + " books_transaction WHERE merchant_id IS NOT NULL"),
        StoredTable.of(
            "merchant_name",
            2,
            "merchant_key VARCHAR, name_text VARCHAR",
            "SELECT merchant_key, name_text FROM books.merchant_name JOIN books.merchant USING"
                + " (merchant_id)",
            "SELECT merchant_id, merchant_name FROM books_authorization UNION SELECT merchant_id,"
                + " merchant_name FROM books_transaction WHERE merchant_id IS NOT NULL"),
        StoredTable.of(
            "place",
            5,
            "latitude DOUBLE, longitude DOUBLE, country_code VARCHAR, state_code VARCHAR,"
                + " city_name VARCHAR",
            "SELECT latitude, longitude, country_code, state_code, city_name FROM books.place"
                + " LEFT JOIN books.city USING (city_id) LEFT JOIN books.state USING (state_id)",
            """
            SELECT merchant_latitude, merchant_longitude, if(is_city, 'ZZ', NULL),
              if(is_city, coalesce(merchant_state, ''), NULL),
              if(is_city, coalesce(merchant_city, ''), NULL)
            FROM (SELECT *, merchant_state IS NOT NULL OR merchant_city IS NOT NULL AS is_city
              FROM (%s))
            WHERE is_city OR merchant_latitude IS NOT NULL OR merchant_longitude IS NOT NULL
            GROUP BY ALL
            """
                .formatted(PLACES)),
        StoredTable.of(
            "policy",
            2,
            "policy_version VARCHAR, model_version VARCHAR",
            "SELECT policy_version, model_version FROM books.policy",
            "SELECT DISTINCT policy_version, model_version FROM books_authorization"),
        StoredTable.of(
            "reason",
            1,
            "reason_code VARCHAR",
            "SELECT reason_code FROM books.reason",
            "SELECT DISTINCT reason_code FROM books_reason"),
        StoredTable.of(
            "payment_method",
            1,
            "method_name VARCHAR",
            "SELECT method_name FROM books.payment_method",
            "SELECT DISTINCT method FROM books_transaction WHERE method IS NOT NULL"));
  }

  private static StoredTable cardUpdate() {
    return StoredTable.of(
        "card_update",
        2,
        "update_key VARCHAR, card_token VARCHAR, event_time TIMESTAMPTZ, kind VARCHAR,"
            + " limit_minor BIGINT, limit_currency VARCHAR, content_fingerprint BIGINT",
        "SELECT update_key, card_token, event_time, kind, limit_minor, currency,"
            + " content_fingerprint FROM"
            + " books.card_update JOIN books.card USING (card_id)"
            + " LEFT JOIN books.credit_limit USING (card_update_id)",
        "SELECT update_key, card_token, event_time, kind, credit_limit_minor,"
            + " if(credit_limit_minor IS NULL, NULL, currency), content_fingerprint"
            + " FROM books_card_update");
  }

  private static StoredTable cardAccount() {
    return StoredTable.of(
        "card_account",
        1,
        "card_token VARCHAR, newest_update VARCHAR, last_four VARCHAR, status VARCHAR,"
            + " currency VARCHAR",
        "SELECT card_token, update_key, last_four, status, currency FROM books.card_account a"
            + " JOIN books.card USING (card_id)"
            + " JOIN books.card_update u ON u.card_update_id = a.newest_update_id",
        "SELECT card_token, update_key, last_four, status, currency FROM books_card_update "
            + NEWEST);
  }

  private static StoredTable cardholder() {
    return StoredTable.of(
        "cardholder",
        1,
        "card_token VARCHAR, first_name VARCHAR, last_name VARCHAR, gender VARCHAR,"
            + " birth_date DATE, occupation VARCHAR, street VARCHAR, postal_code VARCHAR,"
            + " city VARCHAR, state VARCHAR, country VARCHAR, latitude DOUBLE, longitude DOUBLE",
        "SELECT card_token, first_name, last_name, gender, birth_date, occupation_name, street,"
            + " postal_code, city_name, state_code, country_code, latitude, longitude"
            + " FROM books.cardholder JOIN books.card USING (card_id)"
            + " LEFT JOIN books.occupation USING (occupation_id)"
            + " JOIN books.address USING (address_id) JOIN books.postal_area USING (postal_area_id) "
            + JOIN_CITY,
        "SELECT card_token, first_name, last_name, gender, birth_date, job, street, postal_code,"
            + " city, state, country, latitude, longitude FROM books_card_update"
            + " WHERE country IS NOT NULL "
            + NEWEST);
  }

  private static StoredTable address() {
    return StoredTable.of(
        "address",
        7,
        "country_code VARCHAR, state_code VARCHAR, city_name VARCHAR, postal_code VARCHAR,"
            + " street VARCHAR, latitude DOUBLE, longitude DOUBLE",
        "SELECT country_code, state_code, city_name, postal_code, street, latitude, longitude"
            + " FROM books.address JOIN books.postal_area USING (postal_area_id) "
            + JOIN_CITY,
        "SELECT DISTINCT country, state, city, postal_code, street, latitude, longitude"
            + " FROM books_card_update WHERE country IS NOT NULL");
  }
}
