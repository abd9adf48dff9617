package io.cardbeam.account;

import io.cardbeam.event.LedgerTransfer;
import io.cardbeam.ledger.MoneyEvent;
import io.cardbeam.ledger.Transfers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What became of events on an account, each once: what a step publishes.
 *
 * @param holds that were made, in order
 * @param booked transactions that were booked, in order
 * @param refusals of those that were not, in order
 */
public record Bookings(List<Hold> holds, List<MoneyEvent> booked, List<Refusal> refusals) {
  /** Nothing. */
  public static final Bookings NONE = new Bookings(List.of(), List.of(), List.of());

  /**
   * A hold that was made.
   *
   * @param event the approval
   * @param expiresMillis event time from which it reserves nothing, milliseconds since 1970 UTC
   * @param toleratedMinor up to how much the purchases on it may be in all, minor units
   */
  public record Hold(MoneyEvent event, long expiresMillis, long toleratedMinor) {}

  public Bookings {
    holds = List.copyOf(holds);
    booked = List.copyOf(booked);
    refusals = List.copyOf(refusals);
  }

  static Bookings of(Optional<Hold> hold, List<MoneyEvent> booked, List<Refusal> refusals) {
    return hold.isEmpty() && booked.isEmpty() && refusals.isEmpty()
        ? NONE
        : new Bookings(hold.map(List::of).orElse(List.of()), booked, refusals);
  }

  /** Whether nothing was booked or refused. */
  public boolean isNone() {
    return holds.isEmpty() && booked.isEmpty() && refusals.isEmpty();
  }

  /** These and what a next step brought. */
  public Bookings then(Bookings next) {
    if (isNone() || next.isNone()) {
      return isNone() ? next : this;
    }
    return all(List.of(this, next));
  }

  /** What several steps brought, in order. */
  public static Bookings all(List<Bookings> steps) {
    List<Hold> holds = new ArrayList<>();
    List<MoneyEvent> booked = new ArrayList<>();
    List<Refusal> refusals = new ArrayList<>();
    for (Bookings step : steps) {
      holds.addAll(step.holds);
      booked.addAll(step.booked);
      refusals.addAll(step.refusals);
    }
    return new Bookings(holds, booked, refusals);
  }

  /** What was booked, as transfers: the holds, then the transactions in order. */
  public List<LedgerTransfer> transfers(Transfers by) {
    List<LedgerTransfer> transfers = new ArrayList<>(holds.size() + booked.size());
    for (Hold hold : holds) {
      transfers.add(by.ofHold(hold.event(), hold.expiresMillis(), hold.toleratedMinor()));
    }
    for (MoneyEvent event : booked) {
      transfers.add(by.of(event));
    }
    return transfers;
  }
}
