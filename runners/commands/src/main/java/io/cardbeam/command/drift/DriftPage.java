package io.cardbeam.command.drift;

import io.cardbeam.measure.drift.DriftTable;
import io.cardbeam.measure.drift.StabilityIndex;
import io.cardbeam.report.Axis;
import io.cardbeam.report.Bar;
import io.cardbeam.report.FigureFormat;
import io.cardbeam.report.ReportPage;
import io.cardbeam.report.Series;
import java.time.YearMonth;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Monthly figures as a page. */
public final class DriftPage {
  private static final int SHOWN_FEATURES = 15;
  private static final Axis MONTHS = Axis.linear("month", FigureFormat.MONTH);

  private final DriftTable table;

  private DriftPage(DriftTable table) {
    this.table = table;
  }

  /** The page. */
  public static String html(DriftTable table) {
    return new DriftPage(table).page();
  }

  private String page() {
    DriftTable.Month last = table.months().get(table.months().size() - 1);
    ReportPage page =
        ReportPage.titled(
            "What has changed",
            String.format(
                Locale.ROOT,
                "Requests, answers, scores and features by month, without labels, against a"
                    + " reference of %,d requests.",
                table.referenceRequests()));
    page.note(
        String.format(
            Locale.ROOT,
            "The stability index tells how far values moved from those of the reference: below"
                + " %.2f hardly, from %.2f on so far that a model which learnt from the reference"
                + " may have to be retrained.",
            StabilityIndex.CHANGED,
            StabilityIndex.SHIFTED));
    page.lineChart(
        "Answers",
        MONTHS,
        Axis.linear("share of requests", FigureFormat.PERCENT),
        List.of(
            line("alerts", Series.Style.LINE, DriftTable.Month::alertShare),
            line("referred", Series.Style.LINE, DriftTable.Month::referredShare),
            line("declined", Series.Style.LINE, DriftTable.Month::declinedShare)));
    page.lineChart(
        "How far scores and features moved",
        MONTHS,
        Axis.log("stability index", FigureFormat.DECIMAL),
        List.of(
            line("probability of fraud", Series.Style.DOTS, DriftTable.Month::scoreIndex),
            line("feature that moved most", Series.Style.DOTS, m -> m.features().get(0).index()),
            line("changed", Series.Style.DASHED, m -> StabilityIndex.CHANGED),
            line("of another kind", Series.Style.DASHED, m -> StabilityIndex.SHIFTED)));
    page.lineChart(
        "Scores",
        MONTHS,
        Axis.log("probability of fraud", FigureFormat.DECIMAL),
        List.of(
            line("99.9 % are below", Series.Style.LINE, DriftTable.Month::scoreP999),
            line("99 % are below", Series.Style.LINE, DriftTable.Month::scoreP99),
            line("half are below", Series.Style.LINE, DriftTable.Month::scoreMedian)));
    page.barChart(
        "Features that moved most in " + last.month(),
        FigureFormat.DECIMAL,
        last.features().stream()
            .limit(SHOWN_FEATURES)
            .map(f -> new Bar(f.name(), f.index()))
            .toList());
    page.heading("By month").table(monthHeaders(), months());
    page.heading("Features by month, stability index").table(featureHeaders(), features(last));
    return page.html();
  }

  private Series line(String name, Series.Style style, ToDoubleFunction<DriftTable.Month> value) {
    return new Series(
        name,
        style,
        table.months().stream()
            .map(
                month ->
                    new Series.Point(
                        YearMonth.parse(month.month()).getLong(ChronoField.PROLEPTIC_MONTH),
                        value.applyAsDouble(month)))
            .toList());
  }

  private static List<String> monthHeaders() {
    return List.of(
        "month",
        "requests",
        "approved",
        "referred",
        "declined",
        "alerts",
        "score, 99 % below",
        "score, index",
        "features changed");
  }

  private List<List<String>> months() {
    List<List<String>> rows = new ArrayList<>();
    for (DriftTable.Month month : table.months()) {
      rows.add(
          List.of(
              month.month(),
              FigureFormat.WHOLE.text((double) month.requests()),
              percent(month.approvedShare()),
              percent(month.referredShare()),
              percent(month.declinedShare()),
              percent(month.alertShare()),
              FigureFormat.DECIMAL.text(month.scoreP99()),
              index(month.scoreIndex()),
              Long.toString(
                  month.features().stream()
                      .filter(f -> f.index() >= StabilityIndex.CHANGED)
                      .count())));
    }
    return rows;
  }

  private List<String> featureHeaders() {
    List<String> headers = new ArrayList<>(List.of("feature"));
    table.months().forEach(month -> headers.add(month.month()));
    return headers;
  }

  /** All features, those first that moved most in the last month. */
  private List<List<String>> features(DriftTable.Month last) {
    List<List<String>> rows = new ArrayList<>();
    for (DriftTable.FeatureIndex feature : last.features()) {
      List<String> row = new ArrayList<>(List.of(feature.name()));
      for (DriftTable.Month month : table.months()) {
        month.features().stream()
            .filter(f -> f.name().equals(feature.name()))
            .forEach(f -> row.add(index(f.index())));
      }
      rows.add(row);
    }
    return rows;
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.3f %%", 100 * share);
  }

  private static String index(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}
