package io.cardbeam.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.feature.FeatureList;
import io.cardbeam.feature.Theme;
import io.cardbeam.model.Calibration;
import io.cardbeam.model.FraudModel;
import io.cardbeam.model.ModelFile;
import io.cardbeam.model.ModelText;
import io.cardbeam.model.Tree;
import io.cardbeam.model.TreeEnsemble;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import org.junit.jupiter.api.Test;

/** What the trainer grows and what plain Java scores are the same model. */
class TreeDumpTest {
  private static final int ROWS = 100_000;
  private static final int COLUMNS = FeatureList.SIZE;
  private static final double TOLERANCE = 1e-6;

  @Test
  void plainJavaScoresAsTheTrainerDoesOnAHundredThousandRows() throws Exception {
    long seed = 20260711;
    float[] rows = rows(seed);
    DMatrix matrix = new DMatrix(rows, ROWS, COLUMNS, Float.NaN);
    matrix.setLabel(labels(rows, seed));
    BoosterShape shape = new BoosterShape(6, 60, 0.3, 7);
    Booster booster =
        XGBoost.train(matrix, shape.parameters(), shape.rounds(), Map.of(), null, null);
    List<Tree> trees = new ArrayList<>();
    for (String dump : booster.getModelDump("", true, "json")) {
      trees.add(TreeDump.read(dump, FeatureList.all()));
    }
    ModelText.Trees grown = new ModelText.Trees(BoosterShape.baseLogOdds(), trees);
    ModelText text =
        new ModelText("v", Map.of(), List.of("a"), grown, grown, new Calibration(1, 0));
    FraudModel model = ModelFile.parse("test", text.write());
    assertThat(text.write()).isEqualTo(ModelFile.read("test", text.write()).write());

    float[][] expected = booster.predict(matrix);
    float[][] margins = booster.predict(matrix, true);
    float[] values = new float[COLUMNS];
    int[] inputs = new int[TreeEnsemble.inputs()];
    int[] ends = new int[model.second().ends()];
    float[] themes = new float[Theme.values().length];
    double probabilityOff = 0;
    double sumOff = 0;
    double explainedOff = 0;
    for (int row = 0; row < ROWS; row++) {
      System.arraycopy(rows, row * COLUMNS, values, 0, COLUMNS);
      TreeEnsemble.prepare(values, inputs);
      float sum = model.second().score(inputs, ends);
      model.second().explain(ends, themes);
      float explained = model.second().mean();
      for (float theme : themes) {
        explained += theme;
      }
      probabilityOff =
          Math.max(probabilityOff, Math.abs(1 / (1 + Math.exp(-sum)) - expected[row][0]));
      sumOff = Math.max(sumOff, Math.abs(sum - margins[row][0]));
      explainedOff = Math.max(explainedOff, Math.abs(explained - sum));
    }
    assertThat(probabilityOff).as("probability, seed %d", seed).isLessThan(TOLERANCE);
    assertThat(sumOff).as("log-odds, seed %d", seed).isLessThan(1e-4);
    assertThat(explainedOff).as("themes' sum, seed %d", seed).isLessThan(1e-3);
  }

  /** Values of few and of many kinds, on thresholds too, some missing. */
  private static float[] rows(long seed) {
    Random random = new Random(seed);
    float[] rows = new float[ROWS * COLUMNS];
    for (int i = 0; i < rows.length; i++) {
      int column = i % COLUMNS;
      rows[i] =
          random.nextInt(12) == 0
              ? Float.NaN
              : column % 3 == 0 ? random.nextInt(5) - 2 : (float) random.nextGaussian() * column;
    }
    return rows;
  }

  private static float[] labels(float[] rows, long seed) {
    Random random = new Random(seed + 1);
    float[] labels = new float[ROWS];
    for (int row = 0; row < ROWS; row++) {
      float a = rows[row * COLUMNS];
      float b = rows[row * COLUMNS + 7];
      boolean fraud = (Float.isNaN(a) ? b > 3 : a * b > 2) ^ random.nextInt(20) == 0;
      labels[row] = fraud ? 1 : 0;
    }
    return labels;
  }
}
