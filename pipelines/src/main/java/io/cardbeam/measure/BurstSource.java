package io.cardbeam.measure;

import io.cardbeam.event.Outcome;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * When bursts of fraud are caught: a burst is caught at its first fraud that was referred or
 * declined. Delays are those of bursts that were caught at all.
 */
final class BurstSource implements FigureSource {
  private static final List<Figure> BY_PLACE =
      List.of(Figure.CAUGHT_AT_FIRST, Figure.CAUGHT_AT_SECOND, Figure.CAUGHT_AT_THIRD);

  /**
   * What became of a burst.
   *
   * @param firstProbability of its first fraud
   * @param passed frauds before the first that was caught; all if none was
   * @param caught whether one was
   * @param minutes from its first fraud to the first that was caught
   */
  private record Fate(
      int card, double firstProbability, int passed, boolean caught, double minutes) {}

  private final List<Fate> all;
  private final List<Fate> caughtByPassed;
  private final List<Fate> caughtByMinutes;

  BurstSource(ScoredRequests requests) {
    all =
        CardHistories.of(requests).bursts().stream().map(burst -> fateOf(burst, requests)).toList();
    caughtByPassed = caughtBy(Fate::passed);
    caughtByMinutes = caughtBy(Fate::minutes);
  }

  private List<Fate> caughtBy(ToDoubleFunction<Fate> delay) {
    return all.stream().filter(Fate::caught).sorted(Comparator.comparingDouble(delay)).toList();
  }

  private static Fate fateOf(FraudBurst burst, ScoredRequests requests) {
    int first = burst.request(0);
    int passed = 0;
    while (passed < burst.size() && requests.outcome(burst.request(passed)) == Outcome.APPROVED) {
      passed++;
    }
    boolean caught = passed < burst.size();
    long millis =
        caught ? requests.timeMillis[burst.request(passed)] - requests.timeMillis[first] : 0;
    return new Fate(
        burst.card,
        requests.probability[first],
        passed,
        caught,
        millis / (double) TimeUnit.MINUTES.toMillis(1));
  }

  @Override
  public void measure(int[] weightOfCard, Figures into) {
    double threshold = into.get(Figure.THRESHOLD_AT_FALSE_POSITIVES_0_1);
    long bursts = 0;
    long firstAbove = 0;
    long never = 0;
    long passed = 0;
    long[] caughtAt = new long[BY_PLACE.size() + 1];
    for (Fate fate : all) {
      int weight = weightOfCard[fate.card()];
      bursts += weight;
      firstAbove += fate.firstProbability() >= threshold ? weight : 0;
      if (fate.caught()) {
        caughtAt[Math.min(fate.passed(), BY_PLACE.size())] += weight;
        passed += (long) weight * fate.passed();
      } else {
        never += weight;
      }
    }
    into.set(Figure.FIRST_FRAUDS_AT_FALSE_POSITIVES_0_1, (double) firstAbove / bursts);
    for (int i = 0; i < BY_PLACE.size(); i++) {
      into.set(BY_PLACE.get(i), (double) caughtAt[i] / bursts);
    }
    into.set(Figure.CAUGHT_LATER, (double) caughtAt[BY_PLACE.size()] / bursts);
    into.set(Figure.NEVER_CAUGHT, (double) never / bursts);
    into.set(Figure.FRAUDS_BEFORE_CAUGHT, (double) passed / (bursts - never));
    into.set(
        Figure.MEDIAN_FRAUDS_BEFORE_CAUGHT, median(caughtByPassed, Fate::passed, weightOfCard));
    into.set(Figure.MEDIAN_MINUTES_TO_CAUGHT, median(caughtByMinutes, Fate::minutes, weightOfCard));
  }

  /** Median of weighted values that rise; the mean of the two middle ones where there are two. */
  private static double median(
      List<Fate> rising, ToDoubleFunction<Fate> value, int[] weightOfCard) {
    long total = 0;
    for (Fate fate : rising) {
      total += weightOfCard[fate.card()];
    }
    long passed = 0;
    double lower = Double.NaN;
    for (Fate fate : rising) {
      passed += weightOfCard[fate.card()];
      if (Double.isNaN(lower) && 2 * passed >= total && total > 0) {
        lower = value.applyAsDouble(fate);
      }
      if (2 * passed > total) {
        return (lower + value.applyAsDouble(fate)) / 2;
      }
    }
    return Double.NaN;
  }
}
