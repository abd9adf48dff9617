package io.cardbeam.browser.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * What was measured of the page of the cube.
 *
 * @param corner what the star and the rows since are, as the page says it
 * @param taken all steps, in their order
 */
record CubeResult(String corner, List<Measured> taken) {
  /** Longest that the middle one of a kind of questions may take, until it is drawn. */
  static final double MOST_MILLIS = 100;

  private static final double MEDIAN = 0.5;
  private static final double P99 = 0.99;

  /** A step with what it took. */
  record Measured(CubeStep step, MeasuredCube.Taken taken) {}

  CubeResult {
    taken = List.copyOf(taken);
  }

  /**
   * Questions of a kind.
   *
   * @param kind in words
   * @param questions how many
   * @param cells drawn, in the middle
   * @param answered median of the server's answer, milliseconds
   * @param answeredP99 the same at 99 %
   * @param drawn median until it was drawn
   * @param drawnP99 the same at 99 %
   * @param slowest the step that took longest, in words
   */
  record Kind(
      String kind,
      int questions,
      double cells,
      double answered,
      double answeredP99,
      double drawn,
      double drawnP99,
      String slowest) {
    boolean holds() {
      return drawn <= MOST_MILLIS;
    }
  }

  /** By kind, in the order in which they were asked. */
  List<Kind> kinds() {
    Map<String, List<Measured>> byKind = new LinkedHashMap<>();
    taken.forEach(
        one -> byKind.computeIfAbsent(one.step().kind(), kind -> new ArrayList<>()).add(one));
    List<Kind> kinds = new ArrayList<>();
    byKind.forEach((kind, of) -> kinds.add(kind(kind, of)));
    return kinds;
  }

  /** All of them as one kind. */
  Kind all() {
    return kind("all", taken);
  }

  /** Those whose table is drawn at once, as it fits a screen; empty if there is none. */
  Optional<Kind> ofScreen() {
    List<Measured> fitting = taken.stream().filter(it -> it.taken().laterCells() == 0).toList();
    return fitting.isEmpty() ? Optional.empty() : Optional.of(kind("that fit a screen", fitting));
  }

  private static Kind kind(String name, List<Measured> of) {
    Measured slowest = of.get(0);
    for (Measured one : of) {
      slowest = one.taken().drawnMillis() > slowest.taken().drawnMillis() ? one : slowest;
    }
    return new Kind(
        name,
        of.size(),
        quantile(of, MEDIAN, one -> one.taken().cells()),
        quantile(of, MEDIAN, one -> one.taken().answeredMillis()),
        quantile(of, P99, one -> one.taken().answeredMillis()),
        quantile(of, MEDIAN, one -> one.taken().drawnMillis()),
        quantile(of, P99, one -> one.taken().drawnMillis()),
        slowest.step().words());
  }

  /** The smallest that so large a share is not above. */
  private static double quantile(List<Measured> of, double share, ToDoubleFunction<Measured> by) {
    double[] sorted = of.stream().mapToDouble(by).sorted().toArray();
    return sorted[(int) Math.ceil(share * sorted.length) - 1];
  }

  /** Whether each kind of questions is answered in time. */
  boolean holds() {
    return kinds().stream().allMatch(Kind::holds);
  }
}
