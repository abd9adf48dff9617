package io.cardbeam.query.check;

import io.cardbeam.ledger.LedgerFlag;
import io.cardbeam.query.StatementBooks;
import io.cardbeam.star.StarTable;
import java.util.ArrayList;
import java.util.List;

/** The tests that every build of a star has to pass. */
final class StarTests {
  private static final List<StarTable> FACTS =
      List.of(
          StarTable.FACT_TRANSACTION, StarTable.FACT_AUTHORIZATION, StarTable.FACT_LEDGER_TRANSFER);
  private static final List<StarTable> VERSIONED =
      List.of(StarTable.DIM_CUSTOMER, StarTable.DIM_ADDRESS);

  private StarTests() {}

  static List<Expectation> all() {
    List<Expectation> tests = new ArrayList<>();
    for (StarTable table : StarTable.values()) {
      if (table.isFact() || table.isDimension()) {
        tests.add(unique(table));
      }
      if (table.isDimension()) {
        tests.add(unknownMember(table));
      }
    }
    for (StarTable fact : FACTS) {
      for (StarTable dimension : StarTable.values()) {
        if (dimension.isDimension() && fact.schema().getField(dimension.keyColumn()) != null) {
          tests.add(found(fact, dimension));
        }
      }
      tests.add(monthOf(fact));
      tests.add(dateOf(fact));
      tests.add(timeOf(fact));
      tests.add(addsUp(fact));
      tests.add(fresh(fact));
    }
    tests.add(requestOf("fact_transaction", "transaction_id"));
    tests.add(requestOf("fact_ledger_transfer", "transfer_id"));
    for (StarTable table : VERSIONED) {
      tests.add(oneOpenVersion(table));
      tests.add(versionsMeet(table));
      FACTS.forEach(fact -> tests.add(versionAtItsTime(fact, table)));
    }
    tests.addAll(acceptedValues());
    tests.addAll(saysWhatDoesNotMatch());
    tests.addAll(LedgerTests.all());
    return tests;
  }

  private static Expectation unique(StarTable table) {
    String key = table.keyColumn();
    return new Expectation(
        table.tableName() + ": " + key + " is unique",
        "SELECT %s, count(*) AS rows FROM %s GROUP BY ALL HAVING count(*) > 1"
            .formatted(key, table.tableName()));
  }

  private static Expectation unknownMember(StarTable table) {
    return new Expectation(
        table.tableName() + " has row 0",
        "SELECT 'row 0 is missing' WHERE NOT EXISTS (FROM %s WHERE %s = 0)"
            .formatted(table.tableName(), table.keyColumn()));
  }

  private static Expectation found(StarTable fact, StarTable dimension) {
    String key = dimension.keyColumn();
    return new Expectation(
        "%s: each %s is in %s".formatted(fact.tableName(), key, dimension.tableName()),
        "SELECT %s, f.%s, f.event_time FROM %s f ANTI JOIN %s USING (%s)"
            .formatted(fact.keyColumn(), key, fact.tableName(), dimension.tableName(), key));
  }

  private static Expectation requestOf(String fact, String id) {
    return new Expectation(
        fact + ": each authorization_key is in fact_authorization",
        "SELECT %s, authorization_key, event_time FROM %s".formatted(id, fact)
            + " ANTI JOIN fact_authorization USING (authorization_key)"
            + " WHERE authorization_key <> 0");
  }

  private static Expectation monthOf(StarTable fact) {
    return new Expectation(
        fact.tableName() + " lies in the partition of its month",
        "SELECT %s, event_time, month FROM %s WHERE month <> strftime(event_time, '%%Y-%%m')"
            .formatted(fact.keyColumn(), fact.tableName()));
  }

  private static Expectation dateOf(StarTable fact) {
    return new Expectation(
        fact.tableName() + ": date_key is the date of event_time",
        ("SELECT %s, event_time, date_key FROM %s"
                + " WHERE date_key <> CAST(strftime(event_time, '%%Y%%m%%d') AS INTEGER)")
            .formatted(fact.keyColumn(), fact.tableName()));
  }

  private static Expectation timeOf(StarTable fact) {
    return new Expectation(
        fact.tableName() + ": time_of_day_key is the minute of event_time",
        ("SELECT %s, event_time, time_of_day_key FROM %s WHERE time_of_day_key"
                + " <> 1 + 60 * date_part('hour', event_time) + date_part('minute', event_time)")
            .formatted(fact.keyColumn(), fact.tableName()));
  }

  /** Rows and sums of each month and currency, to the cent. */
  private static Expectation addsUp(StarTable fact) {
    return new Expectation(
        fact.tableName() + " adds up to the events of each month",
        ("WITH found AS (SELECT month AS year_month, currency, count(*) AS row_count,"
                + " sum(amount_minor) AS amount_minor FROM %1$s GROUP BY ALL),"
                + " told AS (SELECT year_month, currency, row_count, amount_minor"
                + " FROM control_total WHERE fact = '%1$s')"
                + " SELECT year_month, currency, told.row_count AS events, found.row_count AS rows,"
                + " told.amount_minor AS amount_of_events, found.amount_minor AS amount_of_rows"
                + " FROM told FULL JOIN found USING (year_month, currency)"
                + " WHERE told.row_count IS DISTINCT FROM found.row_count"
                + " OR told.amount_minor IS DISTINCT FROM found.amount_minor")
            .formatted(fact.tableName()));
  }

