package io.cardbeam.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class DistinctCardsTest {

  @Property(tries = 100)
  void areASetUpToTheLimit(@ForAll long seed) {
    Random random = new Random(seed);
    TreeSet<Long> model = new TreeSet<>();
    DistinctCards cards = DistinctCards.NONE;
    int asked = random.nextInt(3 * DistinctCards.MAX);
    for (int i = 0; i < asked; i++) {
      long hash = DistinctCards.hash("card-" + random.nextInt(2 * DistinctCards.MAX));
      if (model.size() < DistinctCards.MAX) {
        model.add(hash);
      }
      cards = cards.plus(hash);
      assertThat(cards.size()).as("seed %d", seed).isEqualTo(model.size());
    }
    assertThat(cards.hashes())
        .as("seed %d", seed)
        .containsExactly(model.stream().mapToLong(Long::longValue).toArray());
    assertThat(DistinctCards.of(cards.hashes())).isEqualTo(cards);
  }

  @Test
  void stateThatIsNoSetOfCardsIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> DistinctCards.of(new long[] {2, 1}));
    assertThatIllegalArgumentException().isThrownBy(() -> DistinctCards.of(new long[] {1, 1}));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DistinctCards.of(new long[DistinctCards.MAX + 1]));
  }
}
