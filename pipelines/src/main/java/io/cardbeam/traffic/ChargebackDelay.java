package io.cardbeam.traffic;

import io.cardbeam.text.StableHash;
import java.time.Duration;

/**
 * How long after a request its fraud is known, where a file tells only that it was one: drawn from
 * a lognormal distribution with a median of {@link #MEDIAN}, by the request's id alone. So every
 * run and every reader of the file draws the same, and the draw tells nothing of anything else.
 *
 * <p>The id's hash gives two numbers that are even between 0 and 1, and these a normal one (Box and
 * Muller, "A note on the generation of random normal deviates", 1958). {@link StrictMath} gives the
 * same bits on every machine.
 */
public final class ChargebackDelay {
  /** Half of the delays are shorter. */
  public static final Duration MEDIAN = Duration.ofDays(12);

  /** No delay is shorter: nothing is known of a fraud while it happens. */
  public static final Duration LEAST = Duration.ofHours(1);

  /** No delay is longer: by then a dispute is too late. */
  public static final Duration MOST = Duration.ofDays(120);

  /** Standard deviation of the delay's natural logarithm. */
  static final double SIGMA = 0.6;

  /** Sets this draw apart from whatever else depends on a hash of the same id. */
  private static final String PURPOSE = "chargeback delay of ";

  private static final double STEP = 0x1p-53;

  private ChargebackDelay() {}

  /** The delay of a request's chargeback, in whole milliseconds. */
  public static Duration of(String requestId) {
    long seed = StableHash.of(PURPOSE + requestId);
    double radius = StrictMath.sqrt(-2 * StrictMath.log(draw(seed, 1)));
    double angle = 2 * Math.PI * draw(seed, 2);
    double normal = radius * StrictMath.cos(angle);
    // A cast takes what is too large for a long as the largest.
    long millis = (long) (MEDIAN.toMillis() * StrictMath.exp(SIGMA * normal));
    return Duration.ofMillis(Math.min(Math.max(millis, LEAST.toMillis()), MOST.toMillis()));
  }

  /** SplitMix64's number of this place, above 0 and at most 1, from its upper 53 bits. */
  private static double draw(long seed, int place) {
    long bits = StableHash.mixed(seed + place * StableHash.GOLDEN_GAMMA);
    return ((bits >>> 11) + 1) * STEP;
  }
}
