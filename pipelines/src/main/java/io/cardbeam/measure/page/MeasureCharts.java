package io.cardbeam.measure.page;

import io.cardbeam.measure.Calibration;
import io.cardbeam.measure.CostCurve;
import io.cardbeam.measure.PrecisionRecall;
import io.cardbeam.money.MinorUnits;
import io.cardbeam.report.Axis;
import io.cardbeam.report.FigureFormat;
import io.cardbeam.report.ReportPage;
import io.cardbeam.report.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Puts the curves of a measurement on a page. */
public final class MeasureCharts {
  private static final double LEAST_THRESHOLD = 1e-4;

  private MeasureCharts() {}

  /**
   * Precision by recall.
   *
   * @param curves by their names, at most six, in the order of the legend
   */
  public static void precisionRecall(ReportPage page, Map<String, List<PrecisionRecall>> curves) {
    List<Series> series = new ArrayList<>();
    curves.forEach(
        (name, curve) ->
            series.add(
                new Series(
                    name,
                    Series.Style.LINE,
                    curve.stream()
                        .map(p -> new Series.Point(p.recall(), p.precision()))
                        .toList())));
    page.lineChart(
        "Precision by recall",
        Axis.linear("recall: share of frauds found", FigureFormat.PERCENT).between(0, 1),
        Axis.linear("precision: share of finds that are fraud", FigureFormat.PERCENT).between(0, 1),
        series);
  }

  /**
   * What came true by what was foretold.
   *
   * @param name which requests, for the legend
   */
  public static void calibration(ReportPage page, String name, Calibration calibration) {
    page.lineChart(
        "Calibration",
        Axis.linear("foretold probability of fraud, mean", FigureFormat.PERCENT).between(0, 1),
        Axis.linear("share that was fraud", FigureFormat.PERCENT).between(0, 1),
        List.of(
            new Series(
                name,
                Series.Style.DOTS,
                calibration.bins().stream()
                    .map(bin -> new Series.Point(bin.meanProbability(), bin.fraudShare()))
                    .toList()),
            Series.of("perfect", Series.Style.DASHED, new double[] {0, 1}, new double[] {0, 1})));
  }

  /**
   * Loss by the threshold from which requests are declined.
   *
   * @param currency ISO 4217 code of the losses
   * @param levels losses to compare with, minor units, by their names, at most five
   */
  public static void costs(
      ReportPage page, CostCurve curve, String currency, Map<String, Double> levels) {
    double unit = Math.pow(10, MinorUnits.digits(currency));
    List<Series> series = new ArrayList<>();
    series.add(
        new Series(
            "decline from a threshold",
            Series.Style.LINE,
            curve.points().stream()
                .map(p -> new Series.Point(p.threshold(), p.lossMinor() / unit))
                .toList()));
    levels.forEach(
        (name, lossMinor) ->
            series.add(
                Series.of(
                    name,
                    Series.Style.DASHED,
                    new double[] {LEAST_THRESHOLD, 1},
                    new double[] {lossMinor / unit, lossMinor / unit})));
    page.lineChart(
        "Loss by threshold",
        Axis.log("declined from this probability on", FigureFormat.DECIMAL)
            .between(LEAST_THRESHOLD, 1),
        Axis.log("loss, " + currency, FigureFormat.WHOLE),
        series);
  }
}
