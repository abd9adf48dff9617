package io.cardbeam.command.evaluation;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.measure.Calibration;
import io.cardbeam.measure.CostCurve;
import io.cardbeam.measure.Estimate;
import io.cardbeam.measure.Evaluation;
import io.cardbeam.measure.EvaluationReport;
import io.cardbeam.measure.Figure;
import io.cardbeam.measure.PrecisionRecall;
import io.cardbeam.measure.WhatIf;

/** An evaluation for machines. Money is in minor units; what the requests don't give is null. */
final class EvaluationJson {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double SHARE_OF_DRAWS_WITHIN = 0.95;

  private EvaluationJson() {}

  static ObjectNode of(EvaluationRun run) {
    EvaluationReport report = run.report();
    ObjectNode root = JSON.createObjectNode();
    root.set("rows", rows(run.rows()));
    root.put("first_time", run.firstTime().toString());
    root.put("last_time", run.lastTime().toString());
    root.put("costs", run.costs().version());
    root.put("currency", run.costs().currency());
    root.put("synthetic", run.synthetic());
    root.putObject("bootstrap")
        .put("over", "cards")
        .put("rounds", run.bootstrap().rounds())
        .put("seed", run.bootstrap().seed())
        .put("interval", SHARE_OF_DRAWS_WITHIN);
    root.set("all", evaluation(report.all()));
    root.set("first_purchases", evaluation(report.firstPurchases()));
    ObjectNode months = root.putObject("by_month");
    report.byMonth().forEach((month, of) -> months.set(month.toString(), evaluation(of)));
    root.set("calibration", calibration(report.calibration()));
    root.set("calibration_of_likely", calibration(report.calibrationOfLikely()));
    root.set("what_if", whatIf(report));
    root.set("precision_recall_curve", precisionRecall(report));
    root.set("cost_curve", costCurve(report.costCurve()));
    return root;
  }

  private static ObjectNode rows(EvaluationRun.Rows rows) {
    return JSON.createObjectNode()
        .put("decisions", rows.decisions())
        .put("labels", rows.labels())
        .put("joined", rows.joined().joined())
        .put("unlabelled", rows.joined().unlabelled())
        .put("undecided", rows.joined().undecided())
        .put("repeated_decisions", rows.joined().repeatedDecisions())
        .put("repeated_labels", rows.joined().repeatedLabels())
        .put("invalid_labels", rows.invalidLabels())
        .put("outside_period", rows.outside())
        .put("measured", rows.measured())
        .put("add_up", rows.addUp());
  }

  private static ObjectNode evaluation(Evaluation evaluation) {
    ObjectNode node =
        JSON.createObjectNode()
            .put("requests", evaluation.requests())
            .put("frauds", evaluation.frauds())
            .put("cards", evaluation.cards());
    for (Figure figure : Figure.values()) {
      Estimate estimate = evaluation.of(figure);
      ObjectNode each = node.putObject(figure.key());
      put(each, "value", estimate.value());
      put(each, "low", estimate.low());
      put(each, "high", estimate.high());
    }
    return node;
  }

  private static ObjectNode calibration(Calibration calibration) {
    ObjectNode node = JSON.createObjectNode();
    put(node, "brier_score", calibration.brier());
    put(node, "expected_error", calibration.expectedError());
    ArrayNode bins = node.putArray("bins");
    for (Calibration.Bin bin : calibration.bins()) {
      bins.addObject()
          .put("requests", bin.requests())
          .put("mean_probability", bin.meanProbability())
          .put("fraud_share", bin.fraudShare());
    }
    return node;
  }

  private static ArrayNode whatIf(EvaluationReport report) {
    ArrayNode rows = JSON.createArrayNode();
    for (WhatIf.Row row : report.whatIf()) {
      rows.addObject()
          .put("setting", row.setting())
          .put("referred", row.referred())
          .put("declined", row.declined())
          .put("frauds_stopped", row.stopped())
          .put("genuine_hindered", row.hindered())
          .put("loss_minor", row.lossMinor())
          .put("loss_at_its_costs_minor", row.lossAtItsCostsMinor());
    }
    return rows;
  }

  private static ArrayNode precisionRecall(EvaluationReport report) {
    ArrayNode points = JSON.createArrayNode();
    for (PrecisionRecall point : report.precisionRecall()) {
      points
          .addObject()
          .put("threshold", point.threshold())
          .put("precision", point.precision())
          .put("recall", point.recall());
    }
    return points;
  }

  private static ArrayNode costCurve(CostCurve curve) {
    ArrayNode points = JSON.createArrayNode();
    for (CostCurve.Point point : curve.points()) {
      points.addObject().put("threshold", point.threshold()).put("loss_minor", point.lossMinor());
    }
    return points;
  }

  /** JSON knows neither NaN nor infinity. */
  private static void put(ObjectNode node, String name, double value) {
    if (Double.isFinite(value)) {
      node.put(name, value);
    } else {
      node.putNull(name);
    }
  }
}
