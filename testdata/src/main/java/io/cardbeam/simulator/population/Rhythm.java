package io.cardbeam.simulator.population;

import io.cardbeam.simulator.draw.CumulativeWeights;
import io.cardbeam.simulator.draw.Draws;
import java.util.List;
import java.util.stream.IntStream;

/** When in the day somebody buys: a main peak, a second one, and little between. */
public enum Rhythm {
  EARLY_BIRD(8, 13),
  OFFICE_WORKER(12, 18),
  HOMEMAKER(10, 16),
  NIGHT_OWL(15, 22);

  private static final List<Rhythm> ALL = List.of(values());
  private static final int HOURS = 24;
  private static final int SECONDS_PER_HOUR = 3600;
  private static final double PEAK_WIDTH_HOURS = 2.2;
  private static final double FLOOR = 0.004;

  // Written once, when the constants are made.
  @SuppressWarnings("ImmutableEnumChecker")
  private final double[] cumulativeHours;

  Rhythm(int firstPeakHour, int secondPeakHour) {
    cumulativeHours =
        CumulativeWeights.of(
            IntStream.range(0, HOURS).boxed().toList(),
            hour -> FLOOR + peak(hour, firstPeakHour) + peak(hour, secondPeakHour));
  }

  static Rhythm draw(Draws draws) {
    return draws.pick(ALL);
  }

  /** A time to buy, seconds after local midnight. */
  public int secondOfDay(Draws draws) {
    return draws.weighted(cumulativeHours) * SECONDS_PER_HOUR
        + draws.between(0, SECONDS_PER_HOUR - 1);
  }

  private static double peak(int hour, int peakHour) {
    double distance = (hour - peakHour) / PEAK_WIDTH_HOURS;
    return StrictMath.exp(-distance * distance / 2);
  }
}
