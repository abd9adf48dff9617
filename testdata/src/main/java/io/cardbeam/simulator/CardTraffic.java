package io.cardbeam.simulator;

import io.cardbeam.simulator.draw.Draws;
import io.cardbeam.simulator.draw.Seed;
import io.cardbeam.simulator.population.CardOwner;
import io.cardbeam.traffic.Step;
import java.time.Instant;

/**
 * One card's steps in order of time. It plans a day at a time; what is planned for a day may reach
 * into later ones but never back, so a step is due once its day was planned.
 */
final class CardTraffic {
  private final CardOwner owner;
  private final long startMillis;
  private final boolean joinsLater;
  private final Schedule schedule;
  private final Agenda agenda = new Agenda();
  private final CardLife life;
  private final Shopping shopping;
  private final Theft theft;
  private Day nextDay;

  CardTraffic(CardOwner owner, Scenery scenery, SimulatorSettings settings) {
    this.owner = owner;
    Instant start = settings.startOf(owner.index());
    startMillis = start.getEpochSecond() * 1000;
    schedule = settings.schedule();
    Seed seed = new Seed(settings.seed()).branch("traffic").branch(startMillis);
    Draws draws = new Draws(seed.branch(owner.index()));
    AttemptFactory attempts = new AttemptFactory(owner, scenery.items(), draws);
    life = new CardLife(owner, scenery.population(), schedule, agenda, draws);
    shopping = new Shopping(owner, scenery.merchants(), schedule, life, attempts, agenda, draws);
    theft = new Theft(owner, scenery.merchants(), life, attempts, agenda, draws, settings);
    nextDay = Day.of(start, schedule.clock(owner.index(), owner.home().longitude()));
    planFirstDay();
    joinsLater = start.isAfter(settings.start());
    if (joinsLater) {
      agenda.add(issue());
    }
  }

  int cardIndex() {
    return owner.index();
  }

  /** Whether the card's issue is a step among the others, as it is not issued at the very start. */
  boolean joinsLater() {
    return joinsLater;
  }

  /** The card's issue. */
  SimulatedStep issue() {
    return new SimulatedStep.Announcement(new Step.Publish(life.issue(startMillis)));
  }

  /** Time of the next step after an issue at the very start, milliseconds since 1970 UTC. */
  long nextMillis() {
    planUntilSomethingIsDue();
    return agenda.firstMillis();
  }

  /** Takes the next step. */
  SimulatedStep take() {
    planUntilSomethingIsDue();
    return agenda.takeFirst();
  }

  // The simulation starts within this day. What comes before is left out, and nothing but purchases
  // happens, so that no half of a pair (a block, its end) is lost.
  private void planFirstDay() {
    planPurchases();
    agenda.forgetUntil(startMillis);
  }

  // Ends: a cardholder buys on a given day with a chance of a third or more.
  private void planUntilSomethingIsDue() {
    while (agenda.isEmpty() || agenda.firstMillis() >= nextDay.startMillis()) {
      if (schedule.isPaused(nextDay)) {
        nextDay = nextDay.next();
      } else {
        life.begin(nextDay);
        planPurchases();
      }
    }
  }

  private void planPurchases() {
    shopping.plan(nextDay);
    theft.plan(nextDay, shopping.lastAtCounter());
    // Not sooner: what is drawn for the day must not hang on a pause that came to be within it.
    agenda.forgetIf(this::isPaused);
    nextDay = nextDay.next();
  }

  private boolean isPaused(SimulatedStep step) {
    return step instanceof SimulatedStep.Attempt
        && schedule.isPausedAt(step.step().eventTimeMillis());
  }
}
