package io.cardbeam.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Points of a chart that belong together.
 *
 * @param name what they are, for the legend
 * @param style how they are drawn
 * @param points in the order in which a line joins them
 */
public record Series(String name, Style style, List<Point> points) {
  /** How points are drawn. */
  public enum Style {
    /** A line through them. */
    LINE,
    /** A broken line through them, for what is there to compare with. */
    DASHED,
    /** A dot each, joined by a line. */
    DOTS
  }

  /** A point; one that is not finite breaks nothing and is not drawn. */
  public record Point(double x, double y) {}

  public Series {
    points = List.copyOf(points);
  }

  /** A line through points that are given as two lists of numbers. */
  public static Series line(String name, double[] x, double[] y) {
    return of(name, Style.LINE, x, y);
  }

  /** Points that are given as two lists of numbers, equally long. */
  public static Series of(String name, Style style, double[] x, double[] y) {
    if (x.length != y.length) {
      throw new IllegalArgumentException(x.length + " x for " + y.length + " y in " + name);
    }
    List<Point> points = new ArrayList<>(x.length);
    for (int i = 0; i < x.length; i++) {
      points.add(new Point(x[i], y[i]));
    }
    return new Series(name, style, points);
  }
}
