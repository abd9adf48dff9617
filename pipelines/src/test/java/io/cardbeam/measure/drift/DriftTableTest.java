package io.cardbeam.measure.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cardbeam.event.Outcome;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DriftTableTest {
  private static final List<String> NAMES = List.of("steady", "moving");

  /** A hundred requests whose second feature is drawn around a middle. */
  private static DriftTally tally(double middle, long seed) {
    Random random = new Random(seed);
    DriftTally tally = DriftTally.ofFeatures(2);
    for (int i = 0; i < 1_000; i++) {
      float moving = (float) (middle + random.nextGaussian());
      float steady = random.nextFloat();
      Outcome outcome = i < 20 ? Outcome.DECLINED : i < 50 ? Outcome.REFERRED : Outcome.APPROVED;
      tally.add(outcome, i < 50 ? 0.5 : 0.01, i < 60, f -> f == 0 ? steady : moving);
    }
    return tally;
  }

  @Test
  void tellsWhatMovedAndHowFar() {
    DriftTable table =
        DriftTable.of(
            NAMES,
            Map.of(YearMonth.of(2020, 1), tally(5, 1)),
            Map.of(YearMonth.of(2020, 3), tally(9, 2), YearMonth.of(2020, 2), tally(5, 3)));
    assertThat(table.referenceRequests()).isEqualTo(1_000);
    assertThat(table.months())
        .extracting(DriftTable.Month::month)
        .containsExactly("2020-01", "2020-02", "2020-03");
    DriftTable.Month last = table.months().get(2);
    assertThat(last.features().get(0).name()).isEqualTo("moving");
    assertThat(last.features().get(0).index()).isGreaterThan(StabilityIndex.SHIFTED);
    assertThat(last.features().get(1).index()).isLessThan(StabilityIndex.CHANGED);
    assertThat(table.months().get(1).features())
        .allSatisfy(f -> assertThat(f.index()).isLessThan(StabilityIndex.CHANGED));
    assertThat(last.approvedShare()).isCloseTo(0.95, within(1e-12));
    assertThat(last.referredShare()).isCloseTo(0.03, within(1e-12));
    assertThat(last.declinedShare()).isCloseTo(0.02, within(1e-12));
    assertThat(last.alertShare()).isCloseTo(0.06, within(1e-12));
    assertThat(last.scoreP99()).isEqualTo(0.5);
    assertThat(last.scoreIndex()).isCloseTo(0, within(1e-12));
  }

  @Test
  void withoutADateTheFirstThreeMonthsAreTheReference() {
    Map<YearMonth, DriftTally> months =
        Map.of(
            YearMonth.of(2020, 1),
            tally(5, 1),
            YearMonth.of(2020, 2),
            tally(5, 2),
            YearMonth.of(2020, 3),
            tally(5, 3),
            YearMonth.of(2020, 4),
            tally(5, 4));
    assertThat(DriftTable.of(NAMES, Map.of(), months).referenceRequests()).isEqualTo(3_000);
  }

  @Test
  void aMonthThatIsInBothPartsIsOneMonth() {
    YearMonth month = YearMonth.of(2020, 6);
    DriftTable table = DriftTable.of(NAMES, Map.of(month, tally(5, 1)), Map.of(month, tally(5, 2)));
    assertThat(table.months()).hasSize(1);
    assertThat(table.months().get(0).requests()).isEqualTo(2_000);
    assertThat(table.referenceRequests()).isEqualTo(1_000);
  }

  @Test
  void nothingIsNoTable() {
    assertThatThrownBy(() -> DriftTable.of(NAMES, Map.of(), Map.of())).hasMessage("no requests");
    assertThatThrownBy(() -> DriftTally.ofFeatures(1).add(DriftTally.ofFeatures(2)))
        .hasMessage("2 features don't add to 1");
  }
}
