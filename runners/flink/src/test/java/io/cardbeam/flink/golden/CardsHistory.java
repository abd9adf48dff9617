package io.cardbeam.flink.golden;

import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.Payment;
import io.cardbeam.event.Purchase;
import io.cardbeam.flink.golden.OddArrivals.Arrival;
import io.cardbeam.simulator.SimulatedStep;
import io.cardbeam.simulator.Simulator;
import io.cardbeam.simulator.SimulatorSettings;
import io.cardbeam.token.CardTokenizer;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import io.cardbeam.wire.Topic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * A fixed history of some hundred cards over half a year, with all that moves money: the
 * simulator's traffic as if every request had been approved, and odd turns that its people do not
 * take, drawn by ids. Events come in the order of their arrival and have their offsets in it.
 *
 * @param events in the order of arrival
 * @param lastRequestMillis event time of the last request, milliseconds since 1970 UTC
 */
record CardsHistory(List<Arrival> events, long lastRequestMillis) {
  private static final Instant START = Instant.parse("2025-01-01T00:00:00Z");
  private static final double FRAUD_RATE = 0.01;

  /**
   * Makes one; the same arguments give the same history to the byte.
   *
   * @param requests that the simulator makes; there are some two events for each
   */
  static CardsHistory of(long seed, int cards, int requests) {
    SimulatorSettings settings =
        SimulatorSettings.endless(seed, cards, START).withFraudRate(FRAUD_RATE).atMost(requests);
    List<Event> happened = new ArrayList<>();
    Iterator<SimulatedStep> steps =
        new Simulator(settings, CardTokenizer.withoutSecret()).labelled();
    long last = 0;
    while (steps.hasNext()) {
      SimulatedStep step = steps.next();
      if (step instanceof SimulatedStep.Announcement announcement) {
        happened.addAll(announced(announcement.step().event()));
      } else if (step instanceof SimulatedStep.Attempt attempt) {
        happened.addAll(attempted(attempt));
        last = step.step().eventTimeMillis();
      }
    }
    return new CardsHistory(arrived(happened), last);
  }

  private static final Drawn<Integer> PAID =
      new Drawn<>(List.of(new Drawn.Odd<>(500, 3), new Drawn.Odd<>(2_000, 0)));

  /** Some pay three times what they meant to, others not at all. */
  private static List<Event> announced(Event event) {
    if (event.type() != EventType.PAYMENT) {
      return List.of(event);
    }
    int times = PAID.of("payment ", event.id(), 1);
    Payment payment = event.body(Payment.class);
    return times == 0
        ? List.of()
        : List.of(
            Event.of(
                Payment.newBuilder(payment)
                    .setAmountMinor(times * payment.getAmountMinor())
                    .build()));
  }

  private static List<Event> attempted(SimulatedStep.Attempt attempt) {
    AuthorizationRequest asked = attempt.step().request();
    List<Event> events = new ArrayList<>();
    events.add(Event.of(asked));
    for (Event next : attempt.step().ifApproved()) {
      if (next.type() == EventType.PURCHASE) {
        Purchase purchase = next.body(Purchase.class);
        events.addAll(OddPurchases.of(asked, purchase));
        events.addAll(attempt.behaviour().isFraud() ? List.of() : OddCredits.after(purchase));
      } else {
        events.add(next);
      }
    }
    events.addAll(attempt.step().ifNotApproved());
    return events;
  }

  private static List<Arrival> arrived(List<Event> happened) {
    List<Arrival> arrivals = new ArrayList<>(happened.size());
    happened.forEach(event -> arrivals.addAll(OddArrivals.of(event)));
    // Stable: what arrives at one instant stays in the order in which it was made.
    arrivals.sort(Comparator.comparingLong(Arrival::atMillis));
    Map<Topic, Long> offsets = new EnumMap<>(Topic.class);
    arrivals.replaceAll(
        arrival -> {
          Event event = arrival.event();
          long offset = offsets.merge(event.type().topic(), 1L, Long::sum);
          return new Arrival(new Event(event.type(), offset, event.body()), arrival.atMillis());
        });
    return arrivals;
  }
}
