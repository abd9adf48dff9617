package io.cardbeam.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.event.ListName;
import io.cardbeam.event.Reason;
import io.cardbeam.event.RuleAction;
import io.cardbeam.event.RuleState;
import io.cardbeam.event.RuleVersion;
import io.cardbeam.profile.CardProfile;
import io.cardbeam.sample.SampleRules;
import io.cardbeam.wire.RuleRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RuleBookTest {
  private static final Instant T = Instant.parse("2026-03-02T10:00:00Z");
  private static final RuleCompiler COMPILER =
      new RuleCompiler(RuleLanguage.withFeatures(List.of("requests_1h")));
  private static final RuleBook EMPTY = RuleBook.empty(COMPILER);

  @Test
  void anEmptyBookSaysNothing() {
    assertThat(at(EMPTY, T)).isSameAs(RuleVerdict.NONE);
    assertThat(EMPTY.isEmpty()).isTrue();
  }

  @Test
  void aRuleCountsFromItsTimeOnAndUntilItsNextVersionDoes() {
    RuleBook book =
        EMPTY
            .plus(live("a", 1, T, RuleAction.REFER, "true"))
            .plus(live("a", 2, T.plusSeconds(60), RuleAction.DECLINE, "true"))
            .plus(
                SampleRules.rule(
                    "a", 3, RuleState.RETIRED, T.plusSeconds(90), RuleAction.DECLINE, "true"));
    assertThat(at(book, T.minusMillis(1)).ruling()).isEqualTo(Ruling.NONE);
    assertThat(at(book, T).ruling()).isEqualTo(Ruling.REFER);
    assertThat(at(book, T.plusSeconds(60).minusMillis(1)).ruling()).isEqualTo(Ruling.REFER);
    assertThat(at(book, T.plusSeconds(60)).ruling()).isEqualTo(Ruling.DECLINE);
    assertThat(at(book, T.plusSeconds(90))).isSameAs(RuleVerdict.NONE);
    assertThat(at(book, T).ruling()).as("and back").isEqualTo(Ruling.REFER);
  }

  @Test
  void ofTwoVersionsFromTheSameTimeTheHigherCounts() {
    RuleBook book =
        EMPTY
            .plus(live("a", 2, T, RuleAction.DECLINE, "true"))
            .plus(live("a", 1, T, RuleAction.REFER, "true"));
    assertThat(at(book, T).ruling()).isEqualTo(Ruling.DECLINE);
  }

  @Test
  void aVersionPublishedTwiceStandsAsItWasFirst() {
    var first = SampleRules.version("a", 1, RuleState.LIVE, T, RuleAction.REFER, "true");
    var second =
        RuleVersion.newBuilder(first)
            .setPublishedAt(first.getPublishedAt().plusSeconds(1))
            .setAction(RuleAction.DECLINE)
            .build();
    RuleBook book = EMPTY.plus(new RuleRecord.OfRule(second)).plus(new RuleRecord.OfRule(first));
    assertThat(at(book, T).ruling()).isEqualTo(Ruling.REFER);
  }

  @Test
  void theFirstByPriorityThenIdDecidesAndAllAddTheirReasons() {
    RuleBook book =
        EMPTY
            .plus(prioritised("c", 5, RuleAction.ADD_REASON, "true"))
            .plus(prioritised("b", 1, RuleAction.APPROVE, "true"))
            .plus(prioritised("a2", 3, RuleAction.DECLINE, "amount > 1000.0"))
            .plus(prioritised("a1", 2, RuleAction.DECLINE, "true"))
            .plus(prioritised("a0", 2, RuleAction.REFER, "true"))
            .plus(prioritised("z", -5, RuleAction.ADD_REASON, "true"));
    RuleVerdict verdict = at(book, T);
    assertThat(verdict.ruling()).isEqualTo(Ruling.REFER);
    assertThat(verdict.fired()).containsExactly("c", "a0", "z");
    assertThat(verdict.reasons())
        .extracting(Reason::getText)
        .containsExactly("rule a0 speaks", "rule c speaks", "rule z speaks");
  }

  @Test
  void aShadowRuleIsCountedAndDoesNothing() {
    RuleBook book =
        EMPTY.plus(SampleRules.rule("s", 1, RuleState.SHADOW, T, RuleAction.DECLINE, "true"));
    RuleVerdict verdict = at(book, T);
    assertThat(verdict.ruling()).isEqualTo(Ruling.NONE);
    assertThat(verdict.shadowed()).containsExactly("s");
    assertThat(verdict.reasons()).isEmpty();
  }

  @Test
  void aDraftIsNotAsked() {
    RuleBook book =
        EMPTY.plus(SampleRules.rule("d", 1, RuleState.DRAFT, T, RuleAction.DECLINE, "true"));
    assertThat(at(book, T)).isSameAs(RuleVerdict.NONE);
  }

  @Test
  void aRuleThatFailsDoesNotApplyAndStopsNoOther() {
    RuleBook book =
        EMPTY
            .plus(prioritised("bad", 9, RuleAction.DECLINE, "1 / (hour_utc - 10) > 0"))
            .plus(prioritised("worse", 8, RuleAction.DECLINE, "no_such_variable"))
            .plus(prioritised("good", 1, RuleAction.REFER, "true"));
    RuleVerdict verdict = at(book, T);
    assertThat(verdict.ruling()).isEqualTo(Ruling.REFER);
    assertThat(verdict.failed()).containsExactly("bad", "worse");
  }

  @Test
  void blockListsComeBeforeAllowListsAndThoseBeforeRules() {
    RuleBook rules = EMPTY.plus(live("a", 1, T, RuleAction.REFER, "true"));
    RuleBook allowed = rules.plus(SampleRules.listed(ListName.ALLOW_CARD, "card-A", T, null));
    RuleBook blocked = allowed.plus(SampleRules.listed(ListName.BLOCK_MERCHANT, "m-1", T, null));
    assertThat(at(rules, T).ruling()).isEqualTo(Ruling.REFER);
    assertThat(at(allowed, T).ruling()).isEqualTo(Ruling.APPROVE);
    assertThat(at(blocked, T).ruling()).isEqualTo(Ruling.DECLINE);
    assertThat(at(blocked, T).reasons().get(0).getCode()).isEqualTo("MERCHANT_BLOCK_LISTED");
  }

  @Test
  void anEntryEndsAtItsTimeOrWhenItIsTakenOff() {
    RuleBook book =
        EMPTY
            .plus(SampleRules.listed(ListName.BLOCK_CARD, "card-A", T, T.plusSeconds(5)))
            .plus(SampleRules.listed(ListName.BLOCK_CARD, "card-A", T.plusSeconds(20), null))
            .plus(SampleRules.unlisted(ListName.BLOCK_CARD, "card-A", T.plusSeconds(30)));
    assertThat(at(book, T.minusMillis(1)).ruling()).isEqualTo(Ruling.NONE);
    assertThat(at(book, T.plusSeconds(4)).ruling()).isEqualTo(Ruling.DECLINE);
    assertThat(at(book, T.plusSeconds(5)).ruling()).isEqualTo(Ruling.NONE);
    assertThat(at(book, T.plusSeconds(20)).ruling()).isEqualTo(Ruling.DECLINE);
    assertThat(at(book, T.plusSeconds(30)).ruling()).isEqualTo(Ruling.NONE);
  }

  @Test
  void aSnoozedCardIsLeftInPeaceByRulesButNotByBlockLists() {
    RuleBook snoozed =
        EMPTY
            .plus(live("a", 1, T, RuleAction.DECLINE, "true"))
            .plus(SampleRules.listed(ListName.SNOOZE_CARD, "card-A", T, T.plusSeconds(60)));
    assertThat(at(snoozed, T).ruling()).isEqualTo(Ruling.NONE);
    assertThat(at(snoozed, T).snoozed()).isTrue();
    assertThat(at(snoozed, T.plusSeconds(60)).ruling()).isEqualTo(Ruling.DECLINE);
    RuleBook blocked = snoozed.plus(SampleRules.listed(ListName.BLOCK_CARD, "card-A", T, null));
    assertThat(at(blocked, T).ruling()).isEqualTo(Ruling.DECLINE);
  }

  @Property(tries = 200)
  void isTheSameBookInWhateverOrderAndHoweverOftenItsRecordsCome(@ForAll long seed) {
    Random random = new Random(seed);
    List<RuleRecord> records = GeneratedRules.of(random, 30);
    List<RuleRecord> again = new ArrayList<>(records);
    again.addAll(records.subList(0, 10));
    Collections.shuffle(again, random);
    RuleBook atOnce = EMPTY.plusAll(records).book();
    RuleBook oneByOne = EMPTY;
    for (RuleRecord record : again) {
      oneByOne = oneByOne.plus(record);
    }
    assertThat(oneByOne).as("seed %d", seed).isEqualTo(atOnce);
    assertThat(EMPTY.plusAll(atOnce.records()).book()).isEqualTo(atOnce);
  }

  @Property(tries = 200)
  void rulesAsTheSlowWayDoes(@ForAll long seed) {
    Random random = new Random(seed);
    List<RuleRecord> records = GeneratedRules.of(random, 40);
    RuleBook book = EMPTY.plusAll(records).book();
    for (int i = 0; i < 50; i++) {
      RuleInput input =
          new RuleInput()
              .set(
                  SampleRules.request(
                      GeneratedRules.START.plusMillis(random.nextLong(GeneratedRules.SPAN_MILLIS)),
                      1 + random.nextInt(500)),
                  CardProfile.EMPTY,
                  random.nextDouble(),
                  new float[] {random.nextInt(6)});
      assertThat(book.verdict(input))
          .as("seed %d", seed)
          .isEqualTo(SlowRuleBook.verdict(records, input, COMPILER));
    }
  }

  @Test
  void keepsItsLimits() {
    List<RuleRecord> records = new ArrayList<>();
    for (int i = 0; i <= RuleBook.MAX_RULES; i++) {
      records.add(live("r" + i, 1, T, RuleAction.REFER, "false"));
    }
    for (int i = 0; i <= RuleBook.MAX_VERSIONS; i++) {
      records.add(live("r0", 2 + i, T, RuleAction.REFER, "false"));
    }
    for (int i = 0; i <= RuleBook.MAX_LIST_ENTRIES; i++) {
      records.add(SampleRules.listed(ListName.BLOCK_CARD, "c" + i, T, null));
    }
    RuleBook.Grown grown = EMPTY.plusAll(records);
    assertThat(grown.book().rules()).hasSize(RuleBook.MAX_RULES);
    assertThat(grown.book().records()).hasSize(RuleBook.MAX_VERSIONS + RuleBook.MAX_LIST_ENTRIES);
    assertThat(grown.refused()).hasSize(1 + RuleBook.MAX_RULES + 1 + 1);
  }

  private static RuleVerdict at(RuleBook book, Instant time) {
    return book.verdict(
        new RuleInput()
            .set(SampleRules.request(time, 5_000), CardProfile.EMPTY, 0.1, new float[] {2}));
  }

  private static RuleRecord live(
      String id, int version, Instant from, RuleAction action, String when) {
    return SampleRules.rule(id, version, RuleState.LIVE, from, action, when);
  }

  private static RuleRecord prioritised(String id, int priority, RuleAction action, String when) {
    return new RuleRecord.OfRule(
        SampleRules.version(id, 1, RuleState.LIVE, T, action, priority, when));
  }
}
