package io.cardbeam.browser.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.browser.bench.CubeResult.Kind;
import io.cardbeam.browser.bench.CubeResult.Measured;
import io.cardbeam.browser.bench.CubeStep.Act;
import io.cardbeam.browser.bench.MeasuredCube.Taken;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CubeStepsTest {
  private static final int EACH = 40;
  private static final int KINDS = 7;

  @Test
  void questionsAreOfEachKindAndEachIsAskedOnce() {
    List<CubeStep> steps = CubeSteps.of(EACH, 21);

    assertThat(steps).doesNotHaveDuplicates().isEqualTo(CubeSteps.of(EACH, 21));
    assertThat(steps.stream().collect(Collectors.groupingBy(CubeStep::kind)).values())
        .hasSize(KINDS)
        .allSatisfy(of -> assertThat(of).hasSize(EACH));
    assertThat(CubeSteps.of(EACH, 22)).isNotEqualTo(steps);
  }

  @Test
  void aFieldIsDroppedWhereItIsNotYet() {
    assertThat(CubeSteps.of(EACH, 21))
        .allSatisfy(
            step ->
                assertThat(step.start().split("[=&,]", -1))
                    .as(step.words())
                    .doesNotContain(step.field().isEmpty() ? "none" : step.field()));
  }

  @Test
  void mediansAndP99AreThoseOfTheSteps() {
    CubeStep step = new CubeStep("kind", "start", Act.ROWS, "state");
    List<Measured> taken =
        IntStream.rangeClosed(1, 100)
            .mapToObj(i -> new Measured(step, new Taken(2 * i, i, 1_000, i, i % 2)))
            .toList();
    CubeResult result = new CubeResult("Star built to", taken);

    Kind kind = result.kinds().get(0);
    assertThat(List.of(kind.answered(), kind.answeredP99(), kind.drawn(), kind.drawnP99()))
        .containsExactly(50.0, 99.0, 100.0, 198.0);
    assertThat(result.holds()).isTrue();
    assertThat(CubeText.table(result)).contains("Star built to", "holds");
    assertThat(new CubeResult("", List.of(new Measured(step, new Taken(101, 1, 1, 1, 0)))).holds())
        .isFalse();
  }
}
