package io.cardbeam.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.FindingSource;
import io.cardbeam.event.FindingVerdict;
import io.cardbeam.event.FraudFinding;
import io.cardbeam.wire.Event;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What follows requests that are referred or declined. */
class InquiryTest {
  @Test
  void theCardholderSaysSoOfEveryFraudAndOfNothingElse() {
    Set<String> ids = new HashSet<>();
    int frauds = 0;
    for (SimulatedStep.Attempt attempt :
        TestTraffic.attempts(
            TestTraffic.of(
                SimulatorSettings.endless(21, 200, TestTraffic.START)
                    .atMost(5_000)
                    .withFraudRate(0.1)))) {
      List<Event> follow = attempt.step().ifNotApproved();
      assertThat(follow).hasSize(attempt.behaviour().isFraud() ? 1 : 0);
      for (Event event : follow) {
        AuthorizationRequest request = attempt.step().request();
        FraudFinding finding = event.body(FraudFinding.class);
        assertThat(finding.getRequestId()).isEqualTo(request.getRequestId());
        assertThat(finding.getRequestTime()).isEqualTo(request.getEventTime());
        assertThat(finding.getCardToken()).isEqualTo(request.getCardToken());
        assertThat(finding.getVerdict()).isEqualTo(FindingVerdict.FRAUD);
        assertThat(finding.getSource()).isEqualTo(FindingSource.CARDHOLDER);
        assertThat(Duration.between(request.getEventTime(), finding.getEventTime()))
            .isBetween(Inquiry.SOONEST, Inquiry.LATEST);
        ids.add(finding.getFindingId());
        frauds++;
      }
    }
    assertThat(frauds).isGreaterThan(200);
    assertThat(ids).hasSize(frauds);
  }
}
