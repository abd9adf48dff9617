package io.cardbeam.console.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.event.FraudAlert;
import io.cardbeam.event.Outcome;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlertListTest {
  private final AlertList alerts = new AlertList();

  @Test
  void keepsTheNewestAndKnowsWhenAReaderHasMissedOne() {
    int all = AlertList.MAX_ALERTS + 150;
    for (int i = 1; i <= all; i++) {
      alerts.add(alert("a-" + i));
    }

    assertThat(alerts.after(0)).hasSize(AlertList.MAX_ALERTS);
    assertThat(alerts.after(0).get(0).getAlertId()).isEqualTo("a-151");
    assertThat(alerts.after(all - 1))
        .extracting(FraudAlert::getAlertId)
        .containsExactly("a-" + all);
    assertThat(alerts.after(all)).isEmpty();
    assertThat(alerts.reachesBackTo(150)).isTrue();
    assertThat(alerts.reachesBackTo(149)).isFalse();
    assertThat(alerts.reachesBackTo(all + 1)).as("a place of another run").isFalse();
  }

  @Test
  void anAlertThatComesAgainIsTheSame() {
    assertThat(alerts.add(alert("a-1"))).isTrue();
    assertThat(alerts.add(alert("a-1"))).isFalse();

    assertThat(alerts.after(0)).hasSize(1);
    assertThat(alerts.last()).isEqualTo(1);
  }

  static FraudAlert alert(String id) {
    return FraudAlert.newBuilder()
        .setAlertId(id)
        .setCardToken("card")
        .setEventTime(Instant.EPOCH)
        .setOutcome(Outcome.DECLINED)
        .setFraudProbability(0.9)
        .setAmountMinor(100)
        .setCurrency("USD")
        .setMerchantId("m")
        .setMerchantName("m")
        .setCategory("c")
        .setLastFour("1486")
        .setCity("")
        .setState("")
        .setReasons(List.of())
        .build();
  }
}
