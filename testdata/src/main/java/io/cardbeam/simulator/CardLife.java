package io.cardbeam.simulator;

import io.cardbeam.event.CardStatus;
import io.cardbeam.event.CardUpdate;
import io.cardbeam.event.CardUpdateKind;
import io.cardbeam.event.Cardholder;
import io.cardbeam.event.Payment;
import io.cardbeam.event.Purchase;
import io.cardbeam.event.Refund;
import io.cardbeam.simulator.draw.Draws;
import io.cardbeam.simulator.population.CardOwner;
import io.cardbeam.simulator.population.Cities;
import io.cardbeam.simulator.population.City;
import io.cardbeam.simulator.population.Population;
import io.cardbeam.token.CardTokenizer;
import io.cardbeam.traffic.PostingCutOff;
import io.cardbeam.traffic.Step;
import io.cardbeam.wire.Event;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * What is so with a card at the time that is planned, and what happens to it besides purchases:
 * bills are paid, and now and then its owner travels or moves house, the limit changes, or the card
 * is blocked for some hours.
 */
final class CardLife {
  private static final double MOVES_PER_DAY = 1.0 / 900;
  private static final double LIMIT_CHANGES_PER_DAY = 1.0 / 360;
  private static final double BLOCKS_PER_DAY = 1.0 / 500;
  private static final double TRIPS_PER_DAY = 1.0 / 90;
  private static final double DAYS_PER_MONTH = 30.4;
  private static final double TRIP_KM = 300;
  private static final int LAST_SECOND_OF_DAY = 86_399;
  private static final long LIMIT_STEP_MINOR = 500_00;
  private static final long LEAST_PAYMENT_MINOR = 25_00;
  private static final List<String> PAYMENT_METHODS = List.of("ACH", "DEBIT", "CHECK");

  private final CardOwner owner;
  private final Population population;
  private final Schedule schedule;
  private final Agenda agenda;
  private final Draws draws;
  private City home;
  private Cardholder cardholder;
  private long limitMinor;
  private long owedMinor;
  private long blockedFromMillis = Long.MAX_VALUE;
  private long blockedUntilMillis = Long.MIN_VALUE;
  private City stay;
  private LocalDate returnDate = LocalDate.MIN;
  private boolean inTransit;

  CardLife(CardOwner owner, Population population, Schedule schedule, Agenda agenda, Draws draws) {
    this.owner = owner;
    this.population = population;
    this.schedule = schedule;
    this.agenda = agenda;
    this.draws = draws;
    home = owner.home();
    stay = home;
    cardholder = owner.cardholder();
    limitMinor = owner.limitMinor();
  }

  /** The card's issue. */
  Event issue(long millis) {
    return Event.of(update(millis, CardUpdateKind.ISSUED, owner.cardholder(), owner.limitMinor()));
  }

  /** Plans what happens on this day, and settles where the owner is. */
  void begin(Day day) {
    travel(day);
    // One change at a time, and none while a theft or a block reaches over from another day: each
    // update tells the whole card, so it must not be planned before another has happened.
    if (stay.equals(home) && !inTransit && agenda.isEmpty()) {
      change(day);
    }
    if (isPaymentDay(day) && owedMinor > 0) {
      pay(day);
    }
  }

  /** Where the owner is on the day that is planned. */
  City stay() {
    return stay;
  }

  /** Where the owner lives. */
  City home() {
    return home;
  }

  /** Whether the owner is on the way between two cities, and at no counter, all day. */
  boolean inTransit() {
    return inTransit;
  }

  Cardholder cardholder() {
    return cardholder;
  }

  boolean blockedAt(long millis) {
    return millis >= blockedFromMillis && millis <= blockedUntilMillis;
  }

  /** Whether the card is blocked on any part of this day. */
  boolean blockedOn(Day day) {
    return blockedFromMillis < day.next().startMillis() && blockedUntilMillis >= day.startMillis();
  }

