package io.cardbeam.profile;

import io.cardbeam.event.AuthorizationDecision;

/**
 * How suspicious a request was by itself, before what came before it raised or lowered that: the
 * score of the model's first ensemble.
 *
 * @param logOdds of fraud, {@value #LEAST} to {@value #MOST}; NaN where no model scored it
 * @param probability the same as a probability, 0 to 1; 0 where no model scored it
 */
public record Suspicion(float logOdds, float probability) {
  /** Least log-odds that are told apart. */
  public static final float LEAST = -12;

  /** Most log-odds that are told apart. */
  public static final float MOST = 12;

  /** Of a request that no model scored. */
  public static final Suspicion UNKNOWN = new Suspicion(Float.NaN, 0);

  /** Suspicion of these log-odds, NaN if there are none. */
  public static Suspicion of(float logOdds) {
    if (Float.isNaN(logOdds)) {
      return UNKNOWN;
    }
    float bounded = Math.max(LEAST, Math.min(MOST, logOdds));
    return new Suspicion(bounded, (float) (1 / (1 + StrictMath.exp(-(double) bounded))));
  }

  static Suspicion of(AuthorizationDecision decision) {
    Float logOdds = decision.getPatternLogOdds();
    return logOdds == null ? UNKNOWN : of(logOdds);
  }

  /** Whether fraud was likelier than not. */
  public boolean isHigh() {
    return isHigh(logOdds);
  }

  /** Whether log-odds say that fraud was likelier than not. */
  public static boolean isHigh(float logOdds) {
    return logOdds > 0;
  }
}
