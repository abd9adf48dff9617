package io.cardbeam.command.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FollowUpsTest {
  @Test
  void comeInOrderOfEventTimeAndNotBeforeIt() throws Exception {
    FollowUps followUps = new FollowUps();
    followUps.add(List.of(Steps.purchase("late", 3_000), Steps.purchase("early", 1_000)));
    assertThat(followUps.isDue(999)).isFalse();
    assertThat(followUps.isDue(1_000)).isTrue();
    assertThat(followUps.take().id()).isEqualTo("early");
    assertThat(followUps.isDue(2_999)).isFalse();
    assertThat(followUps.all()).hasSize(1);
  }

  @Test
  void recentIdsForgetTheOldestAboveTheLimit() {
    RecentIds ids = new RecentIds();
    assertThat(ids.add("first")).isTrue();
    assertThat(ids.add("first")).isFalse();
    for (int i = 0; i < RecentIds.LIMIT; i++) {
      ids.add("id" + i);
    }
    assertThat(ids.add("first")).isTrue();
  }
}
