package io.cardbeam.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LatestTimesTest {

  /** The model: sort all, take the one of the rank. */
  @Property
  void isTheSameHoweverTheEventsAreSplit(
      @ForAll @Size(max = 1_500) List<@LongRange(min = -50, max = 50) Long> first,
      @ForAll @Size(max = 30) List<@LongRange(min = -50, max = 50) Long> second) {
    List<Long> all = new ArrayList<>(first);
    all.addAll(second);
    LatestTimes both = times(first).plus(times(second));
    assertThat(both).isEqualTo(times(all)).isEqualTo(times(second).plus(times(first)));
    all.sort(Comparator.reverseOrder());
    int rank = Math.max(3, Math.min(10, all.size() / 100));
    if (all.size() < rank) {
      assertThat(both.reached()).isEmpty();
    } else {
      assertThat(both.reached()).hasValue(all.get(rank - 1));
    }
  }

  @Test
  void aFewEventsThatAreDatedAheadMoveItNowhere() {
    LongStream traffic = LongStream.range(0, 1_000);
    LatestTimes times = LatestTimes.of(traffic).plus(LatestTimes.of(LongStream.of(9_000, 9_001)));
    assertThat(times.reached().orElseThrow()).isBetween(980L, 1_000L);
  }

  @Test
  void twoEventsTellNothing() {
    assertThat(LatestTimes.of(LongStream.of(1, 2)).reached()).isEmpty();
    assertThat(LatestTimes.NONE.reached()).isEmpty();
  }

  private static LatestTimes times(List<Long> times) {
    return LatestTimes.of(times.stream().mapToLong(Long::longValue));
  }
}
