package io.cardbeam.training;

import io.cardbeam.feature.Feature;
import io.cardbeam.feature.FeatureList;
import io.cardbeam.model.ModelText;
import io.cardbeam.model.Tree;
import io.cardbeam.model.TreeEnsemble;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** Grows an ensemble with xgboost on some rows of a table and some features. */
final class EnsembleGrower {
  /** Keeps one row in this many parts, by the hash of its request id. */
  private static final int PARTS = 1 << 20;

  /** Numbers of trees that are tried are multiples of it. */
  private static final int STEP = 10;

  private final TrainingTable table;
  private final TrainingSettings settings;
  private final List<Feature> features;

  /**
   * @param features columns that may be asked for
   */
  EnsembleGrower(TrainingTable table, TrainingSettings settings, List<Feature> features) {
    this.table = table;
    this.settings = settings;
    this.features = List.copyOf(features);
  }

  /**
   * What was grown.
   *
   * @param trees the ensemble
   * @param gains loss that the splits on each feature took away, over all trees
   */
  record Grown(ModelText.Trees trees, Map<Feature, Double> gains) {}

  /** All features but those of earlier scores: what a first ensemble may ask for. */
  static List<Feature> withoutSuspicions() {
    return FeatureList.all().stream().filter(feature -> !feature.isOfSuspicion()).toList();
  }

  /** Grows on rows, all the rounds of the shape. */
  Grown grow(IntPredicate rows, BoosterShape shape) {
    try (Matrix training = matrix(rows)) {
      Booster grown =
          XGBoost.train(training.matrix, shape.parameters(), shape.rounds(), Map.of(), null, null);
      return trees(grown);
    } catch (XGBoostError e) {
      throw new TrainingException("xgboost: " + e.getMessage(), e);
    }
  }

  /**
   * Grows on rows, and keeps as many trees as have the least logistic loss on later rows; of few
   * numbers of trees, so that the choice does not hang on one tree.
   */
  Grown growUntilBest(IntPredicate rows, IntPredicate later, BoosterShape shape) {
    Grown all = grow(rows, shape);
    List<Tree> trees = all.trees().trees();
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int count = STEP; count <= trees.size(); count += STEP) {
      double loss = loss(new TreeEnsemble(all.trees().base(), trees.subList(0, count)), later);
      if (loss < least) {
        least = loss;
        best = count;
      }
    }
    return new Grown(new ModelText.Trees(all.trees().base(), trees.subList(0, best)), all.gains());
  }

  private double loss(TreeEnsemble ensemble, IntPredicate rows) {
    TableScores scores = new TableScores(table);
    scores.score(ensemble, rows);
    double sum = 0;
    for (int row = 0; row < table.size(); row++) {
      if (rows.test(row)) {
        boolean fraud = table.isFraud(row, settings.untilMillis());
        double margin = fraud ? scores.logOdds(row) : -scores.logOdds(row);
        sum += StrictMath.log1p(StrictMath.exp(-margin));
      }
    }
    return sum;
  }

  private Grown trees(Booster grown) throws XGBoostError {
    String[] dumps = grown.getModelDump("", true, "json");
    grown.dispose();
    List<Tree> trees = new ArrayList<>();
    double[] gains = new double[features.size()];
    for (int i = 0; i < dumps.length; i++) {
      trees.add(TreeDump.read(dumps[i], features));
      TreeDump.addGains(dumps[i], gains);
    }
    Map<Feature, Double> byFeature = new LinkedHashMap<>();
    for (int i = 0; i < gains.length; i++) {
      byFeature.put(features.get(i), gains[i]);
    }
    return new Grown(new ModelText.Trees(BoosterShape.baseLogOdds(), trees), byFeature);
  }

  private Matrix matrix(IntPredicate rows) throws XGBoostError {
    int[] kept = IntStream.range(0, table.size()).filter(rows).filter(this::isKept).toArray();
    if (kept.length == 0) {
      throw new TrainingException("no requests to learn from in a part of the time");
    }
    int columns = features.size();
    float[] data = new float[Math.multiplyExact(kept.length, columns)];
    float[] labels = new float[kept.length];
    float[] weights = new float[kept.length];
    for (int i = 0; i < kept.length; i++) {
      for (int j = 0; j < columns; j++) {
        data[i * columns + j] =
            table.values()[kept[i] * FeatureList.SIZE + features.get(j).index()];
      }
      boolean fraud = table.isFraud(kept[i], settings.untilMillis());
      labels[i] = fraud ? 1 : 0;
      weights[i] = fraud ? 1 : (float) (1 / settings.keptGenuine());
    }
    DMatrix matrix = new DMatrix(data, kept.length, columns, Float.NaN);
    matrix.setLabel(labels);
    matrix.setWeight(weights);
    return new Matrix(matrix);
  }

  private boolean isKept(int row) {
    return table.isFraud(row, settings.untilMillis())
        || (table.idHash(row) >>> 13) % PARTS < settings.keptGenuine() * PARTS;
  }

  /** A matrix of the trainer, whose memory is not the collector's. */
  private record Matrix(DMatrix matrix) implements AutoCloseable {
    @Override
    public void close() {
      matrix.dispose();
    }
  }
}
