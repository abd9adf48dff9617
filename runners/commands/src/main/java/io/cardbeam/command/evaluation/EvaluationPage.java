package io.cardbeam.command.evaluation;

import io.cardbeam.measure.Estimate;
import io.cardbeam.measure.EvaluationReport;
import io.cardbeam.measure.Figure;
import io.cardbeam.measure.page.FigureWords;
import io.cardbeam.measure.page.MeasureCharts;
import io.cardbeam.report.Bar;
import io.cardbeam.report.FigureFormat;
import io.cardbeam.report.FigureTile;
import io.cardbeam.report.ReportPage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** An evaluation as a page. */
final class EvaluationPage {
  private static final List<Figure> TILES =
      List.of(
          Figure.AVERAGE_PRECISION,
          Figure.RECALL_AT_FALSE_POSITIVES_0_1,
          Figure.FIRST_FRAUDS_AT_FALSE_POSITIVES_0_1,
          Figure.LOSS_TAKEN,
          Figure.LOSS_OF_POLICY_TO_BEST_F1,
          Figure.SAVED);

  private final EvaluationRun run;
  private final EvaluationReport report;
  private final EvaluationTables tables;
  private final FigureWords words;

  EvaluationPage(EvaluationRun run) {
    this.run = run;
    this.report = run.report();
    this.tables = new EvaluationTables(run);
    this.words = new FigureWords(run.costs().currency());
  }

  String html() {
    ReportPage page = ReportPage.titled("How the decisions did", subtitle());
    if (run.synthetic()) {
      page.note(EvaluationRun.SYNTHETIC);
    }
    page.figures(TILES.stream().map(this::tile).toList());
    curves(page);
    for (Figure.Group group : Figure.Group.values()) {
      page.heading(group.words());
      explain(page, group);
      page.table(List.of("figure", "value", "95 % interval"), tables.figures(report.all(), group));
    }
    page.heading("By month")
        .note(
            "The last row is of requests that were among the first "
                + EvaluationReport.FIRST_PURCHASES
                + " of their card.")
        .table(tables.monthHeaders(), tables.months(true))
        .heading("What another setting would have cost")
        .note(
            "Each setting decides all requests again from the same probabilities. Its loss is"
                + " counted at the costs that were given, and at its own where it supposes others.")
        .table(tables.whatIfHeaders(), tables.whatIf());
    account(page);
    return page.html();
  }

  private String subtitle() {
    return String.format(
        Locale.ROOT,
        "%,d requests of %,d cards, %,d of them fraud, from %s to %s.%s Costs: %s.",
        report.all().requests(),
        report.all().cards(),
        report.all().frauds(),
        run.firstTime(),
        run.lastTime(),
        run.bootstrap().rounds() == 0
            ? ""
            : String.format(
                Locale.ROOT,
                " Intervals hold 95 %% of %d drawings of the cards with replacement (seed %d).",
                run.bootstrap().rounds(),
                run.bootstrap().seed()),
        run.costs().version());
  }

  private FigureTile tile(Figure figure) {
    Estimate estimate = report.all().of(figure);
    return new FigureTile(
        tables.named(figure),
        words.value(figure, estimate.value()),
        words.interval(figure, estimate));
  }

  private void curves(ReportPage page) {
    page.heading("Curves");
    MeasureCharts.precisionRecall(page, Map.of("decisions", report.precisionRecall()));
    Map<String, Double> levels = new LinkedHashMap<>();
    levels.put("expected-cost policy", report.all().of(Figure.LOSS_OF_POLICY).value());
    levels.put("decisions taken", report.all().of(Figure.LOSS_TAKEN).value());
    MeasureCharts.costs(page, report.costCurve(), run.costs().currency(), levels);
    MeasureCharts.calibration(
        page,
        "requests from " + FigureFormat.PERCENT.text(EvaluationReport.LIKELY) + " on",
        report.calibrationOfLikely());
    page.barChart(
        "When bursts of fraud are caught",
        FigureFormat.PERCENT,
        List.of(
            bar("at the first fraud", Figure.CAUGHT_AT_FIRST),
            bar("at the second", Figure.CAUGHT_AT_SECOND),
            bar("at the third", Figure.CAUGHT_AT_THIRD),
            bar("later", Figure.CAUGHT_LATER),
            bar("never", Figure.NEVER_CAUGHT)));
  }

  private Bar bar(String name, Figure figure) {
    return new Bar(name, report.all().of(figure).value());
  }

  private void explain(ReportPage page, Figure.Group group) {
    switch (group) {
      case RANKING ->
          page.note(
              "Equal probabilities count as one step. Expected calibration error over "
                  + report.calibration().bins().size()
                  + " bins of equal count: "
                  + FigureFormat.DECIMAL.text(report.calibration().expectedError())
                  + ".");
      case ANSWERS -> page.note("A request that was referred or declined was taken for fraud.");
      case MONEY ->
          page.note(
              "What the answers cost, by the truth and the file of costs. At the best-F1 threshold"
                  + " requests are declined or approved, and never referred.");
      case BURSTS ->
          page.note(
              "A burst: frauds of a card, each less than 30 days after the one before. It is caught"
                  + " at its first fraud that was referred or declined; times are of those caught.");
      case ANALYSTS ->
          page.note(
              String.format(
                  Locale.ROOT,
                  "An alert: a probability of %s or more. Analysts look at %d a day, those first"
                      + " that are expected to cost most.",
                  FigureFormat.PERCENT.text(run.costs().alertFrom()),
                  run.costs().reviewsADay()));
    }
  }

  private void account(ReportPage page) {
    EvaluationRun.Rows rows = run.rows();
    page.heading("Rows")
        .table(
            List.of("rows", "number"),
            List.of(
                List.of("decisions read", EvaluationTables.count(rows.decisions())),
                List.of("labels read", EvaluationTables.count(rows.labels())),
                List.of("with both", EvaluationTables.count(rows.joined().joined())),
                List.of("decided, no label", EvaluationTables.count(rows.joined().unlabelled())),
                List.of("label, not decided", EvaluationTables.count(rows.joined().undecided())),
                List.of("decided twice", EvaluationTables.count(rows.joined().repeatedDecisions())),
                List.of("labelled twice", EvaluationTables.count(rows.joined().repeatedLabels())),
                List.of("invalid labels", EvaluationTables.count(rows.invalidLabels())),
                List.of("outside the period", EvaluationTables.count(rows.outside())),
                List.of("measured", EvaluationTables.count(rows.measured()))));
  }
}
