package io.cardbeam.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class StableHashTest {
  private static final int NAMES = 200_000;

  @Test
  void noIdCanBeTakenForACardNumber() {
    Set<String> ids = new HashSet<>();
    int digitsAlone = 0;
    for (int i = 0; i < NAMES; i++) {
      String id = StableHash.id("merchant " + i);
      assertThat(PlainText.flaw(id)).as(id).isEmpty();
      ids.add(id);
      digitsAlone += id.startsWith("x") ? 1 : 0;
    }
    assertThat(ids).hasSize(NAMES);
    assertThat(digitsAlone).isBetween(NAMES / 4_000, NAMES / 1_000);
  }

  /** Java's own generator is SplitMix64 too. */
  @Test
  void mixesAsSplitMix64Does() {
    assertThat(StableHash.mixed(StableHash.GOLDEN_GAMMA)).isEqualTo(0xE220A8397B1DCDAFL);
    for (long seed : new long[] {0, 1, -1, 42, Long.MIN_VALUE, Long.MAX_VALUE}) {
      SplittableRandom random = new SplittableRandom(seed);
      for (int place = 1; place <= 100; place++) {
        assertThat(StableHash.mixed(seed + place * StableHash.GOLDEN_GAMMA))
            .isEqualTo(random.nextLong());
      }
    }
  }
}
