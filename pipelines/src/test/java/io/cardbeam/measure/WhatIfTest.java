package io.cardbeam.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cardbeam.policy.Costs;
import java.util.List;
import org.junit.jupiter.api.Test;

class WhatIfTest {
  private static final Costs COSTS = Costs.standard();

  private final ScoredRequests requests =
      GeneratedRequests.of(GeneratedRequests.rows(2_000, 30, 11));
  private final Evaluation evaluation =
      Evaluator.of(requests, requests.ranking(), COSTS).evaluate(0, 0, () -> {});
  private final List<WhatIf.Row> table =
      WhatIf.table(requests, COSTS, evaluation.of(Figure.BEST_F1_THRESHOLD).value());

  private WhatIf.Row row(String start) {
    return table.stream().filter(r -> r.setting().startsWith(start)).findFirst().orElseThrow();
  }

  @Test
  void settingsThatAreFiguresTooCostTheSame() {
    assertLoss("decisions as taken", Figure.LOSS_TAKEN);
    assertLoss("expected cost, as set", Figure.LOSS_OF_POLICY);
    assertLoss("decline from best F1", Figure.LOSS_AT_BEST_F1);
    assertLoss("approve all", Figure.LOSS_APPROVING_ALL);
  }

  private void assertLoss(String setting, Figure figure) {
    assertThat(row(setting).lossMinor()).isCloseTo(evaluation.of(figure).value(), within(1e-3));
  }

  @Test
  void withoutStepUpNothingIsReferred() {
    assertThat(row("no step-up").referred()).isZero();
    assertThat(row("no step-up").declined()).isPositive();
    assertThat(row("no step-up").lossAtItsCostsMinor()).isEqualTo(row("no step-up").lossMinor());
  }

  @Test
  void dearerMistakesCostMoreAndHinderFewer() {
    assertThat(row("wrong decline 3 times").hindered())
        .isLessThan(row("wrong decline half").hindered());
    assertThat(row("wrong decline 3 times").lossAtItsCostsMinor())
        .isGreaterThan(row("wrong decline half").lossAtItsCostsMinor());
  }

  @Test
  void costsAtTheirLimitHaveATableToo() {
    Costs most = new Costs("most", "USD", 1, 0, 100_000_000, 1, 100_000_000, 0, 0, 0, 1);
    assertThat(WhatIf.table(requests, most, Double.NaN)).hasSize(table.size() - 1);
  }
}
