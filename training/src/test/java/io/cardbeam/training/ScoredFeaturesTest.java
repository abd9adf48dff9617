package io.cardbeam.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.command.ProgressLine;
import io.cardbeam.csv.LabelUse;
import io.cardbeam.decision.Deciding;
import io.cardbeam.event.Outcome;
import io.cardbeam.feature.Feature;
import io.cardbeam.feature.FeatureList;
import io.cardbeam.feature.Reference;
import io.cardbeam.model.ModelText;
import io.cardbeam.pipeline.feature.FeatureRow;
import io.cardbeam.pipeline.feature.ReadFeatures;
import io.cardbeam.pipeline.feature.WriteFeatureRows;
import io.cardbeam.pipeline.read.ReadCards;
import io.cardbeam.pipeline.read.SourceTags;
import io.cardbeam.policy.Costs;
import io.cardbeam.simulator.SimulatedStep;
import io.cardbeam.simulator.Simulator;
import io.cardbeam.simulator.SimulatorSettings;
import io.cardbeam.simulator.output.CsvForm;
import io.cardbeam.simulator.output.CsvTrafficWriter;
import io.cardbeam.token.CardTokenizer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What training makes of a file is what deciding will see, and hangs on no key. */
class ScoredFeaturesTest {
  private static final long SEED = 8;
  private static final Instant START = Instant.parse("2025-01-01T00:00:00Z");
  private static final Instant END = START.plus(Duration.ofDays(150));
  private static final int CARDS = 12;
  private static final double FRAUD_RATE = 0.1;
  private static final byte[] KEY = new byte[CardTokenizer.MIN_KEY_BYTES];

  @TempDir private static Path folder = Path.of("");
  private static Path csv = Path.of("");

  @SuppressWarnings("NullAway.Init") // Set before all tests.
  private static TrainingTable table;

  @SuppressWarnings("NullAway.Init") // Set before all tests.
  private static ModelText model;

  @BeforeAll
  static void trainOnSimulatedTraffic() throws IOException {
    csv = folder.resolve("traffic.csv");
    SimulatorSettings settings =
        SimulatorSettings.endless(SEED, CARDS, START).until(END).withFraudRate(FRAUD_RATE);
    Iterator<SimulatedStep> steps = new Simulator(settings, new CardTokenizer(KEY)).labelled();
    try (CsvTrafficWriter writer = new CsvTrafficWriter(csv, CsvForm.KAGGLE)) {
      steps.forEachRemaining(writer::write);
    }
    table = table(KEY);
    model = train(table);
  }

  @Test
  void tokensUnderAnotherKeyGiveTheSameModelToTheByte() throws IOException {
    byte[] other = KEY.clone();
    Arrays.fill(other, (byte) 7);
    assertThat(train(table(other)).write()).isEqualTo(model.write());
  }

  @Test
  void whatTheModelsFirstScoresMakeOfLaterRequestsIsWhatProfilesKeep() throws IOException {
    TableScores scores = new TableScores(table);
    scores.score(model.first().ensemble(), row -> true);
    scores.fillSuspicions();

    List<FeatureRow> decided = decided();
    assertThat(decided).hasSize(table.size());
    // As nothing is declined, the two differ in nothing at all.
    assertThat(decided).allMatch(row -> row.outcome() == Outcome.APPROVED);
    TrainingTable expected = TrainingTable.of(decided);
    int suspected = 0;
    for (int row = 0; row < table.size(); row++) {
      assertThat(table.idHash(row)).isEqualTo(expected.idHash(row));
      for (Feature feature : FeatureList.all()) {
        int at = row * FeatureList.SIZE + feature.index();
        float filled = table.values()[at];
        if (Float.compare(filled, expected.values()[at]) != 0) {
          assertThat(filled)
              .as("%s of row %d", feature.name(), row)
              .isEqualTo(expected.values()[at]);
        }
        suspected += feature.isOfSuspicion() && filled > 0 ? 1 : 0;
      }
    }
    assertThat(suspected).as("seed %d", SEED).isGreaterThan(100);
  }

  /**
   * Features of all requests as they are decided by the model, at costs that approve everything.
   */
  private static List<FeatureRow> decided() throws IOException {
    Costs free = new Costs("free", "USD", 0, 0, 1_000, 1, 1_000, 0, 1, 1, 1);
    Path rows = Files.createDirectory(folder.resolve("decided"));
    Pipeline pipeline = Pipeline.create(options());
    pipeline
        .apply(
            "ReadCards",
            new ReadCards(csv.toString(), KEY, ReadCards.Decisions.REMAKE)
                .withLabels(LabelUse.CHARGEBACKS))
        .get(SourceTags.EVENTS)
        .apply(
            "ReadFeatures",
            ReadFeatures.scoredBy(new Deciding(model.model(), free, Reference.standard())))
        .apply("WriteRows", new WriteFeatureRows(rows.toString()));
    pipeline.run().waitUntilFinish();
    return FeatureRowFiles.read(rows);
  }

  private static ModelText train(TrainingTable rows) {
    TrainingSettings settings =
        new TrainingSettings(END.toEpochMilli(), Duration.ofDays(30), 0.5, 1);
    return new ModelTrainer(rows, settings, step -> {}).train().model();
  }

  private static TrainingTable table(byte[] key) throws IOException {
    ProgressLine line = new ProgressLine(new PrintWriter(new StringWriter()), false);
    return TableInput.read(csv.toString(), key, options(), END.toEpochMilli(), line).table();
  }

  private static PipelineOptions options() {
    return PipelineOptionsFactory.fromArgs(
            "--runner=DirectRunner", "--enforceImmutability=false", "--enforceEncodability=false")
        .create();
  }
}
