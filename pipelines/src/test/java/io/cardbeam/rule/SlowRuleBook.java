package io.cardbeam.rule;

import io.cardbeam.event.ListEntry;
import io.cardbeam.event.ListName;
import io.cardbeam.event.Reason;
import io.cardbeam.event.RuleAction;
import io.cardbeam.event.RuleState;
import io.cardbeam.event.RuleVersion;
import io.cardbeam.wire.RuleRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the lists and rules say, found by looking at every record for every request. */
final class SlowRuleBook {
  private SlowRuleBook() {}

  static RuleVerdict verdict(List<RuleRecord> records, RuleInput input, RuleCompiler compiler) {
    List<Reason> reasons = new ArrayList<>();
    List<Reason> added = new ArrayList<>();
    List<String> fired = new ArrayList<>();
    List<String> shadowed = new ArrayList<>();
    List<String> failed = new ArrayList<>();
    Ruling ruling = Ruling.NONE;
    boolean decided = false;
    boolean silenced = false;
    boolean snoozed = isListed(records, ListName.SNOOZE_CARD, "card-A", input);
    for (Listing listing : Listing.values()) {
      if (!decided && listing != Listing.NONE && isListed(records, listing, input)) {
        ruling = listing.ruling();
        reasons.addAll(listing.reasons());
        decided = true;
      }
    }
    for (RuleVersion rule : inForce(records, input)) {
      boolean live = rule.getState() == RuleState.LIVE;
      boolean adds = rule.getAction() == RuleAction.ADD_REASON;
      if (live && !adds && decided) {
        continue;
      }
      Optional<Boolean> holds = holds(rule, input, compiler);
      Reason reason = new Reason(rule.getReasonCode(), rule.getReasonText(), null);
      if (holds.isEmpty()) {
        failed.add(rule.getRuleId());
      } else if (holds.get() && !live) {
        shadowed.add(rule.getRuleId());
      } else if (holds.get() && adds) {
        fired.add(rule.getRuleId());
        added.add(reason);
      } else if (holds.get() && !(snoozed && rule.getAction() != RuleAction.APPROVE)) {
        fired.add(rule.getRuleId());
        ruling = Ruling.valueOf(rule.getAction().name());
        reasons.add(reason);
        decided = true;
      } else if (holds.get()) {
        silenced = true;
      }
    }
    reasons.addAll(added);
    return new RuleVerdict(ruling, snoozed, silenced, reasons, fired, shadowed, failed);
  }

  private static Optional<Boolean> holds(RuleVersion rule, RuleInput input, RuleCompiler compiler) {
    try {
      return Optional.of(compiler.compileOrFail(rule.getExpression()).holds(input));
    } catch (RuleFailedException e) {
      return Optional.empty();
    }
  }

  private static List<RuleVersion> inForce(List<RuleRecord> records, RuleInput input) {
    Map<String, RuleVersion> published = new HashMap<>();
    for (RuleRecord record : records) {
      if (record instanceof RuleRecord.OfRule rule) {
        published.merge(
            rule.body().getRuleId() + "#" + rule.body().getVersion(),
            rule.body(),
            (a, b) ->
                Comparator.comparing(RuleVersion::getPublishedAt)
                            .thenComparing(Comparator.<RuleVersion>naturalOrder())
                            .compare(a, b)
                        <= 0
                    ? a
                    : b);
      }
    }
    Map<String, RuleVersion> byId = new HashMap<>();
    published.values().stream()
        .filter(rule -> rule.getEffectiveFrom().toEpochMilli() <= input.eventTimeMillis())
        .sorted(
            Comparator.comparing(RuleVersion::getEffectiveFrom)
                .thenComparing(RuleVersion::getVersion))
        .forEach(rule -> byId.put(rule.getRuleId(), rule));
    return byId.values().stream()
        .filter(r -> r.getState() == RuleState.LIVE || r.getState() == RuleState.SHADOW)
        .sorted(
            Comparator.comparing(RuleVersion::getPriority)
                .reversed()
                .thenComparing(RuleVersion::getRuleId))
        .toList();
  }

  private static boolean isListed(List<RuleRecord> records, Listing listing, RuleInput input) {
    return switch (listing) {
      case CARD_BLOCKED -> isListed(records, ListName.BLOCK_CARD, "card-A", input);
      case MERCHANT_BLOCKED -> isListed(records, ListName.BLOCK_MERCHANT, "m-1", input);
      case CARD_ALLOWED -> isListed(records, ListName.ALLOW_CARD, "card-A", input);
      case MERCHANT_ALLOWED -> isListed(records, ListName.ALLOW_MERCHANT, "m-1", input);
      case NONE -> false;
    };
  }

  private static boolean isListed(
      List<RuleRecord> records, ListName list, String key, RuleInput input) {
    Optional<ListEntry> last = Optional.empty();
    for (RuleRecord record : records) {
      if (record instanceof RuleRecord.OfList entry
          && entry.body().getList() == list
          && entry.body().getKey().equals(key)
          && entry.effectiveFromMillis() <= input.eventTimeMillis()
          && (last.isEmpty() || isLater(entry.body(), last.get()))) {
        last = Optional.of(entry.body());
      }
    }
    return last.isPresent()
        && last.get().getListed()
        && (last.get().getUntil() == null
            || input.eventTimeMillis() < last.get().getUntil().toEpochMilli());
  }

  private static boolean isLater(ListEntry a, ListEntry b) {
    return Comparator.comparing(ListEntry::getEffectiveFrom)
            .thenComparing(ListEntry::getPublishedAt)
            .thenComparing(Comparator.<ListEntry>naturalOrder())
            .compare(a, b)
        > 0;
  }
}
