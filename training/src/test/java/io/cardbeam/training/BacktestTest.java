package io.cardbeam.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardbeam.pipeline.feature.FeatureRow;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BacktestTest {
  private static final long SEED = 20260713;
  private static final List<FeatureRow> ROWS = GeneratedRows.of(SEED);
  private static final YearMonth FROM = YearMonth.of(2025, 7);
  private static final YearMonth TO = YearMonth.of(2025, 9);
  private static final BacktestPlan PLAN = new BacktestPlan(FROM, TO, 1, 1);
  private static final BacktestResult RESULT = result(ROWS, PLAN);

  @Test
  void requestsFraudsAndKnownOnesAreThoseOfEachMonth() {
    assertThat(RESULT.months())
        .extracting(BacktestMonth::month)
        .containsExactly("2025-07", "2025-08", "2025-09");
    for (BacktestMonth month : RESULT.months()) {
      List<FeatureRow> rows =
          ROWS.stream().filter(row -> monthOf(row.timeMillis()).equals(month.month())).toList();
      List<FeatureRow> frauds =
          rows.stream().filter(row -> row.fraudKnownMillis() != FeatureRow.NEVER).toList();
      assertThat(month.requests()).isEqualTo(rows.size());
      assertThat(month.frauds()).isEqualTo(frauds.size());
      assertThat(month.known())
          .isEqualTo(
              frauds.stream()
                  .filter(row -> monthOf(row.fraudKnownMillis()).equals(month.month()))
                  .count());
    }
  }

  @Test
  void theMonthsAddUp() {
    List<BacktestMonth> months = RESULT.months();
    assertThat(months.stream().mapToLong(BacktestMonth::requests).sum())
        .isEqualTo(RESULT.total().requests());
    assertThat(months.stream().mapToLong(BacktestMonth::frauds).sum())
        .isEqualTo(RESULT.total().frauds());
    assertThat(RESULT.meanGain()).isEqualTo((months.get(1).gain() + months.get(2).gain()) / 2);
  }

  @Test
  void bothBeginWithTheSameModelAndPartWithTheNextTraining() {
    assertThat(RESULT.months().get(0).kept()).isEqualTo(RESULT.months().get(0).retrained());
    assertThat(RESULT.months().get(1).kept()).isNotEqualTo(RESULT.months().get(1).retrained());
    BacktestResult rarely = result(ROWS, new BacktestPlan(FROM, TO, 2, 1));
    assertThat(rarely.months().get(1).retrained()).isEqualTo(rarely.months().get(1).kept());
    assertThat(rarely.months().get(2).retrained()).isEqualTo(RESULT.months().get(2).retrained());
    assertThat(rarely.compared()).extracting(BacktestMonth::month).containsExactly("2025-09");
  }

  @Test
  void aMonthIsTheSameWhateverComesAfterIt() {
    BacktestResult shorter = result(ROWS, new BacktestPlan(FROM, TO.minusMonths(1), 1, 1));
    assertThat(shorter.months()).isEqualTo(RESULT.months().subList(0, 2));
  }

  @Test
  void labelsOfAMonthChangeNoScoresInIt() {
    // Labels that come after August are forgotten: its figures count fewer frauds. So the frauds
    // stay and only their times move, which no model of these months may notice.
    long end = BacktestPlan.startMillis(TO.plusMonths(1));
    long august = BacktestPlan.startMillis(YearMonth.of(2025, 9));
    List<FeatureRow> later =
        GeneratedRows.labelled(
            ROWS,
            row ->
                row.fraudKnownMillis() >= august && row.fraudKnownMillis() != FeatureRow.NEVER
                    ? end + row.fraudKnownMillis()
                    : row.fraudKnownMillis());
    BacktestResult moved = result(later, PLAN);
    for (int i = 0; i < 3; i++) {
      assertThat(moved.months().get(i).kept()).isEqualTo(RESULT.months().get(i).kept());
      assertThat(moved.months().get(i).retrained()).isEqualTo(RESULT.months().get(i).retrained());
    }
  }

  @Test
  void theReportSaysWhatRetrainingWouldHaveGained() throws Exception {
    BacktestReport report = new BacktestReport(RESULT);
    JsonNode json = new ObjectMapper().readTree(report.json());
    assertThat(json.path("months")).hasSize(3);
    assertThat(json.path("total").path("requests").asLong()).isEqualTo(RESULT.total().requests());
    assertThat(json.path("conclusion").asText())
        .startsWith("Retraining every month would have ")
        .contains(
            "of average precision in the mean over the 2 months from the first retraining on");
    assertThat(report.html()).contains(RESULT.sentence()).contains("2025-08").contains("<svg");
  }

  @Test
  void aMonthWithoutFraudsHasNoFiguresAndNoPartInTheMean() {
    List<FeatureRow> without =
        GeneratedRows.labelled(
            ROWS,
            row ->
                monthOf(row.timeMillis()).equals("2025-08")
                    ? FeatureRow.NEVER
                    : row.fraudKnownMillis());
    BacktestResult result = result(without, PLAN);
    assertThat(result.months().get(1).kept().averagePrecision()).isNaN();
    assertThat(result.compared()).extracting(BacktestMonth::month).containsExactly("2025-09");
    assertThat(new BacktestReport(result).json()).doesNotContain("NaN");
  }

  @Test
  void tooLittleToLearnFromIsToldWithWhatToDo() {
    BacktestPlan early = new BacktestPlan(YearMonth.of(2025, 1), TO, 1, 1);
    assertThatThrownBy(() -> result(ROWS, early))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("only 0 requests more than 45 days before 2025-01")
        .hasMessageContaining("take a later --from");
  }

  @Test
  void noRequestToScoreIsToldWithWhatToDo() {
    BacktestPlan late = new BacktestPlan(YearMonth.of(2026, 3), YearMonth.of(2026, 3), 1, 1);
    assertThatThrownBy(() -> result(ROWS, late))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("take an earlier --from");
  }

  @Test
  void aPlanHasBounds() {
    assertThatThrownBy(() -> new BacktestPlan(TO, FROM, 1, 1)).hasMessageContaining("is before");
    assertThatThrownBy(() -> new BacktestPlan(FROM, TO, 0, 1)).hasMessageContaining("1 to 120");
    assertThatThrownBy(() -> new BacktestPlan(FROM, FROM.plusMonths(120), 1, 1))
        .hasMessageContaining("more than 120 months");
    assertThat(new BacktestPlan(FROM, FROM.plusMonths(119), 5, 1).trainings()).hasSize(24);
  }

  private static String monthOf(long millis) {
    return YearMonth.from(Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC)).toString();
  }

  private static BacktestResult result(List<FeatureRow> rows, BacktestPlan plan) {
    List<String> steps = new ArrayList<>();
    BacktestResult result = new Backtest(GeneratedRows.table(rows), plan, steps::add).run();
    assertThat(steps).as("seed %d", SEED).hasSize(4 * plan.trainings().size() + 1);
    return result;
  }
}
