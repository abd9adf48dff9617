package io.cardbeam.report;

/**
 * An axis of a chart.
 *
 * @param label what is measured, with its unit
 * @param format how its marks are written
 * @param scale how values become lengths
 * @param range which values it shows; {@link Range#OF_DATA} for those that there are
 */
public record Axis(String label, FigureFormat format, Scale scale, Range range) {
  /** How values become lengths. */
  public enum Scale {
    /** In proportion. */
    LINEAR,
    /** Each power of ten as long as the next; values of 0 and below are not shown. */
    LOG
  }

  /** Lowest and highest value; NaN stands for that of the data. */
  public record Range(double low, double high) {
    /** All values that there are. */
    public static final Range OF_DATA = new Range(Double.NaN, Double.NaN);
  }

  /** An axis in proportion. */
  public static Axis linear(String label, FigureFormat format) {
    return new Axis(label, format, Scale.LINEAR, Range.OF_DATA);
  }

  /** An axis by powers of ten. */
  public static Axis log(String label, FigureFormat format) {
    return new Axis(label, format, Scale.LOG, Range.OF_DATA);
  }

  /** The same axis that shows these values, whatever the data. */
  public Axis between(double low, double high) {
    if (!(low < high) || (scale == Scale.LOG && low <= 0)) {
      throw new IllegalArgumentException("no axis from " + low + " to " + high);
    }
    return new Axis(label, format, scale, new Range(low, high));
  }

  /** Whether a value has a place on it. */
  boolean canShow(double value) {
    return Double.isFinite(value) && (scale == Scale.LINEAR || value > 0);
  }
}
