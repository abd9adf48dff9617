package io.cardbeam.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.ListName;
import io.cardbeam.event.Outcome;
import io.cardbeam.event.Reason;
import io.cardbeam.event.RuleAction;
import io.cardbeam.event.RuleState;
import io.cardbeam.event.RuleVersion;
import io.cardbeam.profile.CardProfile;
import io.cardbeam.rule.RuleBook;
import io.cardbeam.rule.RuleInput;
import io.cardbeam.rule.RuleVerdict;
import io.cardbeam.sample.SampleRules;
import io.cardbeam.wire.RuleRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every combination of policy, lists, snooze and up to three rules, beside a slow model. */
class RuledOutcomeTest {
  private static final Instant T = Instant.parse("2026-03-02T10:00:00Z");
  private static final AuthorizationRequest REQUEST = SampleRules.request(T, 5_000);
  private static final Reason HARD = new Reason("CARD_BLOCKED", "your card is blocked", null);

  /** From the mildest on. */
  private static final List<Outcome> ORDER =
      List.of(Outcome.APPROVED, Outcome.REFERRED, Outcome.DECLINED);

  @Test
  void isTheMoreSevereOfTheFirstRuleAndThePolicyInEveryCombination() {
    int combinations = 0;
    for (Outcome byPolicy : Outcome.values()) {
      for (Set<ListName> lists : subsets()) {
        for (List<RuleAction> actions : upToThree()) {
          for (Optional<Reason> hard : List.of(Optional.<Reason>empty(), Optional.of(HARD))) {
            RuledOutcome ruled = RuledOutcome.of(hard, byPolicy, verdict(lists, actions));
            assertThat(ruled.outcome())
                .as("%s %s %s %s", hard, byPolicy, lists, actions)
                .isEqualTo(slowly(hard.isPresent(), byPolicy, lists, actions));
            combinations++;
          }
        }
      }
    }
    assertThat(combinations).isEqualTo(3 * 32 * (1 + 4 + 16 + 64) * 2);
  }

  @Test
  void isNeverMilderThanThePolicyUnlessAReasonSaysWhy() {
    for (Outcome byPolicy : Outcome.values()) {
      for (Set<ListName> lists : subsets()) {
        for (List<RuleAction> actions : upToThree()) {
          RuledOutcome ruled = RuledOutcome.of(Optional.empty(), byPolicy, verdict(lists, actions));
          if (ORDER.indexOf(ruled.outcome()) < ORDER.indexOf(byPolicy)) {
            assertThat(ruled.reasons().get(0).getCode())
                .as("%s %s %s", byPolicy, lists, actions)
                .isIn("CARD_ALLOW_LISTED", "MERCHANT_ALLOW_LISTED", "CARD_SNOOZED", "RULE_APPROVE");
          }
        }
      }
    }
  }

  @Test
  void aReferralByRuleLeavesADeclineOfThePolicyAlone() {
    RuleVerdict refers = verdict(Set.of(), List.of(RuleAction.REFER));
    assertThat(RuledOutcome.of(Optional.empty(), Outcome.DECLINED, refers))
        .satisfies(ruled -> assertThat(ruled.outcome()).isEqualTo(Outcome.DECLINED))
        .satisfies(
            ruled ->
                assertThat(ruled.reasons())
                    .extracting(Reason::getCode)
                    .containsExactly("RULE_REFER"));
  }

  @Test
  void aSnoozeThatChangesNothingIsNoReason() {
    RuleVerdict snoozed = verdict(Set.of(ListName.SNOOZE_CARD), List.of());
    assertThat(RuledOutcome.of(Optional.empty(), Outcome.APPROVED, snoozed).reasons()).isEmpty();
    assertThat(RuledOutcome.of(Optional.empty(), Outcome.REFERRED, snoozed).reasons())
        .extracting(Reason::getCode)
        .containsExactly("CARD_SNOOZED");
    RuleVerdict silenced = verdict(Set.of(ListName.SNOOZE_CARD), List.of(RuleAction.DECLINE));
    assertThat(RuledOutcome.of(Optional.empty(), Outcome.APPROVED, silenced).reasons())
        .extracting(Reason::getCode)
        .containsExactly("CARD_SNOOZED");
    assertThat(RuledOutcome.of(Optional.of(HARD), Outcome.REFERRED, snoozed).reasons())
        .containsExactly(HARD);
  }

  private static Outcome slowly(
      boolean hard, Outcome byPolicy, Set<ListName> lists, List<RuleAction> actions) {
    if (hard || lists.contains(ListName.BLOCK_CARD) || lists.contains(ListName.BLOCK_MERCHANT)) {
      return Outcome.DECLINED;
    }
    if (lists.contains(ListName.ALLOW_CARD) || lists.contains(ListName.ALLOW_MERCHANT)) {
      return Outcome.APPROVED;
    }
    boolean snoozed = lists.contains(ListName.SNOOZE_CARD);
    Outcome first = byPolicy;
    for (RuleAction action : actions) {
      if (action == RuleAction.ADD_REASON || (snoozed && action != RuleAction.APPROVE)) {
        continue;
      }
      if (action == RuleAction.APPROVE) {
        return Outcome.APPROVED;
      }
      first = action == RuleAction.DECLINE ? Outcome.DECLINED : Outcome.REFERRED;
      break;
    }
    return snoozed
        ? Outcome.APPROVED
        : ORDER.get(Math.max(ORDER.indexOf(first), ORDER.indexOf(byPolicy)));
  }

  private static RuleVerdict verdict(Set<ListName> lists, List<RuleAction> actions) {
    List<RuleRecord> records = new ArrayList<>();
    for (int i = 0; i < actions.size(); i++) {
      records.add(
          new RuleRecord.OfRule(
              RuleVersion.newBuilder(
                      SampleRules.version(
                          "rule-" + i, 1, RuleState.LIVE, T, actions.get(i), 10 - i, "true"))
                  .setReasonCode("RULE_" + actions.get(i))
                  .build()));
    }
    for (ListName list : lists) {
      String key =
          switch (list) {
            case ALLOW_MERCHANT, BLOCK_MERCHANT -> REQUEST.getMerchantId();
            case ALLOW_CARD, BLOCK_CARD, SNOOZE_CARD -> REQUEST.getCardToken();
          };
      records.add(SampleRules.listed(list, key, T, null));
    }
    RuleBook book = DecisionRuleBook.empty().plusAll(records).book();
    return book.verdict(new RuleInput().set(REQUEST, CardProfile.EMPTY, 0.5, new float[0]));
  }

  private static List<Set<ListName>> subsets() {
    List<Set<ListName>> all = new ArrayList<>();
    ListName[] names = ListName.values();
    for (int bits = 0; bits < 1 << names.length; bits++) {
      Set<ListName> some = EnumSet.noneOf(ListName.class);
      for (int i = 0; i < names.length; i++) {
        if ((bits & 1 << i) != 0) {
          some.add(names[i]);
        }
      }
      all.add(some);
    }
    return all;
  }

  private static List<List<RuleAction>> upToThree() {
    List<List<RuleAction>> all = new ArrayList<>();
    all.add(List.of());
    for (int from = 0; from < all.size() && all.get(from).size() < 3; from++) {
      for (RuleAction action : RuleAction.values()) {
        List<RuleAction> longer = new ArrayList<>(all.get(from));
        longer.add(action);
        all.add(longer);
      }
    }
    return all;
  }
}