  /** Counts the events of a purchase, all of them, as owed from now on. */
  void owe(List<Event> cleared) {
    for (Event event : cleared) {
      switch (event.type()) {
        case PURCHASE -> owedMinor += event.body(Purchase.class).getAmountMinor();
        case REFUND -> owedMinor -= event.body(Refund.class).getAmountMinor();
        default -> {
          // A reversal leaves nothing to pay, and a fraud is not the owner's.
        }
      }
    }
  }

  private void travel(Day day) {
    boolean away = !stay.equals(home);
    if (away) {
      inTransit = !day.date().isBefore(returnDate);
      stay = inTransit ? home : stay;
    } else {
      inTransit = draws.chance(TRIPS_PER_DAY);
      if (inTransit) {
        stay = Cities.drawBeyond(home, TRIP_KM, draws);
        returnDate = day.date().plusDays(draws.between(2, 8));
      }
    }
  }

  private void change(Day day) {
    if (draws.chance(MOVES_PER_DAY)) {
      home = Cities.draw(draws);
      stay = home;
      inTransit = true;
      cardholder = population.moved(cardholder, home, draws);
      announce(day.startMillis(), CardUpdateKind.CARDHOLDER_CHANGED);
    } else if (draws.chance(LIMIT_CHANGES_PER_DAY)) {
      long steps = limitMinor / LIMIT_STEP_MINOR;
      limitMinor += LIMIT_STEP_MINOR * Math.max(1, steps * draws.between(10, 40) / 100);
      announce(day.startMillis(), CardUpdateKind.LIMIT_CHANGED);
    } else if (draws.chance(BLOCKS_PER_DAY)) {
      blockedFromMillis = day.atSecond(draws.between(0, LAST_SECOND_OF_DAY));
      blockedUntilMillis =
          blockedFromMillis + Duration.ofSeconds(draws.between(2 * 3600, 48 * 3600)).toMillis();
      announce(blockedFromMillis, CardUpdateKind.BLOCKED);
      announce(blockedUntilMillis, CardUpdateKind.UNBLOCKED);
    }
  }

  private boolean isPaymentDay(Day day) {
    double factor = schedule.factorOn(day);
    return day.date().getDayOfMonth() == owner.profile().paymentDay()
        || (factor > 1 && draws.chance(factor / DAYS_PER_MONTH));
  }

  private void pay(Day day) {
    long amountMinor = Math.round(owedMinor * owner.profile().paidShare());
    amountMinor = Math.min(owedMinor, Math.max(LEAST_PAYMENT_MINOR, amountMinor));
    owedMinor -= amountMinor;
    Instant time =
        Instant.ofEpochMilli(
            agenda.freeFrom(day.atSecond(owner.profile().rhythm().secondOfDay(draws))));
    Payment payment =
        new Payment(
            draws.hexId(),
            owner.token(),
            time,
            PostingCutOff.after(time),
            amountMinor,
            AttemptFactory.CURRENCY,
            draws.pick(PAYMENT_METHODS));
    agenda.add(new SimulatedStep.Announcement(new Step.Publish(Event.of(payment))));
  }

  private void announce(long millis, CardUpdateKind kind) {
    CardUpdate update = update(agenda.freeFrom(millis), kind, cardholder, limitMinor);
    agenda.add(new SimulatedStep.Announcement(new Step.Publish(Event.of(update))));
  }

  private CardUpdate update(
      long millis, CardUpdateKind kind, Cardholder person, long limitThenMinor) {
    return new CardUpdate(
        owner.token() + "@" + millis,
        owner.token(),
        Instant.ofEpochMilli(millis),
        kind,
        kind == CardUpdateKind.BLOCKED ? CardStatus.BLOCKED : CardStatus.ACTIVE,
        CardTokenizer.lastFour(owner.number().digits()),
        limitThenMinor,
        AttemptFactory.CURRENCY,
        person);
  }
}
