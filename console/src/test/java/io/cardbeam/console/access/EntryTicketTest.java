package io.cardbeam.console.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EntryTicketTest {
  private final MovableClock clock = new MovableClock();
  private final EntryTicket ticket = new EntryTicket(clock);

  @Test
  void worksOnce() {
    assertThat(ticket.use("another")).isFalse();
    assertThat(ticket.use(ticket.text())).isTrue();
    assertThat(ticket.use(ticket.text())).isFalse();
  }

  @Test
  void worksNoLongerThanTenMinutes() {
    clock.pass(EntryTicket.LIFETIME);

    assertThat(ticket.use(ticket.text())).isFalse();
  }
}
