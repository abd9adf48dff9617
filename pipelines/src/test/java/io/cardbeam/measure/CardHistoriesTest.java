package io.cardbeam.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.event.Outcome;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CardHistoriesTest {
  private static final long DAY = TimeUnit.DAYS.toMillis(1);

  private static ScoredRequests frauds(long... timesMillis) {
    ScoredRequests.Builder builder = new ScoredRequests.Builder();
    for (long time : timesMillis) {
      builder.add(0.5, true, 0, 100, time, Outcome.APPROVED);
    }
    return builder.build();
  }

  @Test
  void aBurstGoesOnWhileFraudsComeWithinThirtyDays() {
    List<FraudBurst> bursts =
        CardHistories.of(frauds(0, 30 * DAY - 1, 60 * DAY - 1, 61 * DAY)).bursts();
    assertThat(bursts).extracting(FraudBurst::size).containsExactly(2, 2);
  }

  @Test
  void requestsComeByTimeWhateverTheOrderOfTheRows() {
    List<FraudBurst> bursts = CardHistories.of(frauds(5 * DAY, 0, 2 * DAY)).bursts();
    assertThat(bursts).hasSize(1);
    assertThat(bursts.get(0).request(0)).isEqualTo(1);
    assertThat(bursts.get(0).request(1)).isEqualTo(2);
    assertThat(CardHistories.of(frauds(5 * DAY, 0, 2 * DAY)).requestsBefore())
        .containsExactly(2, 0, 1);
  }

  @Test
  void requestsOfOtherCardsAndGenuineOnesAreNoPartOfABurst() {
    ScoredRequests requests =
        new ScoredRequests.Builder()
            .add(0.1, true, 3, 100, 0, Outcome.APPROVED)
            .add(0.1, false, 3, 100, 1, Outcome.DECLINED)
            .add(0.1, true, 8, 100, 2, Outcome.DECLINED)
            .add(0.1, true, 3, 100, 3, Outcome.DECLINED)
            .build();
    assertThat(requests.cards()).isEqualTo(2);
    List<FraudBurst> bursts = CardHistories.of(requests).bursts();
    assertThat(bursts).extracting(FraudBurst::size).containsExactly(2, 1);
    assertThat(CardHistories.of(requests).requestsBefore()).containsExactly(0, 1, 0, 2);
  }
}
