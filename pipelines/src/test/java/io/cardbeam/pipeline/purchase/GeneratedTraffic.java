package io.cardbeam.pipeline.purchase;

import static io.cardbeam.sample.SampleEvents.START;

import io.cardbeam.event.ChargebackOutcome;
import io.cardbeam.event.Outcome;
import io.cardbeam.pipeline.Decided;
import io.cardbeam.sample.SampleEvents;
import io.cardbeam.wire.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Answers and transactions from a seed. Wild traffic breaks every rule of clearing now and then;
 * calm traffic breaks only those whose outcome no order of arrival can change.
 *
 * @param decisions the answers
 * @param events the transactions
 */
record GeneratedTraffic(List<Decided> decisions, List<Event> events) {
  private static final long AMOUNT = 100_00;

  static GeneratedTraffic wild(long seed, int authorizations) {
    Random random = new Random(seed);
    GeneratedTraffic traffic = new GeneratedTraffic(new ArrayList<>(), new ArrayList<>());
    for (int i = 0; i < authorizations; i++) {
      Instant asked = START.plus(minutes(random, 60 * 24 * 5));
      String id = "a" + i;
      String card = "card" + random.nextInt(9);
      if (random.nextInt(10) > 0) {
        traffic.decide(id, card, asked, random.nextInt(5) > 0);
      }
      int count = random.nextInt(6);
      for (int t = 0; t < count; t++) {
        traffic.addWild(random, id, random.nextInt(20) > 0 ? card : "stolen", asked, t);
      }
    }
    return traffic;
  }

  private void addWild(Random random, String id, String card, Instant asked, int t) {
    Instant soon = asked.plus(minutes(random, 60 * 24 * 9)).minus(minutes(random, 60 * 40));
    Instant later = asked.plus(minutes(random, 60 * 24 * (random.nextBoolean() ? 4 : 130)));
    long amount = random.nextInt(20) == 0 ? -random.nextInt(2) : 10_00 + random.nextInt(70_00);
    String purchase = id + "p" + random.nextInt(3);
    String currency = random.nextInt(20) == 0 ? "EUR" : "USD";
    switch (random.nextInt(6)) {
      case 0 -> events.add(SampleEvents.reversal(id + "r" + t, id, card, soon, amount));
      case 1 -> events.add(SampleEvents.refund(id + "f" + t, purchase, id, card, later, amount));
      case 2 -> {
        events.add(SampleEvents.chargeback(id + "c" + t, purchase, id, card, later, amount));
        for (int decision = random.nextInt(4); decision > 0; decision--) {
          String chargeback = id + "c" + (random.nextInt(9) > 0 ? t : t + 1);
          events.add(
              resolution(
                  random, id + "d" + t + decision, chargeback, purchase, id, card, later, amount));
        }
      }
      default -> events.add(SampleEvents.purchase(id + "p" + t, id, card, soon, amount, currency));
    }
  }

  /** Of the whole of a chargeback or of half of it; soon, or too late. */
  private static Event resolution(
      Random random,
      String key,
      String chargeback,
      String purchase,
      String id,
      String card,
      Instant disputed,
      long amount) {
    return SampleEvents.resolution(
        key,
        chargeback,
        random.nextInt(9) > 0 ? purchase : "another",
        id,
        card,
        disputed
            .plus(minutes(random, 60 * 24 * (random.nextInt(5) > 0 ? 4 : 150)))
            .minus(minutes(random, 60 * 24)),
        random.nextBoolean() ? ChargebackOutcome.UPHELD : ChargebackOutcome.REJECTED,
        random.nextBoolean() ? amount : amount / 2);
  }

  static GeneratedTraffic calm(long seed, int authorizations) {
    Random random = new Random(seed);
    GeneratedTraffic traffic = new GeneratedTraffic(new ArrayList<>(), new ArrayList<>());
    for (int i = 0; i < authorizations; i++) {
      Instant asked = START.plus(minutes(random, 60 * 24));
      String id = "a" + i;
      if (random.nextInt(10) > 0) {
        traffic.decide(id, "card", asked, random.nextInt(5) > 0);
      }
      Instant cleared = asked.plus(minutes(random, 60 * 24 * 8));
      Instant givenBack = cleared.plus(minutes(random, 60 * 24 * 4));
      traffic.events.add(SampleEvents.purchase(id + "p", id, "card", cleared, AMOUNT));
      if (random.nextInt(3) == 0) {
        traffic.events.add(
            SampleEvents.refund(id + "f", id + "p", id, "card", givenBack, AMOUNT / 2));
      }
      if (random.nextInt(3) == 0) {
        traffic.events.add(
            SampleEvents.chargeback(id + "c", id + "p", id, "card", givenBack, AMOUNT / 2));
        traffic.events.add(
            SampleEvents.resolution(
                id + "d",
                id + "c",
                id + "p",
                id,
                "card",
                givenBack.plus(minutes(random, 60 * 24 * 30)),
                random.nextBoolean() ? ChargebackOutcome.UPHELD : ChargebackOutcome.REJECTED,
                AMOUNT / 4));
      }
    }
    return traffic;
  }

  private void decide(String id, String card, Instant asked, boolean approved) {
    Outcome outcome = approved ? Outcome.APPROVED : Outcome.REFERRED;
    decisions.add(SampleEvents.decided(id, card, asked, AMOUNT, outcome));
  }

  List<Fact> facts() {
    List<Fact> facts = new ArrayList<>();
    decisions.forEach(d -> facts.add(new Fact.OfDecision(d)));
    events.forEach(e -> facts.add(new Fact.OfTransaction(e)));
    return facts;
  }

  private static Duration minutes(Random random, int below) {
    return Duration.ofMinutes(random.nextInt(below));
  }
}
