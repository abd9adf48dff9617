package io.cardbeam.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardbeam.feature.FeatureList;
import io.cardbeam.model.Tree;
import io.cardbeam.pipeline.feature.FeatureRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;

class ModelTrainerTest {
  private static final long SEED = 20260712;
  private static final List<FeatureRow> ROWS = GeneratedRows.of(SEED);
  private static final long UNTIL = Instant.parse("2025-09-01T00:00:00Z").toEpochMilli();
  private static final long DAY = Duration.ofDays(1).toMillis();

  /** Labels of the generated rows come 33 days later at most; these cut some off. */
  private static final TrainingSettings SETTINGS =
      new TrainingSettings(UNTIL, Duration.ofDays(15), 0.5, 1);

  private static final String MODEL = model(ROWS);

  @Test
  void theSameRowsGiveTheSameModelToTheByte() {
    assertThat(model(ROWS)).isEqualTo(MODEL);
  }

  @Test
  void theOrderOfTheRowsChangesNothing() {
    List<FeatureRow> shuffled = new ArrayList<>(ROWS);
    Collections.shuffle(shuffled, new Random(SEED));
    assertThat(model(shuffled)).isEqualTo(MODEL);
  }

  @Test
  void tokensUnderAnotherKeyGiveTheSameModel() {
    assertThat(
            model(
                GeneratedRows.renamed(
                    ROWS, token -> Integer.toHexString(token.hashCode() * 0x9e3779b1))))
        .isEqualTo(MODEL);
  }

  @Test
  void labelsThatComeLaterAreNotLearntFromWhereverTheyAre() {
    assertThat(relabelled(row -> isLate(row) ? row.fraudKnownMillis() + 500 * DAY : known(row)))
        .isEqualTo(MODEL);
    assertThat(relabelled(row -> isLate(row) ? UNTIL : known(row))).isEqualTo(MODEL);
  }

  @Test
  void labelsThatComeLaterAreNotLearntFromWhateverTheySay() {
    assertThat(
            relabelled(
                row -> {
                  if (isLate(row)) {
                    return FeatureRow.NEVER;
                  }
                  return known(row) == FeatureRow.NEVER ? UNTIL + DAY : known(row);
                }))
        .isEqualTo(MODEL);
  }

  @Test
  void aLabelMovedFromBeforeTheTimeToItIsForgotten() {
    long cut = SETTINGS.cutMillis();
    FeatureRow one =
        ROWS.stream()
            .filter(row -> row.timeMillis() < cut && row.fraudKnownMillis() < UNTIL)
            .findFirst()
            .orElseThrow();
    assertThat(relabelled(row -> row.equals(one) ? UNTIL - 1 : known(row))).isEqualTo(MODEL);
    assertThat(relabelled(row -> row.equals(one) ? UNTIL : known(row))).isNotEqualTo(MODEL);
  }

  @Test
  void requestsThatAreTooYoungAreNotLearntFrom() {
    long cut = SETTINGS.cutMillis();
    assertThat(relabelled(row -> row.timeMillis() >= cut ? row.timeMillis() + 1 : known(row)))
        .isEqualTo(MODEL);
  }

  @Test
  void labelsThatTheTrialIsMeasuredByDoNotRankItsCategories() {
    ModelTrainer.Trained plain = trained(ROWS);
    String least = plain.trial().categories().get(0);
    assertThat(plain.model().categories()).as("seed %d", SEED).contains(least);
    TrainingTable table =
        GeneratedRows.table(
            GeneratedRows.labelled(
                ROWS,
                row ->
                    row.category().equals(least) && row.timeMillis() >= plain.laterFromMillis()
                        ? row.timeMillis() + 1
                        : known(row)));
    ModelTrainer.Trained other = new ModelTrainer(table, SETTINGS, step -> {}).train();

    assertThat(other.trial().categories()).isEqualTo(plain.trial().categories());
    assertThat(other.model().categories().indexOf(least)).isPositive();
    List<Tree> trees = other.trial().first().trees();
    int both = Math.min(trees.size(), plain.trial().first().trees().size());
    assertThat(both).isPositive();
    assertThat(trees.subList(0, both)).isEqualTo(plain.trial().first().trees().subList(0, both));
    int place = FeatureList.named("category_rank").orElseThrow().index();
    for (int row = 0; row < table.size(); row++) {
      assertThat(table.values()[row * FeatureList.SIZE + place])
          .as("row %d", row)
          .isEqualTo(other.model().categories().indexOf(table.category(row)));
    }
  }

  @Test
  void tooFewFraudsAreToldWithWhatToDo() {
    List<FeatureRow> genuine = GeneratedRows.labelled(ROWS, row -> FeatureRow.NEVER);
    assertThatThrownBy(() -> model(genuine))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("only 0 requests before 2025-")
        .hasMessageContaining("20 are the least")
        .hasMessageContaining("take a later --until, a shorter --maturity");
  }

  @Test
  void noRequestBeforeTheTimeIsToldWithWhatToDo() {
    TrainingSettings early =
        new TrainingSettings(GeneratedRows.START.toEpochMilli(), Duration.ZERO, 0.5, 1);
    assertThatThrownBy(() -> new ModelTrainer(GeneratedRows.table(ROWS), early, s -> {}).train())
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("no request before 2025-01-01")
        .hasMessageContaining("take a later --until");
  }

  /** Whether a row is a fraud whose label comes too late to be learnt from. */
  private static boolean isLate(FeatureRow row) {
    return row.fraudKnownMillis() >= UNTIL && row.fraudKnownMillis() != FeatureRow.NEVER;
  }

  private static long known(FeatureRow row) {
    return row.fraudKnownMillis();
  }

  private static String relabelled(ToLongFunction<FeatureRow> label) {
    List<FeatureRow> other = GeneratedRows.labelled(ROWS, label);
    assertThat(other).as("seed %d", SEED).isNotEqualTo(ROWS);
    return model(other);
  }

  private static String model(List<FeatureRow> rows) {
    return trained(rows).model().write();
  }

  private static ModelTrainer.Trained trained(List<FeatureRow> rows) {
    return new ModelTrainer(GeneratedRows.table(rows), SETTINGS, step -> {}).train();
  }
}
