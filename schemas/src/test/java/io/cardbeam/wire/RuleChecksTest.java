package io.cardbeam.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cardbeam.event.ListEntry;
import io.cardbeam.event.ListName;
import io.cardbeam.event.RuleAction;
import io.cardbeam.event.RuleState;
import io.cardbeam.event.RuleVersion;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

class RuleChecksTest {
  private static final Instant T = Instant.parse("2026-03-02T10:00:00Z");
  private static final RuleVersion RULE =
      new RuleVersion(
          "pace",
          1,
          RuleState.LIVE,
          T,
          T.minusSeconds(10),
          RuleAction.REFER,
          5,
          "amount > 3.0",
          "RULE_PACE",
          "too fast",
          "ana");
  private static final ListEntry ENTRY =
      new ListEntry(ListName.BLOCK_CARD, "token-A", T, null, true, T, "");
  private final WireCodec codec = new WireCodec();

  @Test
  void bothKindsComeBackFromTheirBytes() throws UnreadableRecordException {
    assertThat(codec.decodeRule(codec.encode(RULE))).isEqualTo(new RuleRecord.OfRule(RULE));
    assertThat(codec.decodeRule(codec.encode(ENTRY))).isEqualTo(new RuleRecord.OfList(ENTRY));
    assertThat(codec.decodeRule(codec.encode(RULE)).key()).isEqualTo("pace");
    assertThat(codec.decodeRule(codec.encode(ENTRY)).key()).isEqualTo("BLOCK_CARD/token-A");
  }

  @Test
  void refusesARuleThatIsNotOne() {
    assertRefused("BAD_RULE_ID", rule(b -> b.setRuleId("a b")));
    assertRefused("BAD_RULE_ID", rule(b -> b.setRuleId("")));
    assertRefused("BAD_VERSION", rule(b -> b.setVersion(0)));
    assertRefused("BAD_PRIORITY", rule(b -> b.setPriority(RuleChecks.MAX_PRIORITY + 1)));
    assertRefused("BAD_PRIORITY", rule(b -> b.setPriority(Integer.MIN_VALUE)));
    assertRefused("BAD_EXPRESSION", rule(b -> b.setExpression(" ")));
    assertRefused(
        "BAD_EXPRESSION",
        rule(b -> b.setExpression("x".repeat(RuleChecks.MAX_EXPRESSION_CHARS + 1))));
    assertRefused("BAD_REASON_CODE", rule(b -> b.setReasonCode("lower")));
    assertRefused("NO_REASON", rule(b -> b.setReasonText("")));
    assertRefused("TOO_LONG", rule(b -> b.setAuthor("x".repeat(EventChecks.MAX_TEXT_CHARS + 1))));
    assertRefused("BAD_TIME", rule(b -> b.setEffectiveFrom(Instant.ofEpochMilli(-1))));
  }

  @Test
  void refusesAnEntryThatIsNotOne() {
    assertRefused("NOT_A_TOKEN", entry(b -> b.setKey("9990002610177304")));
    assertRefused("NO_CARD", entry(b -> b.setKey("")));
    assertRefused("NO_MERCHANT", entry(b -> b.setList(ListName.ALLOW_MERCHANT).setKey(" ")));
    assertRefused("BAD_TIME", entry(b -> b.setUntil(T)));
    assertRefused("TOO_LONG", entry(b -> b.setNote("x".repeat(EventChecks.MAX_TEXT_CHARS + 1))));
  }

  private static RuleVersion rule(UnaryOperator<RuleVersion.Builder> change) {
    return change.apply(RuleVersion.newBuilder(RULE)).build();
  }

  private static ListEntry entry(UnaryOperator<ListEntry.Builder> change) {
    return change.apply(ListEntry.newBuilder(ENTRY)).build();
  }

  private void assertRefused(String code, SpecificRecord record) {
    UnreadableRecordException refusal =
        catchThrowableOfType(
            UnreadableRecordException.class, () -> codec.decodeRule(codec.encode(record)));
    assertThat(refusal.code()).isEqualTo(code);
  }
}
