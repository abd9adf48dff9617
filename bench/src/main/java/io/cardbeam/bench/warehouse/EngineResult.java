package io.cardbeam.bench.warehouse;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What the builds of one engine took.
 *
 * @param engine who built
 * @param builds one a round
 * @param differences tables in which its star is not the first engine's, with numbers of rows
 */
record EngineResult(Engine engine, List<Build> builds, List<String> differences) {

  /**
   * One build.
   *
   * @param seconds from the start of the process to its end, without the tests of the data, which
   *     only Cardbeam makes
   * @param testSeconds of these tests
   * @param cpuSeconds of all threads, tests included
   * @param peakBytes most memory resident, tests included, which DuckDB runs in the same process; 0
   *     where it is not known
   */
  record Build(double seconds, double testSeconds, double cpuSeconds, double peakBytes) {}

  /** The middle of a figure over the rounds; the lower of two. */
  double median(ToDoubleFunction<Build> figure) {
    List<Double> sorted = sorted(figure);
    return sorted.get((sorted.size() - 1) / 2);
  }

  double least(ToDoubleFunction<Build> figure) {
    return sorted(figure).get(0);
  }

  double most(ToDoubleFunction<Build> figure) {
    List<Double> sorted = sorted(figure);
    return sorted.get(sorted.size() - 1);
  }

  private List<Double> sorted(ToDoubleFunction<Build> figure) {
    List<Double> all = new ArrayList<>();
    builds.forEach(build -> all.add(figure.applyAsDouble(build)));
    all.sort(null);
    return all;
  }
}
