package io.cardbeam.training;

import java.time.Duration;

/**
 * How a model is trained.
 *
 * @param untilMillis what became known at or after this time is not used, milliseconds since 1970
 *     UTC
 * @param maturity requests younger than this at {@code untilMillis} are left out, since their
 *     chargebacks may still be on the way
 * @param keptGenuine share of the genuine requests that is learnt from, above 0 to 1; each then
 *     weighs the more
 * @param seed of the trees' samples
 */
public record TrainingSettings(long untilMillis, Duration maturity, double keptGenuine, int seed) {
  /** Long enough for 98 of 100 chargebacks. */
  public static final Duration MATURITY = Duration.ofDays(45);

  /** Genuine requests are many and much alike. */
  public static final double KEPT_GENUINE = 0.5;

  public TrainingSettings {
    if (maturity.isNegative()) {
      throw new IllegalArgumentException("maturity " + maturity + " is negative");
    }
    if (!(keptGenuine > 0 && keptGenuine <= 1)) {
      throw new IllegalArgumentException("share " + keptGenuine + " is not above 0 up to 1");
    }
  }

  /** Requests from here on are not learnt from, milliseconds since 1970 UTC. */
  long cutMillis() {
    return untilMillis - maturity.toMillis();
  }
}
