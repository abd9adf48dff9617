package io.cardbeam.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardbeam.event.Outcome;
import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LabelJoinTest {
  @Property(tries = 30)
  void eachRowOfBothSidesIsCountedOnceAndOnlyOnce(
      @ForAll @IntRange(max = 20_000) int decisions,
      @ForAll @IntRange(max = 20_000) int labels,
      @ForAll @IntRange(max = 1 << 20) int seed) {
    LabelJoin join = new LabelJoin();
    Set<String> decided = new HashSet<>();
    Set<String> labelled = new HashSet<>();
    for (int i = 0; i < decisions; i++) {
      String id = "t-" + Draws.below(5_000, seed, 1, i);
      String card = "card-" + Draws.below(3, seed, 3, i);
      join.decision(id, card, i, 0.5, Outcome.APPROVED);
      decided.add(id + card);
    }
    long undecided = 0;
    for (int i = 0; i < labels; i++) {
      String id = "t-" + Draws.below(5_000, seed, 2, i);
      String card = "card-" + Draws.below(3, seed, 4, i);
      join.label(id, card, 0, 100, false);
      undecided += decided.contains(id + card) ? 0 : 1;
      labelled.add(id + card);
    }
    Set<String> both = new HashSet<>(decided);
    both.retainAll(labelled);
    assertThat(join.counts())
        .isEqualTo(
            new LabelJoin.Counts(
                both.size(),
                decided.size() - both.size(),
                undecided,
                decisions - decided.size(),
                labels - undecided - both.size()));
    assertThat(join.joined().size()).isEqualTo(both.size());
  }

  @Test
  void takesTheAnswerAndItsTimeFromTheDecisionAndTheTruthFromTheLabel() {
    LabelJoin join = new LabelJoin();
    join.decision("a", "card", 1_000, 0.25, Outcome.REFERRED);
    join.decision("a", "card", 2_000, 0.75, Outcome.DECLINED);
    join.label("a", "card", 4, 12_34, true);
    ScoredRequests joined = join.joined();
    assertThat(joined.size()).isEqualTo(1);
    assertThat(joined.timeMillis(0)).isEqualTo(1_000);
    assertThat(joined.outcome(0)).isEqualTo(Outcome.REFERRED);
    assertThat(joined.probability).containsExactly(0.25);
    assertThat(joined.amountsMinor()).containsExactly(1234);
    assertThat(joined.frauds()).isEqualTo(1);
  }

  @Test
  void anIdOnTwoCardsIsTwoRequestsAndALabelIsOfItsCardAlone() {
    LabelJoin join = new LabelJoin();
    join.decision("a", "one", 1_000, 0.25, Outcome.APPROVED);
    join.decision("a", "two", 2_000, 0.75, Outcome.DECLINED);
    join.label("a", "two", 0, 1, true);
    join.label("a", "one", 1, 2, false);
    join.label("a", "three", 2, 3, true);
    assertThat(join.counts()).isEqualTo(new LabelJoin.Counts(2, 0, 1, 0, 0));
    ScoredRequests joined = join.joined();
    assertThat(joined.probability).containsExactly(0.75, 0.25);
    assertThat(joined.outcome(0)).isEqualTo(Outcome.DECLINED);
    assertThat(joined.frauds()).isEqualTo(1);
  }

  @Test
  void aProbabilityThatIsNoneIsRefused() {
    ScoredRequests.Builder builder = new ScoredRequests.Builder();
    for (double wrong : new double[] {-0.1, 1.1, Double.NaN}) {
      assertThatThrownBy(() -> builder.add(wrong, true, 0, 1, 1, Outcome.APPROVED))
          .hasMessageContaining("is not from 0 to 1");
    }
  }
}
