package io.cardbeam.pipeline.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class TrimmedLatestTest {

  @Property(tries = 4)
  void isTheTenthLatestOfAnyThousandThatWasReached(@ForAll long seed) {
    Random random = new Random(seed);
    TrimmedLatest trimmed = new TrimmedLatest();
    List<Long> block = new ArrayList<>();
    long model = Long.MIN_VALUE;
    for (int i = 0; i < 2_200; i++) {
      if (block.size() == TrimmedLatest.BLOCK) {
        block.clear();
      }
      long time = random.nextInt(50) == 0 ? random.nextLong() : i * 100L + random.nextInt(5_000);
      block.add(time);
      if (block.size() >= TrimmedLatest.RANK) {
        List<Long> sorted = new ArrayList<>(block);
        sorted.sort(Collections.reverseOrder());
        model = Math.max(model, sorted.get(TrimmedLatest.RANK - 1));
      }
      assertThat(trimmed.plus(time)).isEqualTo(model);
    }
  }

  @Property(tries = 50)
  void nineOfAThousandMoveNothingWhateverTheyBear(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 9) int bad) {
    Random random = new Random(seed);
    TrimmedLatest with = new TrimmedLatest();
    for (int block = 0; block < 3; block++) {
      for (int i = 0; i < TrimmedLatest.BLOCK; i++) {
        long good = (block * TrimmedLatest.BLOCK + i) * 1_000L;
        boolean isBad = i % (TrimmedLatest.BLOCK / bad + 1) == 0;
        assertThat(with.plus(isBad ? random.nextLong() : good)).isLessThanOrEqualTo(good);
      }
    }
  }
}
