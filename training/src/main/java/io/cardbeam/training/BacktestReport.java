package io.cardbeam.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.cardbeam.report.Axis;
import io.cardbeam.report.FigureFormat;
import io.cardbeam.report.ReportPage;
import io.cardbeam.report.Series;
import java.io.PrintWriter;
import java.time.YearMonth;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** A backtest for a terminal, for machines, and as a page. */
final class BacktestReport {
  private static final String NONE = "–";
  private static final Axis MONTHS = Axis.linear("month", FigureFormat.MONTH);

  private final BacktestResult result;

  BacktestReport(BacktestResult result) {
    this.result = result;
  }

  /** Prints a line for each month, one for all, and what it comes to. */
  void print(PrintWriter out) {
    printLine(List.of("", "", "", "known by", "precision", "precision", "recall", "recall"), out);
    printLine(
        List.of("month", "requests", "frauds", "its end", "kept", "retrained", "kept", "retrained"),
        out);
    result.months().forEach(month -> printLine(cells(month), out));
    printLine(cells(result.total()), out);
    out.println();
    out.println("precision: average precision; recall: where one genuine request in 1,000 alarms");
    out.println(result.sentence());
    out.flush();
  }

  private static void printLine(List<String> cells, PrintWriter out) {
    out.printf("%-7s %10s %8s %9s %10s %10s %9s %10s%n", cells.toArray());
  }

  /** All figures; one that can't be measured is left out. */
  String json() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("from", result.plan().from().toString());
    all.put("to", result.plan().to().toString());
    all.put("every_months", result.plan().everyMonths());
    all.put("seed", result.plan().seed());
    all.put("maturity_days", TrainingSettings.MATURITY.toDays());
    all.put("months", result.months().stream().map(BacktestReport::entries).toList());
    all.put("total", entries(result.total()));
    put(all, "mean_gain", result.meanGain());
    all.put("conclusion", result.sentence());
    try {
      return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(all);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a report holds figures and texts only", e);
    }
  }

  private static Map<String, Object> entries(BacktestMonth month) {
    Map<String, Object> entries = new LinkedHashMap<>();
    entries.put("month", month.month());
    entries.put("requests", month.requests());
    entries.put("frauds", month.frauds());
    entries.put("known_by_end", month.known());
    put(entries, "average_precision_kept", month.kept().averagePrecision());
    put(entries, "average_precision_retrained", month.retrained().averagePrecision());
    put(entries, "recall_at_0.1_percent_false_positives_kept", month.kept().recall());
    put(entries, "recall_at_0.1_percent_false_positives_retrained", month.retrained().recall());
    return entries;
  }

  private static void put(Map<String, Object> entries, String name, double value) {
    if (Double.isFinite(value)) {
      entries.put(name, value);
    }
  }

  /** The page. */
  String html() {
    BacktestPlan plan = result.plan();
    ReportPage page =
        ReportPage.titled(
            "When to retrain",
            String.format(
                Locale.ROOT,
                "%s to %s: a model trained before %s and kept, against one retrained every %s.",
                plan.from(),
                plan.to(),
                plan.from(),
                plan.everyMonths() == 1 ? "month" : plan.everyMonths() + " months"));
    page.note(result.sentence());
    page.note(
        "Each model learnt only from what was known when it was trained: labels that had come by"
            + " then, and no request of the last "
            + TrainingSettings.MATURITY.toDays()
            + " days. Frauds are counted by all that the input tells. On synthetic data every"
            + " figure is optimistic.");
    page.lineChart(
        "Average precision by month",
        MONTHS,
        Axis.linear("average precision", FigureFormat.DECIMAL),
        List.of(
            line("kept", month -> month.kept().averagePrecision()),
            line("retrained", month -> month.retrained().averagePrecision())));
    page.lineChart(
        "Recall at 0.1 % false positives by month",
        MONTHS,
        Axis.linear("share of frauds found", FigureFormat.PERCENT),
        List.of(
            line("kept", month -> month.kept().recall()),
            line("retrained", month -> month.retrained().recall())));
    List<List<String>> rows = new ArrayList<>();
    result.months().forEach(month -> rows.add(cells(month)));
    rows.add(cells(result.total()));
    page.heading("By month").table(headers(), rows);
    page.note(
        "Precision is average precision, recall that where one genuine request in 1,000 alarms. In the"
            + " line of all months the scores of several retrained models are ranked together.");
    return page.html();
  }

  private Series line(String name, ToDoubleFunction<BacktestMonth> value) {
    return new Series(
        name,
        Series.Style.DOTS,
        result.months().stream()
            .map(
                month ->
                    new Series.Point(
                        YearMonth.parse(month.month()).getLong(ChronoField.PROLEPTIC_MONTH),
                        value.applyAsDouble(month)))
            .toList());
  }

  private static List<String> headers() {
    return List.of(
        "month",
        "requests",
        "frauds",
        "known by its end",
        "precision, kept",
        "precision, retrained",
        "recall, kept",
        "recall, retrained");
  }

  private static List<String> cells(BacktestMonth month) {
    return List.of(
        month.month(),
        FigureFormat.WHOLE.text((double) month.requests()),
        FigureFormat.WHOLE.text((double) month.frauds()),
        percent(month.shareKnown()),
        figure(month.kept().averagePrecision()),
        figure(month.retrained().averagePrecision()),
        percent(month.kept().recall()),
        percent(month.retrained().recall()));
  }

  private static String figure(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.4f", value) : NONE;
  }

  private static String percent(double share) {
    return Double.isFinite(share) ? String.format(Locale.ROOT, "%.1f %%", 100 * share) : NONE;
  }
}
