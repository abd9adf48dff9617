package io.cardbeam.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class HourCountsTest {
  private static final long HOUR = TimeUnit.HOURS.toMillis(1);
  private static final long YEAR = TimeUnit.DAYS.toMillis(365);
  private static final long START = Instant.parse("2019-01-01T00:00:00Z").toEpochMilli();

  /** Against all times, sorted: any order of arrival, and counted by any number of workers. */
  @Property(tries = 200)
  void refusesWhatLiesAYearBeyondThePercentileOfAllTimes(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 5_000) int events) {
    Random random = new Random(seed);
    List<Long> times = new ArrayList<>();
    int far = random.nextInt(12);
    for (int i = 0; i < events; i++) {
      long years = i < far ? 80 : 2;
      times.add(START + (long) (random.nextDouble() * years * YEAR));
    }
    Collections.shuffle(times, random);
    HourCounts all = new HourCounts();
    HourCounts part = new HourCounts();
    for (long time : times) {
      part.add(time);
      if (random.nextInt(500) == 0) {
        all.addAll(part);
        part = new HourCounts();
      }
    }
    all.addAll(part);

    List<Long> hours = times.stream().map(time -> time / HOUR * HOUR).sorted().toList();
    long percentile = hours.get((int) Math.ceil(events * 999 / 1000.0) - 1);
    LatestHour latest = all.latest();
    assertThat(latest.millis()).isEqualTo(percentile + YEAR);
    assertThat(latest.excluded())
        .isEqualTo(hours.stream().filter(hour -> hour > percentile + YEAR).count());
    assertThat(all.events()).isEqualTo(events);
  }

  @Property
  void givesEveryHourOnceInOrderWithItsEvents(@ForAll long seed, @ForAll int[] hours) {
    HourCounts counts = new HourCounts();
    TreeMap<Long, Long> expected = new TreeMap<>();
    Random random = new Random(seed);
    for (int hour : hours) {
      counts.add(hour * HOUR + random.nextInt((int) HOUR));
      expected.merge(hour * HOUR, 1L, Long::sum);
    }
    List<Long> inOrder = new ArrayList<>();
    TreeMap<Long, Long> found = new TreeMap<>();
    counts.forEach(
        (hour, count) -> {
          inOrder.add(hour);
          found.put(hour, count);
        });
    assertThat(found).isEqualTo(expected);
    assertThat(inOrder).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void withoutEventsEveryHourIsTaken() {
    assertThat(new HourCounts().latest().millis()).isEqualTo(Long.MAX_VALUE);
  }
}
