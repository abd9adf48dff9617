package io.cardbeam.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.event.Outcome;
import io.cardbeam.policy.Costs;
import java.time.Instant;
import java.time.YearMonth;
import org.junit.jupiter.api.Test;

class EvaluationReportTest {
  @Test
  void monthsAreThoseOfTheCalendarInUtcAndHoldAllRequests() {
    ScoredRequests requests =
        new ScoredRequests.Builder()
            .add(0.9, true, 0, 500, millis("2020-03-01T00:00:00Z"), Outcome.DECLINED)
            .add(0.2, false, 0, 500, millis("2020-02-29T23:59:59Z"), Outcome.APPROVED)
            .add(0.1, false, 1, 500, millis("2020-03-31T23:59:59.999Z"), Outcome.APPROVED)
            .build();
    EvaluationReport report =
        EvaluationReport.of(
            requests,
            requests.where(i -> false),
            Costs.standard(),
            new EvaluationReport.Bootstrap(5, 1),
            () -> {});
    assertThat(report.byMonth().keySet())
        .containsExactly(YearMonth.of(2020, 2), YearMonth.of(2020, 3));
    assertThat(report.byMonth().values()).extracting(Evaluation::requests).containsExactly(1L, 2L);
    assertThat(report.byMonth().values()).extracting(Evaluation::cards).containsExactly(1, 2);
    assertThat(report.all().requests()).isEqualTo(3);
    assertThat(report.firstPurchases().requests()).isZero();
  }

  private static long millis(String time) {
    return Instant.parse(time).toEpochMilli();
  }
}
