package io.cardbeam.star;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.table.DimDate;
import io.cardbeam.table.DimTimeOfDay;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class FixedDimensionTest {

  @Test
  void tellsALeapDayByAllItsNames() {
    DimDate day =
        FixedDimension.daysOf(2020)
            .filter(row -> row.getDateKey() == 20_200_229)
            .findAny()
            .orElseThrow();
    assertThat(day)
        .isEqualTo(
            new DimDate(
                20_200_229,
                LocalDate.of(2020, 2, 29),
                2020,
                1,
                "2020-Q1",
                2,
                "February",
                "2020-02",
                9,
                29,
                60,
                6,
                "Saturday",
                true));
  }

  @Test
  void hasEveryDayOfAYearOnce() {
    assertThat(FixedDimension.daysOf(2020)).hasSize(366).doesNotHaveDuplicates();
    assertThat(FixedDimension.daysOf(2019)).hasSize(365);
  }

  @Test
  void hasEveryMinuteUnderTheKeyThatFactsUse() {
    List<DimTimeOfDay> minutes = FixedDimension.minutesOfDay();
    assertThat(minutes).hasSize(1440);
    for (DimTimeOfDay minute : minutes) {
      Instant within = Instant.parse("2020-02-29T" + minute.getTimeOfDay() + ":59.999Z");
      assertThat(CalendarKey.ofTimeOfDay(within)).isEqualTo(minute.getTimeOfDayKey());
    }
  }

  @Test
  void keysInstantsBefore1970Too() {
    Instant justBefore = Instant.parse("1969-12-31T23:59:59Z");
    assertThat(CalendarKey.ofDate(justBefore)).isEqualTo(19_691_231);
    assertThat(CalendarKey.ofTimeOfDay(justBefore)).isEqualTo(1440);
  }
}
