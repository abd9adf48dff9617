package io.cardbeam.simulator.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DrawsTest {
  private static final int TRIES = 100_000;

  private final Draws draws = new Draws(new Seed(42));

  @Test
  void theSameSeedDrawsTheSame() {
    Draws one = new Draws(new Seed(9).branch("x").branch(3));
    Draws same = new Draws(new Seed(9).branch("x").branch(3));
    for (int i = 0; i < 100; i++) {
      assertThat(one.hexId()).isEqualTo(same.hexId());
    }
  }

  @Test
  void branchesDiffer() {
    Set<Long> seeds = new HashSet<>();
    for (int i = -500; i < 500; i++) {
      seeds.add(new Seed(1).branch(i).value());
      seeds.add(new Seed(1).branch("cards").branch(i).value());
      seeds.add(new Seed(i).branch("cards").value());
    }
    assertThat(seeds).hasSizeGreaterThanOrEqualTo(2_999);
  }

  @Test
  void weightedIndexesComeByTheirWeights() {
    double[] sums = CumulativeWeights.of(List.of(1.0, 0.0, 3.0, 6.0), w -> w);
    int[] counts = new int[sums.length];
    for (int i = 0; i < TRIES; i++) {
      counts[draws.weighted(sums)]++;
    }
    assertThat(counts[0]).isBetween(9_500, 10_500);
    assertThat(counts[1]).isZero();
    assertThat(counts[2]).isBetween(29_300, 30_700);
    assertThat(counts[3]).isBetween(59_300, 60_700);
  }

  @Test
  void nothingToChooseFromAndWeightsBelowZeroAreRefused() {
    assertThatThrownBy(() -> CumulativeWeights.of(List.of(), w -> 1))
        .hasMessage("nothing to choose from");
    assertThatThrownBy(() -> CumulativeWeights.of(List.of(-1.0), w -> w))
        .hasMessage("-1.0 weighs -1.0");
  }

  @Test
  void halfOfLogNormalNumbersAreBelowTheMedian() {
    long below = IntStream.range(0, TRIES).filter(i -> draws.logNormal(50, 0.8) < 50).count();
    assertThat(below).isBetween(TRIES / 2 - 800L, TRIES / 2 + 800L);
  }

  @Test
  void poissonCountsHaveTheirMean() {
    long sum = IntStream.range(0, TRIES).mapToLong(i -> draws.poisson(2.4)).sum();
    assertThat(sum / (double) TRIES).isBetween(2.37, 2.43);
    assertThat(draws.poisson(0)).isZero();
  }

  @Test
  void bothEndsOfARangeArePossible() {
    Set<Integer> drawn = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      drawn.add(draws.between(3, 5));
    }
    assertThat(drawn).containsExactlyInAnyOrder(3, 4, 5);
  }
}
