package io.cardbeam.console.cases;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.event.ListEntry;
import io.cardbeam.event.RuleVersion;
import io.cardbeam.rule.RuleBook;
import io.cardbeam.rule.RuleHistory;
import io.cardbeam.rule.RuleJson;
import java.util.Optional;
import java.util.Set;

/** What rules and lists said of a request: those whose reasons it has, and lists it is on. */
final class RulesSaid {
  /** Most entries that are named. */
  static final int MAX_ENTRIES = 20;

  private RulesSaid() {}

  /** Adds it. */
  static void add(ObjectNode node, KnownRules rules, CaseAlert alert, String token) {
    Optional<RuleBook> book = rules.book();
    node.put("known", book.isPresent());
    node.put("merchant_blocked", rules.isBlocked(alert.merchantId()).orElse(null));
    ArrayNode said = node.putArray("rules");
    ArrayNode lists = node.putArray("lists");
    if (book.isEmpty()) {
      return;
    }
    long at = alert.time().toEpochMilli();
    Set<String> codes = Set.copyOf(alert.reasonCodes());
    for (RuleHistory history : book.get().rules().values()) {
      Optional<RuleVersion> rule = history.inForce(at);
      if (rule.isPresent() && codes.contains(rule.get().getReasonCode())) {
        said.addObject()
            .put("rule_id", rule.get().getRuleId())
            .put("version", rule.get().getVersion())
            .put("action", RuleJson.name(rule.get().getAction()))
            .put("when", rule.get().getExpression());
      }
    }
    book.get()
        .entries()
        .filter(
            entry -> (entry.getKey().equals(token) || entry.getKey().equals(alert.merchantId())))
        .limit(MAX_ENTRIES)
        .forEach(entry -> put(entry, lists));
  }

  private static void put(ListEntry entry, ArrayNode into) {
    into.addObject()
        .put("list", RuleJson.name(entry.getList()))
        .put("listed", entry.getListed())
        .put("from", entry.getEffectiveFrom().toString())
        .put("until", entry.getUntil() == null ? null : entry.getUntil().toString())
        .put("note", entry.getNote());
  }
}
