package io.cardbeam.rule;

import io.cardbeam.event.Reason;
import io.cardbeam.event.RuleAction;
import java.util.ArrayList;
import java.util.List;

/**
 * One request before the rules in force: which of them meet it, and what follows. Nothing is
 * allocated until one does.
 */
final class Judgement {
  private Ruling ruling = Ruling.NONE;
  private boolean silenced;
  private final List<Reason> decisive = new ArrayList<>(1);
  private final List<Reason> added = new ArrayList<>();
  private final List<String> fired = new ArrayList<>();
  private final List<String> shadowed = new ArrayList<>();
  private final List<String> failed = new ArrayList<>();

  private Judgement() {}

  static RuleVerdict of(Epoch epoch, Listing listing, boolean snoozed, RuleInput input) {
    int first = firstThatDoesNotMiss(epoch, input);
    if (first == epoch.size() && listing == Listing.NONE && !snoozed) {
      return RuleVerdict.NONE;
    }
    Judgement judgement = new Judgement();
    for (int i = first; i < epoch.size(); i++) {
      judgement.ask(epoch.rule(i), listing, snoozed, input);
    }
    return judgement.verdict(listing, snoozed);
  }

  private static int firstThatDoesNotMiss(Epoch epoch, RuleInput input) {
    for (int i = 0; i < epoch.size(); i++) {
      try {
        if (epoch.rule(i).condition().holds(input)) {
          return i;
        }
      } catch (RuntimeException e) {
        return i;
      }
    }
    return epoch.size();
  }

  private void ask(ActiveRule rule, Listing listing, boolean snoozed, RuleInput input) {
    boolean adds = rule.action() == RuleAction.ADD_REASON;
    boolean tooLate = ruling != Ruling.NONE || listing != Listing.NONE;
    if (!rule.shadow() && !adds && tooLate) {
      return;
    }
    try {
      if (!rule.condition().holds(input)) {
        return;
      }
    } catch (RuntimeException e) {
      // A rule that fails never stops a decision: it does not apply, and is counted.
      failed.add(rule.id());
      return;
    }
    if (rule.shadow()) {
      shadowed.add(rule.id());
    } else if (adds) {
      fired.add(rule.id());
      added.add(rule.reason());
    } else if (!snoozed || rule.action() == RuleAction.APPROVE) {
      fired.add(rule.id());
      ruling = ruling(rule.action());
      decisive.add(rule.reason());
    } else {
      silenced = true;
    }
  }

  private RuleVerdict verdict(Listing listing, boolean snoozed) {
    List<Reason> reasons = new ArrayList<>(listing.reasons());
    reasons.addAll(decisive);
    reasons.addAll(added);
    return new RuleVerdict(
        listing == Listing.NONE ? ruling : listing.ruling(),
        snoozed,
        silenced,
        reasons,
        fired,
        shadowed,
        failed);
  }

  private static Ruling ruling(RuleAction action) {
    return switch (action) {
      case DECLINE -> Ruling.DECLINE;
      case REFER -> Ruling.REFER;
      case APPROVE -> Ruling.APPROVE;
      case ADD_REASON -> Ruling.NONE;
    };
  }
}
