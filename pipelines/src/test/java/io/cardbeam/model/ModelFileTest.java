package io.cardbeam.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardbeam.feature.FeatureList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ModelFileTest {
  private static final ModelText MODEL =
      new ModelText(
          "test-1",
          Map.of("note", "has \"quotes\" and \\"),
          List.of("grocery_pos", "travel"),
          new ModelText.Trees(-1.5f, List.of(tree("amount_ratio", 3.25f))),
          new ModelText.Trees(0f, List.of(tree("hour", 22f), new Tree.Leaf(0.1f))),
          new Calibration(1.25, -0.5));

  private static Tree tree(String feature, float threshold) {
    return new Tree.Split(
        0.5f,
        FeatureList.named(feature).orElseThrow(),
        threshold,
        true,
        new Tree.Leaf(-1.0E-8f),
        new Tree.Leaf(2f));
  }

  @Test
  void readsWhatItWrote() {
    ModelText read = ModelFile.read("m", MODEL.write());
    assertThat(read).isEqualTo(MODEL);
    assertThat(read.write()).isEqualTo(MODEL.write());
  }

  @Test
  void theShippedModelIsOfTodaysFeatureList() {
    assertThat(FraudModel.standard().version()).startsWith("trees-");
    assertThat(FraudModel.standard().categoryRank("grocery_pos")).isNotNegative();
    assertThat(FraudModel.standard().categoryRank("never heard of")).isEqualTo(-1);
  }

  @Test
  void refusesAModelOfAnotherFeatureListAndSaysWhatToDo() {
    String other = MODEL.write().replace(FeatureList.hash(), "1234abcd");
    assertThatThrownBy(() -> ModelFile.parse("old.json", other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("old.json was trained on feature list 1234abcd")
        .hasMessageContaining("train it again");
  }

  @Test
  void refusesAFileThatIsCutOffWhereverItIsCut() {
    String whole = MODEL.write().strip();
    Random random = new Random(7);
    for (int i = 0; i < 200; i++) {
      String cut = whole.substring(0, random.nextInt(whole.length()));
      assertThatThrownBy(() -> ModelFile.parse("cut.json", cut))
          .as(cut)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("cut.json is no whole model file");
    }
  }

  @Test
  void tellsWhereADamagedFileIsDamaged() {
    String damaged = MODEL.write().replace("\"hour\"", "12");
    assertThatThrownBy(() -> ModelFile.parse("bad.json", damaged))
        .hasMessageContaining("expected a text at line")
        .hasMessageContaining("column");
    assertThatThrownBy(
            () -> ModelFile.parse("bad.json", MODEL.write().replace("\"hour\"", "\"hours\"")))
        .hasMessageContaining("bad.json: no feature hours");
  }
}
