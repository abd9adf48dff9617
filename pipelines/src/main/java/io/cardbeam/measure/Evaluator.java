package io.cardbeam.measure;

import io.cardbeam.policy.Costs;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Measures decisions. What takes long, sorting, is done once when it is made; then each drawing of
 * cards is a pass over arrays.
 *
 * <p>Intervals are percentiles of a bootstrap over cards (Efron and Tibshirani, An Introduction to
 * the Bootstrap, 1993, chapter 13): as many cards as there are, drawn with replacement, each with
 * all its requests. Requests of one card are not independent, so drawing requests would give
 * intervals that are too narrow.
 */
public final class Evaluator {
  /** Most rounds of a bootstrap. */
  public static final int MAX_ROUNDS = 10_000;

  private static final double LOW = 0.025;
  private static final double HIGH = 0.975;

  private final ScoredRequests requests;
  private final List<FigureSource> sources;

  private Evaluator(ScoredRequests requests, List<FigureSource> sources) {
    this.requests = requests;
    this.sources = sources;
  }

  /**
   * Prepares.
   *
   * @param ranking of these requests
   * @param costs what errors cost, and what analysts can do
   */
  public static Evaluator of(ScoredRequests requests, Ranking ranking, Costs costs) {
    return new Evaluator(
        requests,
        List.of(
            new RankedSource(requests, ranking, costs),
            new AnswerSource(requests, costs),
            new BurstSource(requests),
            new WorkSource(requests, costs)));
  }

  /**
   * All figures with their intervals.
   *
   * @param rounds of the bootstrap, 0 to {@value #MAX_ROUNDS}; 0 gives no intervals
   * @param seed of the draws: the same seed gives the same intervals
   * @param afterRound is run after each round, on any thread
   */
  public Evaluation evaluate(int rounds, long seed, Runnable afterRound) {
    if (rounds < 0 || rounds > MAX_ROUNDS) {
      throw new IllegalArgumentException(rounds + " rounds are not 0 to " + MAX_ROUNDS);
    }
    int[] once = new int[requests.cards()];
    Arrays.fill(once, 1);
    Figures values = figures(once);
    List<Figures> drawn =
        IntStream.range(0, rounds)
            .parallel()
            .mapToObj(
                round -> {
                  Figures figures = figures(draw(seed, round));
                  afterRound.run();
                  return figures;
                })
            .toList();
    Map<Figure, Estimate> estimates = new EnumMap<>(Figure.class);
    for (Figure figure : Figure.values()) {
      double[] rising =
          drawn.stream()
              .mapToDouble(each -> each.get(figure))
              .filter(value -> figure.hasInterval() && !Double.isNaN(value))
              .sorted()
              .toArray();
      estimates.put(
          figure,
          new Estimate(values.get(figure), percentile(rising, LOW), percentile(rising, HIGH)));
    }
    return new Evaluation(requests.size(), requests.frauds(), requests.cards(), estimates);
  }

  /** The figures with each card counted as often as it was drawn. */
  Figures figures(int[] weightOfCard) {
    Figures figures = new Figures();
    sources.forEach(source -> source.measure(weightOfCard, figures));
    return figures;
  }

  private int[] draw(long seed, int round) {
    int[] weights = new int[requests.cards()];
    for (int i = 0; i < weights.length; i++) {
      weights[Draws.below(weights.length, seed, round, i)]++;
    }
    return weights;
  }

  /** Between the two values around the place, in proportion; NaN if there are none. */
  static double percentile(double[] rising, double share) {
    if (rising.length == 0) {
      return Double.NaN;
    }
    double place = share * (rising.length - 1);
    int below = (int) place;
    double beyond = place - below;
    return beyond == 0
        ? rising[below]
        : rising[below] + beyond * (rising[below + 1] - rising[below]);
  }
}
