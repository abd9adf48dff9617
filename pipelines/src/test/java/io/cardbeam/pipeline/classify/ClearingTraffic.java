package io.cardbeam.pipeline.classify;

import static io.cardbeam.sample.SampleEvents.START;

import io.cardbeam.event.CardStatus;
import io.cardbeam.event.ChargebackOutcome;
import io.cardbeam.event.Outcome;
import io.cardbeam.sample.SampleEvents;
import io.cardbeam.wire.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Requests on some cards and transactions that name them, from a seed. They break every rule of
 * clearing now and then: requests that never come or are declined, as the card is blocked;
 * purchases before their request and long after; other currencies, other cards; refunds and
 * chargebacks of purchases that never were, and of more than was bought; returns of payments.
 *
 * @param cardEvents updates and requests, in order of event time
 * @param transactions in no order
 */
record ClearingTraffic(List<Event> cardEvents, List<Event> transactions) {
  private static final long AMOUNT = 20_00;
  private static final int CARDS = 6;

  static ClearingTraffic of(long seed, int authorizations) {
    Random random = new Random(seed);
    List<Event> requests = new ArrayList<>();
    ClearingTraffic traffic = new ClearingTraffic(new ArrayList<>(), new ArrayList<>());
    for (int card = 0; card < CARDS; card++) {
      traffic.cardEvents.add(
          SampleEvents.cardUpdate(
              "u" + card,
              "card" + card,
              START.minus(Duration.ofDays(1)),
              card == 0 ? CardStatus.BLOCKED : CardStatus.ACTIVE,
              "1 Street"));
    }
    for (int i = 0; i < authorizations; i++) {
      Instant asked = START.plus(minutes(random, 60 * 24 * 20));
      String card = "card" + random.nextInt(CARDS);
      if (random.nextInt(10) > 0) {
        requests.add(
            Event.of(
                SampleEvents.decided("a" + i, card, asked, AMOUNT, Outcome.APPROVED).request()));
      }
      for (int count = random.nextInt(6), t = 0; t < count; t++) {
        traffic.add(random, "a" + i, random.nextInt(20) > 0 ? card : "card1", asked, t);
      }
    }
    requests.sort(Event.CARD_ORDER);
    traffic.cardEvents.addAll(requests);
    return traffic;
  }

  private void add(Random random, String id, String card, Instant asked, int t) {
    Instant soon =
        asked
            .plus(minutes(random, 60 * 24 * (random.nextInt(5) > 0 ? 9 : 60)))
            .minus(minutes(random, 60 * 40));
    Instant later = asked.plus(minutes(random, 60 * 24 * (random.nextBoolean() ? 4 : 130)));
    long amount = 10_00L + random.nextInt(30_00);
    String purchase = random.nextInt(5) > 0 ? id + "p" + random.nextInt(3) : "";
    String authorization = random.nextInt(9) > 0 ? id : "";
    String currency = random.nextInt(20) == 0 ? "EUR" : "USD";
    switch (random.nextInt(8)) {
      case 0 -> transactions.add(SampleEvents.reversal(id + "r" + t, id, card, soon, amount));
      case 1 ->
          transactions.add(
              SampleEvents.refund(id + "f" + t, purchase, authorization, card, later, amount));
      case 2 ->
          transactions.add(
              SampleEvents.chargeback(id + "c" + t, id + "p" + t, id, card, later, amount));
      case 3 ->
          transactions.add(
              SampleEvents.resolution(
                  id + "d" + t,
                  id + "c" + t,
                  id + "p" + t,
                  id,
                  card,
                  later,
                  random.nextBoolean() ? ChargebackOutcome.UPHELD : ChargebackOutcome.REJECTED,
                  amount));
      case 4 -> transactions.add(SampleEvents.payment(id + "y" + t, card, later, amount));
      case 5 ->
          transactions.add(
              SampleEvents.returned(
                  id + "b" + t, id + "y" + random.nextInt(3), card, later, amount));
      default ->
          transactions.add(
              SampleEvents.purchase(id + "p" + t, authorization, card, soon, amount, currency));
    }
  }

  List<Event> all() {
    List<Event> all = new ArrayList<>(cardEvents);
    all.addAll(transactions);
    return all;
  }

  private static Duration minutes(Random random, int below) {
    return Duration.ofMinutes(random.nextInt(below));
  }
}
