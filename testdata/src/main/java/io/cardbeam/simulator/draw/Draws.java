package io.cardbeam.simulator.draw;

import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * A stream of draws from one seed. {@link StrictMath} throughout: a sample written on one processor
 * is the same bytes on another.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class Draws {
  private static final RandomGeneratorFactory<RandomGenerator> GENERATORS =
      RandomGeneratorFactory.of("L64X128MixRandom");

  /** Largest result of {@link #poisson}: the loop's bound, far beyond any day of shopping. */
  private static final int MAX_POISSON = 10_000;

  private final RandomGenerator generator;

  public Draws(Seed seed) {
    generator = GENERATORS.create(seed.value());
  }

  /** True with this probability. */
  public boolean chance(double probability) {
    return generator.nextDouble() < probability;
  }

  /** A whole number from {@code least} to {@code most}, both possible. */
  public int between(int least, int most) {
    return generator.nextInt(least, most + 1);
  }

  /** A number from {@code least} up to, but not, {@code bound}. */
  public double uniform(double least, double bound) {
    return least + (bound - least) * generator.nextDouble();
  }

  /** A log-normal number: half of them are below the median, sigma is the logarithm's deviation. */
  public double logNormal(double median, double sigma) {
    return median * StrictMath.exp(sigma * gaussian());
  }

  /** A count of independent happenings of which {@code mean} are expected, by Knuth's method. */
  public int poisson(double mean) {
    double limit = StrictMath.exp(-mean);
    double product = generator.nextDouble();
    int count = 0;
    while (product > limit && count < MAX_POISSON) {
      count++;
      product *= generator.nextDouble();
    }
    return count;
  }

  /** One of them, each as likely. */
  public <T> T pick(List<T> choices) {
    return choices.get(generator.nextInt(choices.size()));
  }

  /**
   * An index, by weight.
   *
   * @param cumulative ascending sums of the weights; the last is their total
   */
  public int weighted(double[] cumulative) {
    double point = generator.nextDouble() * cumulative[cumulative.length - 1];
    int low = 0;
    int high = cumulative.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (point < cumulative[middle]) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /** An identifier of 32 hexadecimal digits. */
  public String hexId() {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(generator.nextLong()) + hex.toHexDigits(generator.nextLong());
  }

  /** Box-Muller's transform, one of its two results: the platform's own is not strict. */
  private double gaussian() {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - generator.nextDouble()));
    return radius * StrictMath.cos(2 * StrictMath.PI * generator.nextDouble());
  }
}
