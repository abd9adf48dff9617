package io.cardbeam.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardbeam.event.Outcome;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class CostPolicyTest {
  private static final String TEXT =
      """
      # a comment
      version = mine
      currency = USD
      loss_given_fraud = 1.0
      fraud_fee_minor = 1000
      wrong_decline_minor = 2000
      wrong_decline_share = 0
      step_up_minor = 100
      step_up_missed = 0.1
      step_up_abandoned = 0.5
      alert_from = 0.2
      reviews_a_day = 10
      """;
  private static final Costs COSTS = Costs.parse("test", TEXT);

  @Test
  void weighsAnAnswerAsOneWouldByHand() {
    // 0.3 x (90.00 + 10.00) lost; 0.7 x 20.00; 1.00 + 0.3 x 0.1 x 100.00 + 0.7 x 0.5 x 20.00
    assertThat(CostPolicy.expectedMinor(Outcome.APPROVED, 0.3, 9_000, COSTS)).isEqualTo(3_000);
    assertThat(CostPolicy.expectedMinor(Outcome.DECLINED, 0.3, 9_000, COSTS)).isEqualTo(1_400);
    assertThat(CostPolicy.expectedMinor(Outcome.REFERRED, 0.3, 9_000, COSTS)).isEqualTo(1_100);
    assertThat(CostPolicy.outcome(0.3, 9_000, COSTS)).isEqualTo(Outcome.REFERRED);
    assertThat(CostPolicy.outcome(0.95, 9_000, COSTS)).isEqualTo(Outcome.DECLINED);
    assertThat(CostPolicy.outcome(0.001, 9_000, COSTS)).isEqualTo(Outcome.APPROVED);
  }

  @Property
  void noOtherAnswerIsExpectedToCostLess(
      @ForAll @DoubleRange(min = 0, max = 1) double probability,
      @ForAll @LongRange(min = 1, max = 100_000_000) long amount) {
    Outcome chosen = CostPolicy.outcome(probability, amount, COSTS);
    for (Outcome other : Outcome.values()) {
      assertThat(CostPolicy.expectedMinor(chosen, probability, amount, COSTS))
          .isLessThanOrEqualTo(CostPolicy.expectedMinor(other, probability, amount, COSTS));
    }
  }

  @Test
  void refusesCostsThatAreNotCosts() {
    assertThatThrownBy(() -> Costs.parse("c", TEXT.replace("0.1", "1.1")))
        .hasMessageContaining("c: step_up_missed 1.1 is not from 0 to 1");
    assertThatThrownBy(() -> Costs.parse("c", TEXT.replace("= 10\n", "= ten\n")))
        .hasMessageContaining("is not a number");
    assertThatThrownBy(() -> Costs.parse("c", TEXT + "version = again\n"))
        .hasMessageContaining("c line 13: version comes twice");
    assertThatThrownBy(() -> Costs.parse("c", TEXT.replace("currency = USD\n", "")))
        .hasMessageContaining("c: currency is missing");
    assertThatThrownBy(() -> Costs.parse("c", TEXT + "colour = red\n"))
        .hasMessageContaining("c line 13: not one of version");
  }
}
