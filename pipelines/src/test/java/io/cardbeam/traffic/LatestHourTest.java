package io.cardbeam.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatestHourTest {
  private static final long HOUR = TimeUnit.HOURS.toMillis(1);
  private static final long YEAR = TimeUnit.DAYS.toMillis(365);
  private static final long START = Instant.parse("2025-01-01T00:00:00Z").toEpochMilli();

  @ParameterizedTest(name = "{0} events, {1} of them {2} h after a year: {3}")
  @CsvSource({
    "999, 1, 1, false",
    "999, 1, 500000, false",
    "1000, 1, 0, false",
    "1000, 1, 1, true",
    "1000, 2, 1, false",
    "1999, 1, 1, true",
    "1999, 2, 1, false",
    "2000, 2, 1, true",
    "2000, 3, 1, false"
  })
  void oneInAThousandMoreThanAYearLaterIsRefused(
      long events, long later, long hours, boolean refused) {
    LatestHour latest = new LatestHour();
    latest.add(START, events - later);
    long hour = START + YEAR + hours * HOUR;
    assertThat(latest.mayExclude(hour)).isEqualTo(hours > 0);
    latest.add(hour, later);
    assertThat(hour > latest.millis()).isEqualTo(refused);
    assertThat(latest.excluded()).isEqualTo(refused ? later : 0);
  }

  @Test
  void withoutEventsEveryHourIsTaken() {
    LatestHour latest = new LatestHour();
    assertThat(latest.mayExclude(START)).isFalse();
    assertThat(latest.millis()).isEqualTo(Long.MAX_VALUE);
    assertThat(latest.excluded()).isZero();
    latest.add(START, 0);
    assertThat(latest.mayExclude(START + 9 * YEAR)).isFalse();
    assertThat(latest.millis()).isEqualTo(Long.MAX_VALUE);
  }

  /**
   * The percentile is that of all times, sorted; what is refused in the end was in doubt before.
   */
  @Test
  void refusesWhatLiesAYearBeyondThePercentileOfAllTimes() {
    Random random = new Random(3);
    int withRefused = 0;
    for (int round = 0; round < 300; round++) {
      TreeMap<Long, Long> hours = new TreeMap<>();
      for (int left = 1 + random.nextInt(40); left > 0; left--) {
        hours.put(START + random.nextInt(3 * 24 * 365) * HOUR, 1 + (long) random.nextInt(3_000));
      }
      for (int left = random.nextInt(4); left > 0; left--) {
        hours.put(START + random.nextInt(9 * 24 * 365) * HOUR, 1 + (long) random.nextInt(9));
      }
      List<Long> times = new ArrayList<>();
      LatestHour latest = new LatestHour();
      List<Long> doubtful = new ArrayList<>();
      hours.forEach(
          (hour, count) -> {
            if (latest.mayExclude(hour)) {
              doubtful.add(hour);
            }
            latest.add(hour, count);
            for (long i = 0; i < count; i++) {
              times.add(hour);
            }
          });
      long percentile = times.get((int) Math.ceil(times.size() * 999 / 1000.0) - 1);
      assertThat(latest.millis()).as("round %d", round).isEqualTo(percentile + YEAR);
      List<Long> refused =
          hours.keySet().stream().filter(hour -> hour > percentile + YEAR).toList();
      assertThat(doubtful).as("round %d", round).containsAll(refused);
      assertThat(latest.excluded())
          .as("round %d", round)
          .isEqualTo(refused.stream().mapToLong(hours::get).sum());
      withRefused += refused.isEmpty() ? 0 : 1;
    }
    assertThat(withRefused).isGreaterThan(30);
  }
}