  private static Expectation fresh(StarTable fact) {
    return new Expectation(
        fact.tableName() + " reaches the latest event of each month",
        ("WITH found AS (SELECT month AS year_month, currency, max(event_time) AS latest"
                + " FROM %1$s GROUP BY ALL)"
                + " SELECT year_month, currency, latest_event_time, latest"
                + " FROM (FROM control_total WHERE fact = '%1$s') c"
                + " LEFT JOIN found USING (year_month, currency)"
                + " WHERE latest IS DISTINCT FROM latest_event_time")
            .formatted(fact.tableName()));
  }

  private static Expectation oneOpenVersion(StarTable table) {
    return new Expectation(
        table.tableName() + ": each card has one current version",
        ("SELECT card_token, count_if(is_current) AS current_versions FROM %s"
                + " GROUP BY ALL HAVING count_if(is_current) <> 1")
            .formatted(table.tableName()));
  }

  private static Expectation versionsMeet(StarTable table) {
    return new Expectation(
        table.tableName() + ": a card's versions meet without gap or overlap",
        ("SELECT card_token, valid_from, valid_to, next_from FROM (SELECT *,"
                + " lead(valid_from) OVER (PARTITION BY card_token ORDER BY valid_from)"
                + " AS next_from FROM %s) WHERE valid_from >= valid_to"
                + " OR coalesce(next_from <> valid_to, NOT is_current)"
                + " OR is_current <> (valid_to = TIMESTAMPTZ '9999-12-31 00:00:00+00')")
            .formatted(table.tableName()));
  }

  private static Expectation versionAtItsTime(StarTable fact, StarTable table) {
    return new Expectation(
        "%s: the version in %s was valid at event_time"
            .formatted(fact.tableName(), table.tableName()),
        ("SELECT %s, event_time, valid_from, valid_to FROM %s"
                + " JOIN %s USING (%s) WHERE %s <> 0"
                + " AND NOT (valid_from <= event_time AND event_time < valid_to)")
            .formatted(
                fact.keyColumn(),
                fact.tableName(),
                table.tableName(),
                table.keyColumn(),
                table.keyColumn()));
  }

  /** A row that joins with no request or purchase has a reason. */
  private static List<Expectation> saysWhatDoesNotMatch() {
    return List.of(
        LedgerTests.namesOfFlags("fact_transaction", "transaction_id", "ledger_flags"),
        new Expectation(
            "fact_transaction: a purchase without its request is flagged",
            "SELECT transaction_id, ledger_flags FROM fact_transaction"
                + " WHERE transaction_type = 'PURCHASE' AND authorization_key = 0"
                + " AND NOT list_contains(string_split(ledger_flags, ','), '"
                + LedgerFlag.NO_AUTHORIZATION
                + "')"),
        new Expectation(
            "fact_transaction: what gives back a purchase that is not there is flagged",
            "SELECT transaction_id, ledger_flags FROM fact_transaction"
                + " WHERE transaction_type IN ('REFUND', 'CHARGEBACK') AND merchant_key = 0"
                + " AND NOT list_contains(string_split(ledger_flags, ','), '"
                + LedgerFlag.NO_PURCHASE
                + "')"));
  }

  private static List<Expectation> acceptedValues() {
    return List.of(
        new Expectation(
            "fact_transaction: transaction_type is one of seven",
            "SELECT transaction_id, transaction_type FROM fact_transaction WHERE transaction_type"
                + " NOT IN ('PURCHASE', 'REFUND', 'CHARGEBACK', 'CHARGEBACK_UPHELD',"
                + " 'CHARGEBACK_REJECTED', 'PAYMENT', 'PAYMENT_RETURNED')"),
        new Expectation(
            "fact_transaction: amounts have the sign of their type",
            "SELECT transaction_id, transaction_type, amount_minor FROM fact_transaction"
                + " WHERE sign(amount_minor) <> "
                + StatementBooks.signed("transaction_type", "1")),
        new Expectation(
            "fact_transaction: currency is an ISO 4217 code",
            "SELECT transaction_id, currency FROM fact_transaction"
                + " WHERE NOT regexp_full_match(currency, '[A-Z]{3}')"),
        new Expectation(
            "fact_authorization: currency is an ISO 4217 code",
            "SELECT request_id, currency FROM fact_authorization"
                + " WHERE NOT regexp_full_match(currency, '[A-Z]{3}')"),
        new Expectation(
            "fact_authorization: amounts are above 0",
            "SELECT request_id, amount_minor FROM fact_authorization WHERE amount_minor <= 0"),
        new Expectation(
            "fact_authorization: fraud_probability is from 0 to 1",
            "SELECT request_id, fraud_probability FROM fact_authorization"
                + " WHERE NOT fraud_probability BETWEEN 0 AND 1"),
        new Expectation(
            "fact_authorization: channel is one of three",
            "SELECT request_id, channel FROM fact_authorization"
                + " WHERE channel NOT IN ('CARD_PRESENT', 'ONLINE', 'UNKNOWN')"),
        new Expectation(
            "dim_card: status is one of four",
            "SELECT card_key, status FROM dim_card"
                + " WHERE status NOT IN ('ACTIVE', 'BLOCKED', 'CLOSED', 'UNKNOWN')"));
  }
}
