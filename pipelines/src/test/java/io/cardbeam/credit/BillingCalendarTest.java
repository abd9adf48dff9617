package io.cardbeam.credit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BillingCalendarTest {

  @Property
  void everyDayIsOfOneCycleAndEachCycleFollowsTheOneBefore(
      @ForAll @IntRange(min = 1, max = 28) int statementDay,
      @ForAll @IntRange(min = 0, max = 20_000) int epochDay) {
    BillingCalendar calendar = new BillingCalendar(statementDay, ZoneOffset.UTC);
    LocalDate day = LocalDate.ofEpochDay(epochDay);
    BillingCycle cycle = calendar.cycleOf(day);
    assertThat(cycle.holds(day)).isTrue();
    assertThat(cycle.closingDate().getDayOfMonth()).isEqualTo(statementDay);
    assertThat(cycle.days()).isBetween(28, 31);
    BillingCycle next = calendar.cycleOf(cycle.closingDate().plusDays(1));
    assertThat(next.firstDay()).isEqualTo(cycle.closingDate().plusDays(1));
    assertThat(next.closingDate()).isEqualTo(cycle.closingDate().plusMonths(1));
  }

  @Property
  void paymentsAreDueOnTheSameDayEachMonthAndThreeWeeksAfterClosingAtLeast(
      @ForAll @IntRange(min = 1, max = 28) int statementDay,
      @ForAll @IntRange(min = 0, max = 700) int months) {
    BillingCalendar calendar = new BillingCalendar(statementDay, ZoneOffset.UTC);
    YearMonth month = YearMonth.of(1999, 1).plusMonths(months);
    BillingCycle cycle = calendar.closingIn(month);
    BillingCycle next = calendar.closingIn(month.plusMonths(1));
    assertThat(ChronoUnit.DAYS.between(cycle.closingDate(), cycle.dueDate())).isBetween(25L, 28L);
    assertThat(next.dueDate().getDayOfMonth()).isEqualTo(cycle.dueDate().getDayOfMonth());
    assertThat(next.dueDate()).isEqualTo(cycle.dueDate().plusMonths(1));
  }

  @Test
  void theDayIsThatOfTheAccountsZone() {
    Instant lateInLosAngeles = Instant.parse("2020-03-16T05:30:00Z");
    BillingCalendar there = new BillingCalendar(15, ZoneId.of("America/Los_Angeles"));
    BillingCalendar here = new BillingCalendar(15, ZoneOffset.UTC);
    assertThat(there.cycleOf(there.dayOf(lateInLosAngeles)).closingDate()).isEqualTo("2020-03-15");
    assertThat(here.cycleOf(here.dayOf(lateInLosAngeles)).closingDate()).isEqualTo("2020-04-15");
  }

  @Test
  void noCycleClosesOnADayThatAMonthHasNot() {
    assertThatThrownBy(() -> new BillingCalendar(29, ZoneOffset.UTC))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
