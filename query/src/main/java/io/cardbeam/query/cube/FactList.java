package io.cardbeam.query.cube;

import io.cardbeam.query.QueryException;
import io.cardbeam.query.StarDatabase;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rows of the facts themselves. One thread at a time, as the cube that they are of. */
public final class FactList {
  /** Most transactions of one authorization that are shown. */
  private static final int MAX_TRANSACTIONS = 100;

  private static final String SELECT =
      """
      SELECT f.key, epoch_ms(f.event_time), f.id, c.card_token, c.last_four, m.merchant_name,
        g.category, f.amount_minor, f.currency, %1$s, f.is_fraud
      FROM (%2$s) f
      JOIN cube_dim_card c USING (card_key)
      JOIN cube_dim_merchant m USING (merchant_key)
      JOIN cube_dim_category g USING (category_key)
      %3$s
      ORDER BY f.event_time DESC, f.key DESC
      """;

  private static final String DECISION =
      """
      SELECT fraud_probability, reason_codes, reasons, policy_version, model_version, channel,
        merchant_city, merchant_state
      FROM cube_fact_authorization WHERE authorization_key = ?
      """;

  private final StarDatabase star;
  private final MemberTables members;

  FactList(StarDatabase star, MemberTables members) {
    this.star = star;
    this.members = members;
  }

  /**
   * An authorization with what was decided.
   *
   * @param probability of fraud, at the decision
   * @param reasons sentences, the weightiest first, separated by semicolons
   */
  public record Decision(
      FactRow row,
      double probability,
      String reasonCodes,
      String reasons,
      String policyVersion,
      String modelVersion,
      String channel,
      String merchantCity,
      String merchantState) {}

  /**
   * A transaction with its authorization.
   *
   * @param authorizationKey 0 if it has none, or it is not known
   * @param postedAt when it counts
   */
  public record Transaction(FactRow row, long authorizationKey, Instant postedAt) {}

  /** Lists rows, the newest first. */
  public List<FactRow> list(RowQuery query) throws QueryException, IOException {
    List<Condition> conditions = new ArrayList<>(query.conditions());
    query.measure().ifPresent(measure -> conditions.addAll(measure.rows(query.fact())));
    Set<Dimension> dimensions = new LinkedHashSet<>();
    List<String> terms = new ArrayList<>();
    for (Condition condition : conditions) {
      Dimension dimension = condition.dimension();
      dimensions.add(dimension);
      terms.add(members.of(dimension).term(condition, MemberTables.number(dimension)));
    }
    List<Object> parameters = new ArrayList<>();
    if (query.after().isPresent()) {
      terms.add("(epoch_ms(f.event_time), f." + query.fact().table().keyColumn() + ") < (?, ?)");
      parameters.add(query.after().get().eventTimeMillis());
      parameters.add(query.after().get().key());
    }
    String where = terms.isEmpty() ? "" : " WHERE " + String.join(" AND ", terms);
    return rows(query.fact(), MemberTables.joined(dimensions) + where, parameters, query.limit());
  }

  private List<FactRow> rows(CubeFact fact, String joinAndWhere, List<?> parameters, int limit)
      throws QueryException, IOException {
    boolean requests = fact == CubeFact.authorization;
    String key = fact.table().keyColumn();
    String page =
        "SELECT f.%1$s AS key, f.event_time, f.%2$s AS id, f.card_key, f.merchant_key, f.category_key, f.amount_minor, f.currency, f.%3$s, f.is_fraud FROM %4$s f%5$s ORDER BY f.event_time DESC, f.%1$s DESC LIMIT %6$d"
            .formatted(
                key,
                requests ? "request_id" : "transaction_id",
                requests ? "outcome_key" : "transaction_type",
                CubeTables.all(fact.table()),
                joinAndWhere,
                limit);
    String sql =
        SELECT.formatted(
            requests ? "o.outcome" : "f.transaction_type",
            page,
            requests ? "JOIN cube_dim_outcome o USING (outcome_key)" : "");
    return star.rows(sql, parameters).stream().map(row -> row(fact, row)).toList();
  }

  private static FactRow row(CubeFact fact, List<@Nullable Object> row) {
    return new FactRow(
        fact,
        number(row.get(0)),
        Instant.ofEpochMilli(number(row.get(1))),
        text(row.get(2)),
        text(row.get(3)),
        text(row.get(4)),
        text(row.get(5)),
        text(row.get(6)),
        number(row.get(7)),
        text(row.get(8)),
        text(row.get(9)),
        (Boolean) Objects.requireNonNull(row.get(10)));
  }

  /** An authorization by its key. */
  public Optional<Decision> authorization(long key) throws QueryException, IOException {
    List<FactRow> found = byKey(CubeFact.authorization, "authorization_key", key, 1);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    List<@Nullable Object> row = star.rows(DECISION, List.of(key)).get(0);
    return Optional.of(
        new Decision(
            found.get(0),
            (Double) Objects.requireNonNull(row.get(0)),
            text(row.get(1)),
            text(row.get(2)),
            text(row.get(3)),
            text(row.get(4)),
            text(row.get(5)),
            text(row.get(6)),
            text(row.get(7))));
  }

  /** The transactions of an authorization, the newest first, at most {@value #MAX_TRANSACTIONS}. */
  public List<FactRow> transactionsOf(long authorizationKey) throws QueryException, IOException {
    return byKey(CubeFact.transaction, "authorization_key", authorizationKey, MAX_TRANSACTIONS);
  }

  /** A transaction by its key. */
  public Optional<Transaction> transaction(long key) throws QueryException, IOException {
    List<FactRow> found = byKey(CubeFact.transaction, "transaction_key", key, 1);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    List<@Nullable Object> row =
        star.rows(
                "SELECT authorization_key, epoch_ms(posted_at) FROM cube_fact_transaction WHERE"
                    + " transaction_key = ?",
                List.of(key))
            .get(0);
    return Optional.of(
        new Transaction(
            found.get(0), number(row.get(0)), Instant.ofEpochMilli(number(row.get(1)))));
  }

  private List<FactRow> byKey(CubeFact fact, String column, long key, int limit)
      throws QueryException, IOException {
    return rows(fact, " WHERE f." + column + " = ?", List.of(key), limit);
  }

  private static long number(@Nullable Object value) {
    return (Long) Objects.requireNonNull(value);
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }
}
