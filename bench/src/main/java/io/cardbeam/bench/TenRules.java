package io.cardbeam.bench;

import io.cardbeam.decision.DecisionRuleBook;
import io.cardbeam.event.RuleAction;
import io.cardbeam.event.RuleState;
import io.cardbeam.event.RuleVersion;
import io.cardbeam.rule.RuleBook;
import io.cardbeam.wire.RuleRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Ten live rules of three terms each, of the kind that analysts write: few requests meet one. */
final class TenRules {
  private static final List<String> CONDITIONS =
      List.of(
          "amount > 900.0 && category == 'shopping_net' && fraud_probability > 0.05",
          "amount > 300.0 && requests_1h >= 3.0 && new_merchant == 1.0",
          "travel_kmh > 900.0 && amount > 50.0 && channel == 'CARD_PRESENT'",
          "category == 'gas_transport' && amount > 150.0 && hour_utc < 6",
          "small_requests_30min >= 3.0 && amount < 5.0 && channel == 'ONLINE'",
          "fraud_probability > 0.3 && amount > 200.0 && category != 'grocery_pos'",
          "requests_24h > 20.0 && sum_24h > 200000.0 && category_share < 0.02",
          "amount_ratio > 20.0 && category in ['misc_net', 'shopping_net'] && hour_share < 0.01",
          "home_km > 500.0 && new_merchants_1h >= 2.0 && amount > 100.0",
          "currency != 'USD' && amount > 1000.0 && fraud_probability > 0.01");

  private TenRules() {}

  /** A book with the ten of them. */
  static RuleBook book() {
    List<RuleRecord> records = new ArrayList<>();
    for (int i = 0; i < CONDITIONS.size(); i++) {
      records.add(
          new RuleRecord.OfRule(
              new RuleVersion(
                  "rule-" + i,
                  1,
                  RuleState.LIVE,
                  Instant.EPOCH,
                  Instant.EPOCH,
                  i % 2 == 0 ? RuleAction.REFER : RuleAction.DECLINE,
                  i,
                  CONDITIONS.get(i),
                  "RULE_" + i,
                  "rule " + i + " speaks",
                  "bench")));
    }
    RuleBook.Grown grown = DecisionRuleBook.empty().plusAll(records);
    if (!grown.refused().isEmpty()) {
      throw new IllegalStateException("no room for " + grown.refused());
    }
    return grown.book();
  }
}
