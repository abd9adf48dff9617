package io.cardbeam.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cardbeam.event.Outcome;
import io.cardbeam.policy.CostPolicy;
import io.cardbeam.policy.Costs;
import java.util.Comparator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class CostCurveTest {
  @Property(tries = 50)
  void eachPointIsTheSumOfWhatItsAnswersCost(@ForAll @IntRange(max = 1 << 20) int seed) {
    int size = 200;
    double[] p = new double[size];
    boolean[] fraud = new boolean[size];
    long[] amounts = new long[size];
    for (int i = 0; i < size; i++) {
      p[i] = Math.pow(Draws.below(1000, seed, 1, i) / 1000.0, 4);
      fraud[i] = Draws.below(4, seed, 2, i) == 0;
      amounts[i] = 100L + Draws.below(90_000, seed, 3, i);
    }
    Costs costs = Costs.standard();
    CostCurve curve = CostCurve.of(Ranking.of(p, fraud), amounts, costs);
    assertThat(curve.points())
        .isSortedAccordingTo(Comparator.comparingDouble(CostCurve.Point::threshold));
    for (CostCurve.Point point : curve.points()) {
      double loss = 0;
      for (int i = 0; i < size; i++) {
        Outcome outcome = p[i] >= point.threshold() ? Outcome.DECLINED : Outcome.APPROVED;
        loss += CostPolicy.costMinor(outcome, fraud[i], amounts[i], costs);
      }
      assertThat(point.lossMinor()).isCloseTo(loss, within(1e-4));
    }
  }
}
