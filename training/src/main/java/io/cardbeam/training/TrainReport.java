package io.cardbeam.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.cardbeam.feature.Feature;
import io.cardbeam.feature.FeatureList;
import io.cardbeam.measure.Calibration;
import io.cardbeam.measure.CostCurve;
import io.cardbeam.measure.RankedFigures;
import io.cardbeam.measure.Ranking;
import io.cardbeam.measure.page.MeasureCharts;
import io.cardbeam.policy.Costs;
import io.cardbeam.report.Bar;
import io.cardbeam.report.FigureFormat;
import io.cardbeam.report.FigureTile;
import io.cardbeam.report.ReportPage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How a model did on the later slice, which it was not grown on: figures, curves, and a page. */
final class TrainReport {
  private static final int MOST_POINTS = 400;
  private static final int DATE_CHARS = "2020-06-21".length();
  private static final int MOST_BINS = 20;
  private static final int MOST_BARS = 25;

  /** Almost all requests lie below; above it calibration is worth a look. */
  private static final double LEAST_PROBABILITY = 0.001;

  private static final int ONE_IN_A_THOUSAND = RankedFigures.FALSE_POSITIVE_SHARES.indexOf(0.001);

  private final ModelTrainer.Trained trained;
  private final Ranking ranking;
  private final RankedFigures ranked;
  private final Calibration calibration;
  private final CostCurve costs;
  private final Map<String, Object> figures = new LinkedHashMap<>();

  private TrainReport(
      ModelTrainer.Trained trained, double[] scores, boolean[] frauds, long[] amounts) {
    this.trained = trained;
    ranking = Ranking.of(scores, frauds);
    ranked = ranking.figures();
    calibration = Calibration.of(ranking, LEAST_PROBABILITY, MOST_BINS);
    costs = CostCurve.of(ranking, amounts, Costs.standard());
    long count = 0;
    for (boolean fraud : frauds) {
      count += fraud ? 1 : 0;
    }
    figures.put(
        "from",
        Instant.ofEpochMilli(trained.laterFromMillis()).toString().substring(0, DATE_CHARS));
    figures.put("requests", (long) scores.length);
    figures.put("frauds", count);
    figures.put("average precision", rounded(ranked.averagePrecision()));
    figures.put("ROC AUC", rounded(ranked.rocAuc()));
    figures.put("best F1", rounded(ranked.bestF1()));
    figures.put(
        "recall at 0.1 % false positives",
        rounded(ranked.recallAtFalsePositives().get(ONE_IN_A_THOUSAND)));
  }

  static TrainReport of(
      TrainingTable table, TrainingSettings settings, ModelTrainer.Trained trained) {
    List<Integer> rows = new ArrayList<>();
    for (int row = 0; row < table.size(); row++) {
      long time = table.timeMillis(row);
      if (time >= trained.laterFromMillis() && time < settings.cutMillis()) {
        rows.add(row);
      }
    }
    double[] scores = new double[rows.size()];
    boolean[] frauds = new boolean[rows.size()];
    long[] amounts = new long[rows.size()];
    for (int i = 0; i < scores.length; i++) {
      int row = rows.get(i);
      scores[i] = trained.trial().calibration().probability(trained.scores().logOdds(row));
      frauds[i] = table.isFraud(row, settings.untilMillis());
      amounts[i] = table.amountMinor(row);
    }
    return new TrainReport(trained, scores, frauds, amounts);
  }

  private static String rounded(double value) {
    return String.format(java.util.Locale.ROOT, "%.4f", value);
  }

  /** Headline figures by name. */
  Map<String, Object> figures() {
    return figures;
  }

  /** The whole report for machines. */
  String json() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("model", trained.model().version());
    all.put("feature_list", FeatureList.hash());
    all.put("training", trained.model().training());
    all.put("later_slice", figures);
    Map<String, Double> gains = new LinkedHashMap<>();
    gains().forEach((feature, gain) -> gains.put(feature.name(), gain));
    all.put("feature_gains", gains);
    all.put("precision_recall", ranking.precisionRecallCurve(MOST_POINTS));
    all.put("calibration", calibration);
    all.put("cost_curve", costs.points());
    try {
      return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(all);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a report holds figures and texts only", e);
    }
  }

  private Map<Feature, Double> gains() {
    double total = trained.gains().values().stream().mapToDouble(Double::doubleValue).sum();
    Map<Feature, Double> shares = new LinkedHashMap<>();
    trained.gains().entrySet().stream()
        .sorted(
            Map.Entry.<Feature, Double>comparingByValue(Comparator.reverseOrder())
                .thenComparing(entry -> entry.getKey().index()))
        .forEach(entry -> shares.put(entry.getKey(), total == 0 ? 0 : entry.getValue() / total));
    return shares;
  }

  /** The page. */
  String html() {
    ReportPage page =
        ReportPage.titled(
            "Model " + trained.model().version(),
            "trained on "
                + trained.model().training().get("requests")
                + " requests, of which "
                + trained.model().training().get("frauds")
                + " were known as fraud by "
                + trained.model().training().get("until"));
    page.note(
        "Figures are those of the later slice, from "
            + figures.get("from")
            + ", by the same model trained on what came before it. The model in the file has learnt"
            + " from both. On synthetic data every figure is optimistic.");
    List<FigureTile> tiles = new ArrayList<>();
    figures.forEach((name, value) -> tiles.add(new FigureTile(name, String.valueOf(value), "")));
    page.figures(tiles);
    MeasureCharts.precisionRecall(
        page, Map.of("later slice", ranking.precisionRecallCurve(MOST_POINTS)));
    MeasureCharts.calibration(page, "later slice", calibration);
    MeasureCharts.costs(page, costs, Costs.standard().currency(), Map.of());
    page.barChart(
        "Loss that each feature's splits took away, share",
        FigureFormat.PERCENT,
        gains().entrySet().stream()
            .limit(MOST_BARS)
            .map(entry -> new Bar(entry.getKey().name(), entry.getValue()))
            .toList());
    return page.html();
  }
}
