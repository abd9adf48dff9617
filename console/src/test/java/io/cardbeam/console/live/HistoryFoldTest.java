package io.cardbeam.console.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.console.live.Figures.Authenticity;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HistoryFoldTest {
  private static final HistoryRange RANGE =
      new HistoryRange(Instant.EPOCH, Instant.EPOCH.plusSeconds(60), HistoryStep.MINUTE);

  @Test
  void keepsTheBusiestCategoriesAndSaysThatThereWereMore() {
    HistoryFold fold = new HistoryFold(RANGE);
    for (int i = 0; i < HistoryFold.MAX_NAMED; i++) {
      fold.category("c" + i, declined(2 + i));
    }
    assertThat(fold.history(Optional.empty()).complete()).isTrue();
    fold.category("the least", declined(1));
    History history = fold.history(Optional.empty());

    assertThat(history.complete()).isFalse();
    assertThat(history.categories())
        .hasSize(HistoryFold.MAX_NAMED)
        .doesNotContain(new History.Named("the least", declined(1)));
    assertThat(history.categories().get(0).name()).isEqualTo("c" + (HistoryFold.MAX_NAMED - 1));
  }

  private static Figures declined(long count) {
    return new Figures(0, 0, count, Authenticity.NONE, new Authenticity(count, 0), Map.of());
  }
}
