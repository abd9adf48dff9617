package io.cardbeam.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/** An axis with its ends fixed: where a value lies, and where the marks are. */
final class AxisScale {
  private static final int WANTED_STEPS = 5;
  private static final int MOST_DECADES_WITH_STEPS = 2;
  private static final double[] NICE = {1, 2, 2.5, 5, 10};
  private static final double ROUNDING = 1e-9;

  private final Axis axis;
  private final double low;
  private final double high;

  /**
   * @param values what is to be shown; those without a place on the axis are left out
   */
  AxisScale(Axis axis, DoubleStream values) {
    this.axis = axis;
    var shown = values.filter(axis::canShow).summaryStatistics();
    boolean any = shown.getCount() > 0;
    double least = either(axis.range().low(), any ? shown.getMin() : fallbackLow());
    double most = either(axis.range().high(), any ? shown.getMax() : 1);
    if (!(most > least)) {
      // One value only: it lies in the middle of an axis around it.
      double half = least == 0 ? 1 : Math.abs(least) / 2;
      least -= half;
      most += half;
    }
    this.low = least;
    this.high = most;
  }

  private double fallbackLow() {
    return axis.scale() == Axis.Scale.LOG ? 0.1 : 0;
  }

  private static double either(double wanted, double ofData) {
    return Double.isNaN(wanted) ? ofData : wanted;
  }

  /** Place of a value as a share of the axis, 0 to 1; ends hold what lies beyond them. */
  double at(double value) {
    double share = (scaled(value) - scaled(low)) / (scaled(high) - scaled(low));
    return Math.max(0, Math.min(1, share));
  }

  private double scaled(double value) {
    return axis.scale() == Axis.Scale.LOG ? Math.log10(value) : value;
  }

  /** Values at which the axis has marks, from low to high. */
  List<Double> marks() {
    return axis.scale() == Axis.Scale.LOG ? logMarks() : linearMarks();
  }

  private List<Double> linearMarks() {
    double wanted = (high - low) / WANTED_STEPS;
    double decade = Math.pow(10, Math.floor(Math.log10(wanted)));
    double step = decade;
    for (double nice : NICE) {
      if (nice * decade >= wanted * (1 - ROUNDING)) {
        step = nice * decade;
        break;
      }
    }
    List<Double> marks = new ArrayList<>();
    long first = (long) Math.ceil(low / step - ROUNDING);
    long last = (long) Math.floor(high / step + ROUNDING);
    for (long i = first; i <= last; i++) {
      marks.add(i * step);
    }
    return marks;
  }

  private List<Double> logMarks() {
    int first = (int) Math.floor(Math.log10(low) + ROUNDING);
    int last = (int) Math.ceil(Math.log10(high) - ROUNDING);
    double[] within = last - first <= MOST_DECADES_WITH_STEPS ? new double[] {1, 2, 5} : ONE;
    List<Double> marks = new ArrayList<>();
    for (int decade = first; decade <= last; decade++) {
      for (double digit : within) {
        double mark = digit * Math.pow(10, decade);
        if (mark >= low * (1 - ROUNDING) && mark <= high * (1 + ROUNDING)) {
          marks.add(mark);
        }
      }
    }
    return marks;
  }

  private static final double[] ONE = {1};
}
