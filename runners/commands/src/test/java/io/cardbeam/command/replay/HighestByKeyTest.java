package io.cardbeam.command.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HighestByKeyTest {
  @Test
  void isAMapOfTheHighestNumbers() throws IOException {
    Random random = new Random(5);
    HighestByKey table = new HighestByKey(1_000_000);
    Map<Long, Long> model = new HashMap<>();
    for (int i = 0; i < 200_000; i++) {
      // Few distinct low bits, so that many keys meet in one slot; 1 and not 0 as the model's
      // first.
      long key = 1 + ((long) random.nextInt(20_000) << random.nextInt(40));
      long value = random.nextInt(1_000_000);
      Long before = model.put(key, Math.max(value, model.getOrDefault(key, -1L)));
      assertThat(table.put(key, value)).isEqualTo(before == null ? -1L : before);
    }
  }

  @Test
  void hasALimit() throws IOException {
    HighestByKey table = new HighestByKey(2);
    table.put(5, 1);
    table.put(6, 1);
    assertThat(table.put(6, 2)).isEqualTo(1);
    assertThatThrownBy(() -> table.put(7, 1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("more than 2 logs of cards");
  }
}
