package io.cardbeam.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cardbeam.event.Outcome;
import io.cardbeam.measure.GeneratedRequests.Row;
import io.cardbeam.policy.Costs;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class EvaluatorTest {
  /** Few reviews a day, so that some days are above it. */
  private static final Costs COSTS =
      new Costs("test", "USD", 0.9, 1_000, 2_500, 0.03, 60, 0.1, 0.05, 0.3, 2);

  /** Figures that grow with the number of requests. */
  private static final Set<Figure> EXTENSIVE =
      EnumSet.of(
          Figure.LOSS_APPROVING_ALL,
          Figure.LOSS_AT_BEST_F1,
          Figure.LOSS_OF_POLICY,
          Figure.LOSS_TAKEN,
          Figure.SAVED,
          Figure.ALERTS_A_DAY,
          Figure.MOST_ALERTS_A_DAY);

  /** Figures that hang on how much analysts can do, which does not grow. */
  private static final Set<Figure> OF_CAPACITY =
      EnumSet.of(Figure.DAYS_ABOVE_CAPACITY, Figure.FRAUD_MONEY_WITHIN_CAPACITY);

  private static Evaluator evaluator(List<Row> rows) {
    ScoredRequests requests = GeneratedRequests.of(rows);
    return Evaluator.of(requests, requests.ranking(), COSTS);
  }

  private static Evaluation evaluation(List<Row> rows, int rounds, long seed) {
    return evaluator(rows).evaluate(rounds, seed, () -> {});
  }

  @Property(tries = 60)
  void givesWhatTheWordsOfEachFigureSay(
      @ForAll @IntRange(min = 30, max = 250) int count,
      @ForAll @IntRange(min = 1, max = 12) int cards,
      @ForAll @IntRange(max = 1 << 20) int seed) {
    List<Row> rows = GeneratedRequests.rows(count, cards, seed);
    Evaluation evaluation = evaluation(rows, 0, 0);
    Map<Figure, Double> slow =
        SlowFigures.of(rows, COSTS, evaluation.of(Figure.THRESHOLD_AT_FALSE_POSITIVES_0_1).value());
    slow.forEach(
        (figure, value) ->
            assertThat(evaluation.of(figure).value())
                .as(figure.words())
                .satisfiesAnyOf(
                    fast -> assertThat(fast).isCloseTo(value, within(1e-6)),
                    fast -> assertThat(Double.isNaN(fast) && Double.isNaN(value)).isTrue()));
  }

  @Property(tries = 40)
  void weightsOfCardsAreTheSameAsCopiesOfTheirRequests(@ForAll @IntRange(max = 1 << 20) int seed) {
    int cards = 9;
    List<Row> rows = GeneratedRequests.rows(300, cards, seed);
    ScoredRequests numbered = GeneratedRequests.of(rows);
    int[] weights = new int[numbered.cards()];
    List<Row> copies = new ArrayList<>();
    for (int card = 0; card < weights.length; card++) {
      weights[card] = Draws.below(4, seed, 9, card) + (card == 0 ? 1 : 0);
      for (int copy = 0; copy < weights[card]; copy++) {
        for (int i = 0; i < rows.size(); i++) {
          if (numbered.card[i] == card) {
            Row row = rows.get(i);
            copies.add(
                new Row(
                    row.probability(),
                    row.fraud(),
                    card + copy * cards,
                    row.amountMinor(),
                    row.timeMillis(),
                    row.outcome()));
          }
        }
      }
    }
    Figures weighted = evaluator(rows).figures(weights);
    Evaluation copied = evaluation(copies, 0, 0);
    for (Figure figure : Figure.values()) {
      // Days without a request of those that were drawn still are days of the period.
      if (figure != Figure.ALERTS_A_DAY) {
        assertSame(figure, copied.of(figure).value(), weighted.get(figure), 1);
      }
    }
  }

  @Property(tries = 40)
  void allCardsDoubledChangeNothingButWhatCountsThem(@ForAll @IntRange(max = 1 << 20) int seed) {
    List<Row> rows = GeneratedRequests.rows(300, 9, seed);
    List<Row> doubled = new ArrayList<>(rows);
    for (Row row : rows) {
      doubled.add(
          new Row(
              row.probability(),
              row.fraud(),
              row.card() + 9,
              row.amountMinor(),
              row.timeMillis(),
              row.outcome()));
    }
    Evaluation once = evaluation(rows, 0, 0);
    Evaluation twice = evaluation(doubled, 0, 0);
    for (Figure figure : Figure.values()) {
      if (!OF_CAPACITY.contains(figure)) {
        assertSame(
            figure,
            once.of(figure).value(),
            twice.of(figure).value(),
            EXTENSIVE.contains(figure) ? 2 : 1);
      }
    }
  }

  private static void assertSame(Figure figure, double expected, double actual, int times) {
    if (Double.isNaN(expected)) {
      assertThat(actual).as(figure.words()).isNaN();
    } else if (Double.isInfinite(expected)) {
      assertThat(actual).as(figure.words()).isEqualTo(expected);
    } else {
      assertThat(actual).as(figure.words()).isCloseTo(times * expected, within(1e-6));
    }
  }

  @Test
  void theSameSeedGivesTheSameIntervalsOnAnyNumberOfThreads() {
    List<Row> rows = GeneratedRequests.rows(500, 40, 1);
    assertThat(evaluation(rows, 200, 7)).isEqualTo(evaluation(rows, 200, 7));
    assertThat(evaluation(rows, 200, 7)).isNotEqualTo(evaluation(rows, 200, 8));
  }

  @Test
  void intervalsHoldTheirFigureAndAreNotThereWithoutABootstrap() {
    List<Row> rows = GeneratedRequests.rows(2_000, 100, 3);
    Evaluation drawn = evaluation(rows, 300, 1);
    Evaluation plain = evaluation(rows, 0, 1);
    for (Figure figure :
        List.of(Figure.AVERAGE_PRECISION, Figure.RECALL, Figure.LOSS_TAKEN, Figure.BRIER_SCORE)) {
      Estimate estimate = drawn.of(figure);
      assertThat(estimate.value()).isBetween(estimate.low(), estimate.high());
      assertThat(plain.of(figure).value()).isEqualTo(estimate.value());
      assertThat(plain.of(figure).low()).isNaN();
    }
    assertThat(drawn.of(Figure.MOST_ALERTS_A_DAY).low()).isNaN();
  }

  /** Of one request a card, recall is a mean of independent draws: its error is well known. */
  @Test
  void theIntervalOfAMeanIsThatOfTheNormalApproximation() {
    List<Row> rows = new ArrayList<>();
    int n = 1_000;
    for (int card = 0; card < n; card++) {
      Outcome outcome = card % 5 == 0 ? Outcome.APPROVED : Outcome.DECLINED;
      rows.add(new Row(0.5, true, card, 1_000, 0, outcome));
    }
    Estimate recall = evaluation(rows, 2_000, 5).of(Figure.RECALL);
    double half = 1.96 * Math.sqrt(0.8 * 0.2 / n);
    assertThat(recall.low()).isCloseTo(0.8 - half, within(0.12 * half));
    assertThat(recall.high()).isCloseTo(0.8 + half, within(0.12 * half));
  }

  /** Whole cards are drawn: what one card's requests have in common widens the interval. */
  @Test
  void requestsOfOneCardAreDrawnTogether() {
    List<Row> alone = new ArrayList<>();
    List<Row> together = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      Outcome outcome = i / 10 % 2 == 0 ? Outcome.APPROVED : Outcome.DECLINED;
      alone.add(new Row(0.5, true, i, 1_000, 0, outcome));
      together.add(new Row(0.5, true, i / 10, 1_000, 0, outcome));
    }
    Estimate narrow = evaluation(alone, 1_000, 5).of(Figure.RECALL);
    Estimate wide = evaluation(together, 1_000, 5).of(Figure.RECALL);
    assertThat((wide.high() - wide.low()) / (narrow.high() - narrow.low()))
        .isCloseTo(Math.sqrt(10), within(0.4));
  }

  @Test
  void eachRoundIsTold() {
    AtomicInteger told = new AtomicInteger();
    evaluator(GeneratedRequests.rows(50, 5, 1)).evaluate(37, 1, told::incrementAndGet);
    assertThat(told).hasValue(37);
  }

  @Test
  void roundsAreLimited() {
    Evaluator evaluator = evaluator(GeneratedRequests.rows(10, 2, 1));
    assertThatThrownBy(() -> evaluator.evaluate(10_001, 1, () -> {}))
        .hasMessage("10001 rounds are not 0 to 10000");
    assertThatThrownBy(() -> evaluator.evaluate(-1, 1, () -> {}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void nothingGivesNoFiguresAndDoesNotFail() {
    Evaluation evaluation = evaluation(List.of(), 3, 1);
    assertThat(evaluation.of(Figure.RECALL).value()).isNaN();
    assertThat(evaluation.of(Figure.AVERAGE_PRECISION).value()).isNaN();
    assertThat(evaluation.requests()).isZero();
  }

  @Test
  void percentilesLieBetweenTheirNeighbours() {
    assertThat(Evaluator.percentile(new double[] {10, 20, 30}, 0.5)).isEqualTo(20);
    assertThat(Evaluator.percentile(new double[] {10, 20}, 0.25)).isEqualTo(12.5);
    assertThat(Evaluator.percentile(new double[] {10}, 0.975)).isEqualTo(10);
    assertThat(Evaluator.percentile(new double[0], 0.5)).isNaN();
  }
}
