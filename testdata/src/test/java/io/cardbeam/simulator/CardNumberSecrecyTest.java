package io.cardbeam.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.wire.Event;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class CardNumberSecrecyTest {
  private static final Pattern SIXTEEN_DIGITS = Pattern.compile("\\d{16}");
  private static final List<SimulatedStep> STEPS =
      TestTraffic.of(SimulatorSettings.endless(4, 80, TestTraffic.START).atMost(5_000));

  @Test
  void noEventHoldsACardNumber() {
    Set<String> numbers = new HashSet<>();
    TestTraffic.attempts(STEPS).forEach(attempt -> numbers.add(attempt.number().digits()));
    assertThat(numbers).hasSizeGreaterThan(70);
    for (SimulatedStep step : STEPS) {
      for (String text : texts(step)) {
        for (Matcher run = SIXTEEN_DIGITS.matcher(text); run.find(); ) {
          assertThat(numbers).doesNotContain(run.group());
        }
      }
    }
  }

  @Test
  void aTokenIsNeverTheNumber() {
    for (SimulatedStep.Attempt attempt : TestTraffic.attempts(STEPS)) {
      assertThat(attempt.step().request().getCardToken())
          .hasSize(22)
          .isNotEqualTo(attempt.number().digits());
    }
  }

  @Test
  void aLabelledStepThatIsPrintedShowsNoNumber() {
    SimulatedStep.Attempt attempt = TestTraffic.attempts(STEPS).get(0);
    assertThat(attempt.toString()).doesNotContain(attempt.number().digits());
  }

  private static List<String> texts(SimulatedStep step) {
    if (step instanceof SimulatedStep.Attempt attempt) {
      List<Event> events = attempt.step().ifApproved();
      return List.of(attempt.step().request().toString(), events.toString());
    }
    return List.of(step.step().toString());
  }
}
