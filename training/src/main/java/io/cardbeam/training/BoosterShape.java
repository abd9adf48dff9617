package io.cardbeam.training;

import java.util.HashMap;
import java.util.Map;

/**
 * How one ensemble is grown. Few and shallow trees: a decision has microseconds.
 *
 * @param depth splits from root to leaf, at most
 * @param rounds trees, at most
 * @param learningRate of a tree
 * @param seed of the samples of rows and columns
 */
record BoosterShape(int depth, int rounds, double learningRate, int seed) {
  /**
   * Threads of the trainer: always the same, since sums in another order would be another model.
   */
  private static final int THREADS = 2;

  /**
   * Probability of fraud before any tree. Even odds: from the true rate, one in 200, the second
   * derivatives of the loss would be so small that early trees could not single frauds out.
   */
  static final float BASE_PROBABILITY = 0.5f;

  static BoosterShape first(int seed) {
    return new BoosterShape(5, 60, 0.3, seed);
  }

  static BoosterShape second(int seed) {
    return new BoosterShape(6, 150, 0.13, seed);
  }

  BoosterShape withRounds(int other) {
    return new BoosterShape(depth, other, learningRate, seed);
  }

  Map<String, Object> parameters() {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("objective", "binary:logistic");
    parameters.put("eval_metric", "logloss");
    parameters.put("base_score", BASE_PROBABILITY);
    parameters.put("tree_method", "hist");
    parameters.put("max_depth", depth);
    parameters.put("eta", learningRate);
    parameters.put("min_child_weight", 1);
    parameters.put("subsample", 0.8);
    parameters.put("colsample_bytree", 0.7);
    parameters.put("lambda", 2);
    parameters.put("seed", seed);
    parameters.put("nthread", THREADS);
    return parameters;
  }

  /** Log-odds before any tree, as the trainer computes them: in single precision. */
  static float baseLogOdds() {
    return (float) -StrictMath.log(1.0f / BASE_PROBABILITY - 1.0f);
  }
}
