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
import io.cardbeam.text.StableHash;
import io.cardbeam.token.CardTokenizer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What training makes of a file is what deciding will see, and depends on no key. */
class ScoredFeaturesTest {
  private static final long SEED = 8;
  private static final Instant START = Instant.parse("2025-01-01T00:00:00Z");
  private static final Instant END = START.plus(Duration.ofDays(150));
  private static final int CARDS = 20;
  private static final double FRAUD_RATE = 0.05;
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
  void suspicionsThatTrainingFillsInAreThoseThatProfilesKeep() throws IOException {
    TrainingTable read = TrainingTable.of(decided("kept"));
    float[] kept = read.values().clone();
    for (int i = 0; i < kept.length; i++) {
      if (FeatureList.all().get(i % FeatureList.SIZE).isOfSuspicion()) {
        read.values()[i] = Float.NaN;
      }
    }
    fill(read);
    int aboveZero = 0;
    for (int i = 0; i < kept.length; i++) {
      Feature feature = FeatureList.all().get(i % FeatureList.SIZE);
      if (Float.floatToIntBits(read.values()[i]) != Float.floatToIntBits(kept[i])) {
        assertThat(read.values()[i])
            .as("%s of row %d, seed %d", feature.name(), i / FeatureList.SIZE, SEED)
            .isEqualTo(kept[i]);
      }
      aboveZero += feature.isOfSuspicion() && kept[i] > 0 ? 1 : 0;
    }
    assertThat(aboveZero).as("seed %d", SEED).isGreaterThan(100);
  }

  /** Afterwards profiles know of a refusal, and training, where nothing is decided, does not. */
  @Test
  void untilACardsFirstRefusalTrainingSeesWhatDecidingSees() throws IOException {
    List<FeatureRow> decided = decided("compared");
    Map<Long, Outcome> outcomes = new HashMap<>();
    decided.forEach(row -> outcomes.put(StableHash.of(row.requestId()), row.outcome()));
    TrainingTable expected = TrainingTable.of(decided);
    assertThat(table.size()).isEqualTo(expected.size());
    fill(table);
    int compared = 0;
    boolean refused = false;
    for (int row = 0; row < table.size(); row++) {
      assertThat(table.idHash(row)).isEqualTo(expected.idHash(row));
      refused &= row > 0 && table.card(row) == table.card(row - 1);
      if (!refused) {
        int from = row * FeatureList.SIZE;
        assertThat(Arrays.copyOfRange(table.values(), from, from + FeatureList.SIZE))
            .as("row %d of seed %d", row, SEED)
            .isEqualTo(Arrays.copyOfRange(expected.values(), from, from + FeatureList.SIZE));
        compared++;
      }
      refused |= outcomes.get(table.idHash(row)) != Outcome.APPROVED;
    }
    assertThat(compared).as("seed %d", SEED).isGreaterThan(100);
  }

  private static void fill(TrainingTable rows) {
    TableScores scores = new TableScores(rows);
    scores.score(model.first().ensemble(), row -> true);
    scores.fillSuspicions();
  }

  /** Features of all requests as they are decided by the model, at standard costs. */
  private static List<FeatureRow> decided(String name) throws IOException {
    Path rows = Files.createDirectory(folder.resolve(name));
    Pipeline pipeline = Pipeline.create(options());
    pipeline
        .apply(
            "ReadCards",
            new ReadCards(csv.toString(), KEY, ReadCards.Decisions.REMAKE)
                .withLabels(LabelUse.CHARGEBACKS))
        .get(SourceTags.CARDS)
        .apply(
            "ReadFeatures",
            ReadFeatures.scoredBy(
                new Deciding(model.model(), Costs.standard(), Reference.standard())))
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
    return TableInput.read(
            new ReadCards(csv.toString(), key, ReadCards.Decisions.REMAKE),
            options(),
            END.toEpochMilli(),
            line)
        .table();
  }

  private static PipelineOptions options() {
    return PipelineOptionsFactory.fromArgs(
            "--runner=DirectRunner", "--enforceImmutability=false", "--enforceEncodability=false")
        .create();
  }
}
