package io.cardbeam.command.evaluation;

import io.cardbeam.measure.Estimate;
import io.cardbeam.measure.Evaluation;
import io.cardbeam.measure.EvaluationReport;
import io.cardbeam.measure.Figure;
import io.cardbeam.measure.WhatIf;
import io.cardbeam.measure.page.FigureWords;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The tables of an evaluation, which the terminal and the page share: headers, then rows. */
final class EvaluationTables {
  private static final List<Figure> OF_MONTH =
      List.of(
          Figure.AVERAGE_PRECISION,
          Figure.RECALL_AT_FALSE_POSITIVES_0_1,
          Figure.PRECISION,
          Figure.RECALL,
          Figure.CAUGHT_AT_FIRST,
          Figure.LOSS_TAKEN,
          Figure.LOSS_OF_POLICY,
          Figure.LOSS_AT_BEST_F1,
          Figure.ALERTS_A_DAY);

  private final EvaluationRun run;
  private final FigureWords words;

  EvaluationTables(EvaluationRun run) {
    this.run = run;
    this.words = new FigureWords(run.costs().currency());
  }

  /** Value and interval of each figure of a group. */
  List<List<String>> figures(Evaluation evaluation, Figure.Group group) {
    return Arrays.stream(Figure.values())
        .filter(figure -> figure.group() == group)
        .map(
            figure -> {
              Estimate estimate = evaluation.of(figure);
              return List.of(
                  named(figure),
                  words.value(figure, estimate.value()),
                  words.interval(figure, estimate));
            })
        .toList();
  }

  String named(Figure figure) {
    return figure.unit() == Figure.Unit.MONEY
        ? figure.words() + ", " + run.costs().currency()
        : figure.words();
  }

  List<String> monthHeaders() {
    List<String> headers = new ArrayList<>(List.of("month", "requests", "frauds"));
    OF_MONTH.forEach(figure -> headers.add(named(figure)));
    return headers;
  }

  /** A row for each month, and one for the first purchases of cards. */
  List<List<String>> months(boolean withIntervals) {
    List<List<String>> rows = new ArrayList<>();
    run.report()
        .byMonth()
        .forEach((month, of) -> rows.add(month(month.toString(), of, withIntervals)));
    rows.add(month("all", run.report().all(), withIntervals));
    rows.add(
        month(
            "a card's first " + EvaluationReport.FIRST_PURCHASES,
            run.report().firstPurchases(),
            withIntervals));
    return rows;
  }

  private List<String> month(String name, Evaluation evaluation, boolean withIntervals) {
    List<String> row =
        new ArrayList<>(List.of(name, count(evaluation.requests()), count(evaluation.frauds())));
    for (Figure figure : OF_MONTH) {
      Estimate estimate = evaluation.of(figure);
      row.add(
          withIntervals ? words.estimate(figure, estimate) : words.value(figure, estimate.value()));
    }
    return row;
  }

  List<String> whatIfHeaders() {
    String currency = run.costs().currency();
    return List.of(
        "setting",
        "referred",
        "declined",
        "frauds stopped",
        "genuine hindered",
        "loss, " + currency,
        "loss at its own costs, " + currency);
  }

  List<List<String>> whatIf() {
    List<List<String>> rows = new ArrayList<>();
    for (WhatIf.Row row : run.report().whatIf()) {
      rows.add(
          List.of(
              row.setting(),
              count(row.referred()),
              count(row.declined()),
              count(row.stopped()),
              count(row.hindered()),
              words.money(row.lossMinor()),
              words.money(row.lossAtItsCostsMinor())));
    }
    return rows;
  }

  static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
