package io.cardbeam.pipeline.rule;

import static io.cardbeam.sample.SampleEvents.START;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardbeam.decision.DecisionRuleBook;
import io.cardbeam.event.ListEntry;
import io.cardbeam.event.ListName;
import io.cardbeam.event.RuleAction;
import io.cardbeam.event.RuleState;
import io.cardbeam.event.RuleVersion;
import io.cardbeam.rule.RuleBook;
import io.cardbeam.sample.SampleRules;
import io.cardbeam.sample.StateFixture;
import io.cardbeam.wire.ContractVersions;
import io.cardbeam.wire.RuleRecord;
import io.cardbeam.wire.UnreadableStateException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules and lists in state, alone and as a book. */
class RuleStateTest {
  private static final RuleRecord RULE =
      SampleRules.rule("small", 1, RuleState.LIVE, START, RuleAction.DECLINE, "amount < 1.0");
  private static final RuleRecord LISTED =
      SampleRules.listed(ListName.BLOCK_CARD, "card-A", START, START.plusSeconds(60));

  @Test
  void recordsAreKeptReadAndRefused() throws IOException {
    new StateFixture<>("rule", RuleRecordCoder.of(), RULE, List.of(RuleVersion.getClassSchema()))
        .verify();
    new StateFixture<>(
            "list-entry", RuleRecordCoder.of(), LISTED, List.of(ListEntry.getClassSchema()))
        .verify();
  }

  @Test
  void booksAreKeptReadAndRefused() throws IOException {
    new StateFixture<>(
            "rule-book",
            RuleBookCoder.of(),
            book(),
            List.of(RuleVersion.getClassSchema(), ListEntry.getClassSchema()))
        .verify();
    new StateFixture<>("rule-book-empty", RuleBookCoder.of(), DecisionRuleBook.empty(), List.of())
        .verify();
  }

  @Test
  void aListEntryIsNoRule() throws IOException {
    byte[] bytes =
        StateFixture.replaced(
            StateFixture.bytes(RuleBookCoder.of(), book()),
            StateFixture.fingerprint(ContractVersions.fingerprint(RuleVersion.getClassSchema())),
            StateFixture.fingerprint(ContractVersions.fingerprint(ListEntry.getClassSchema())));
    assertThatThrownBy(() -> RuleBookCoder.of().decode(new ByteArrayInputStream(bytes)))
        .isInstanceOf(UnreadableStateException.class)
        .hasMessageContaining("a rule book")
        .hasMessageContaining("holds ListEntry");
  }

  private static RuleBook book() {
    return DecisionRuleBook.empty().plusAll(List.of(RULE, LISTED)).book();
  }
}
