package io.cardbeam.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RankingTest {
  private static final double NEAR = 1e-12;

  /** Requests with few distinct scores, so that many are equal, and at least one of each kind. */
  static final class Sample {
    private final double[] score;
    private final boolean[] fraud;

    Sample(int size) {
      score = new double[size];
      fraud = new boolean[size];
    }

    @Override
    public String toString() {
      return Arrays.toString(score) + Arrays.toString(fraud);
    }
  }

  @Provide
  Arbitrary<Sample> samples() {
    Arbitrary<Integer> tenths = Arbitraries.integers().between(0, 20);
    Arbitrary<Boolean> truth = Arbitraries.of(true, false, false);
    return Combinators.combine(tenths.list().ofMinSize(2).ofMaxSize(60), truth.list().ofSize(60))
        .as(
            (scores, frauds) -> {
              Sample sample = new Sample(scores.size());
              for (int i = 0; i < scores.size(); i++) {
                sample.score[i] = scores.get(i) / 20.0;
                sample.fraud[i] = i == 0 || (i != 1 && frauds.get(i));
              }
              return sample;
            });
  }

  @Property
  void givesWhatTheDefinitionsGive(@ForAll("samples") Sample sample) {
    RankedFigures figures = Ranking.of(sample.score, sample.fraud).figures();
    SlowRanking slow = new SlowRanking(sample.score, sample.fraud);
    assertThat(figures.rocAuc()).isCloseTo(slow.rocAuc(), within(NEAR));
    assertThat(figures.averagePrecision()).isCloseTo(slow.averagePrecision(), within(NEAR));
    assertThat(figures.bestF1()).isCloseTo(slow.bestF1(), within(NEAR));
    for (int i = 0; i < 3; i++) {
      assertThat(figures.recallAtAlerts().get(i))
          .isCloseTo(slow.recallAtAlerts(RankedFigures.ALERT_SHARES.get(i)), within(NEAR));
      assertThat(figures.recallAtFalsePositives().get(i))
          .isCloseTo(
              slow.recallAtFalsePositives(RankedFigures.FALSE_POSITIVE_SHARES.get(i)),
              within(NEAR));
      assertThat(figures.recallAtFalsePositives().get(i))
          .isCloseTo(slow.recall(figures.thresholdAtFalsePositives().get(i)), within(NEAR));
    }
  }

  @Property
  void figuresAtSharesAreThoseOfTheDefinitionsInLargerSamplesToo(
      @ForAll @IntRange(min = 150, max = 1200) int size,
      @ForAll @IntRange(max = 1 << 20) int seed) {
    double[] score = new double[size];
    boolean[] fraud = new boolean[size];
    for (int i = 0; i < size; i++) {
      score[i] = Draws.below(97, seed, 1, i) / 97.0;
      fraud[i] = i == 0 || Draws.below(10, seed, 2, i) == 0;
    }
    RankedFigures figures = Ranking.of(score, fraud).figures();
    SlowRanking slow = new SlowRanking(score, fraud);
    for (int i = 0; i < 3; i++) {
      assertThat(figures.recallAtAlerts().get(i))
          .isCloseTo(slow.recallAtAlerts(RankedFigures.ALERT_SHARES.get(i)), within(NEAR));
      assertThat(figures.recallAtFalsePositives().get(i))
          .isCloseTo(
              slow.recallAtFalsePositives(RankedFigures.FALSE_POSITIVE_SHARES.get(i)),
              within(NEAR));
    }
  }

  @Property
  void scoresOnAnotherScaleGiveTheSameFigures(
      @ForAll("samples") Sample sample, @ForAll @DoubleRange(min = 0.1, max = 9) double factor) {
    double[] other = new double[sample.score.length];
    for (int i = 0; i < other.length; i++) {
      other[i] = Math.exp(factor * sample.score[i]) - 7;
    }
    RankedFigures figures = Ranking.of(sample.score, sample.fraud).figures();
    RankedFigures scaled = Ranking.of(other, sample.fraud).figures();
    assertThat(scaled)
        .usingRecursiveComparison()
        .ignoringFields("bestF1Threshold", "thresholdAtFalsePositives")
        .isEqualTo(figures);
  }

  @Property
  void theOrderInWhichRequestsComeMakesNoDifference(@ForAll("samples") Sample sample) {
    int n = sample.score.length;
    double[] score = new double[n];
    boolean[] fraud = new boolean[n];
    for (int i = 0; i < n; i++) {
      score[n - 1 - i] = sample.score[i];
      fraud[n - 1 - i] = sample.fraud[i];
    }
    assertThat(Ranking.of(score, fraud).figures())
        .isEqualTo(Ranking.of(sample.score, sample.fraud).figures());
  }

  @Property
  void aWeightOfTwoIsTheSameAsARequestThatComesTwice(@ForAll("samples") Sample sample) {
    int n = sample.score.length;
    double[] score = new double[2 * n];
    boolean[] fraud = new boolean[2 * n];
    for (int i = 0; i < 2 * n; i++) {
      score[i] = sample.score[i / 2];
      fraud[i] = sample.fraud[i / 2];
    }
    RankedFigures doubled = Ranking.of(score, fraud).figures();
    RankedFigures weighted =
        new RankSweep(Ranking.of(sample.score, sample.fraud), new int[n], new double[n])
            .figures(new int[] {2});
    assertThat(weighted).isEqualTo(doubled);
  }

  @Test
  void fourRequestsOfScikitLearnsDocumentation() {
    RankedFigures figures =
        Ranking.of(new double[] {0.1, 0.4, 0.35, 0.8}, new boolean[] {false, false, true, true})
            .figures();
    assertThat(figures.averagePrecision()).isCloseTo(0.83, within(0.005));
    assertThat(figures.rocAuc()).isCloseTo(0.75, within(NEAR));
  }

  /** Figure 3 of Fawcett, An introduction to ROC analysis, Pattern Recognition Letters 27, 2006. */
  @Test
  void twentyRequestsOfFawcettsIntroduction() {
    String truth = "ppnpppnnpnpnpnnnpnpn";
    double[] score = {
      .9, .8, .7, .6, .55, .54, .53, .52, .51, .505, .4, .39, .38, .37, .36, .35, .34, .33, .30, .1
    };
    boolean[] fraud = new boolean[score.length];
    for (int i = 0; i < fraud.length; i++) {
      fraud[i] = truth.charAt(i) == 'p';
    }
    assertThat(Ranking.of(score, fraud).figures().rocAuc()).isCloseTo(0.68, within(NEAR));
  }

  @Test
  void aRankingWithoutFraudHasNoFiguresAndNoCurve() {
    Ranking ranking = Ranking.of(new double[] {0.5, 0.1}, new boolean[2]);
    assertThat(ranking.figures().averagePrecision()).isNaN();
    assertThat(ranking.figures().rocAuc()).isNaN();
    assertThat(ranking.figures().bestF1()).isNaN();
    assertThat(ranking.precisionRecallCurve(10)).isEmpty();
    assertThat(Ranking.of(new double[0], new boolean[0]).figures().averagePrecision()).isNaN();
  }

  @Test
  void aScoreThatIsNoNumberIsRefused() {
    assertThatThrownBy(() -> Ranking.of(new double[] {0, Double.NaN}, new boolean[2]))
        .hasMessage("score 1 is no number");
    assertThatThrownBy(() -> Ranking.of(new double[1], new boolean[2]))
        .hasMessage("1 scores for 2 requests");
  }

  @Property
  void theCurveHoldsTheDefinitionAtEachPointAndEndsAtFullRecall(
      @ForAll("samples") Sample sample, @ForAll @IntRange(min = 2, max = 30) int mostPoints) {
    List<PrecisionRecall> curve =
        Ranking.of(sample.score, sample.fraud).precisionRecallCurve(mostPoints);
    SlowRanking slow = new SlowRanking(sample.score, sample.fraud);
    assertThat(curve).hasSizeBetween(1, mostPoints + 1);
    assertThat(curve.get(curve.size() - 1).recall()).isEqualTo(1);
    for (PrecisionRecall point : curve) {
      assertThat(point.precision()).isCloseTo(slow.precision(point.threshold()), within(NEAR));
      assertThat(point.recall()).isCloseTo(slow.recall(point.threshold()), within(NEAR));
    }
  }
}
