package io.cardbeam.sample;

import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.CardStatus;
import io.cardbeam.event.Channel;
import io.cardbeam.event.FindingVerdict;
import io.cardbeam.wire.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Some weeks of a few cards, at random from a seed: requests in bursts and apart, at places near
 * and far, with purchases, payments, blocks, findings of fraud; each event with its own id.
 */
public final class GeneratedCards {
  private static final String[] CATEGORIES = {"grocery_pos", "gas_transport", "shopping_net"};

  private final Random random;
  private final List<Event> events = new ArrayList<>();
  private int number;

  private GeneratedCards(long seed) {
    random = new Random(seed);
  }

  /** Events of {@code cards} cards, {@code requests} requests each, in order of event time. */
  public static List<Event> of(long seed, int cards, int requests) {
    GeneratedCards generated = new GeneratedCards(seed);
    for (int card = 0; card < cards; card++) {
      generated.card("card-" + card, requests);
    }
    generated.events.sort(Event.CARD_ORDER);
    return generated.events;
  }

  private void card(String card, int requests) {
    Instant time = SampleEvents.START;
    boolean issued = random.nextInt(8) > 0;
    if (issued) {
      events.add(SampleEvents.cardUpdate(id("u"), card, time, CardStatus.ACTIVE, "1 Elm Street"));
    }
    for (int i = 0; i < requests; i++) {
      boolean burst = random.nextInt(3) == 0;
      time = time.plusSeconds(random.nextInt(burst ? 600 : 200_000));
      AuthorizationRequest request = request(card, time);
      events.add(Event.of(request));
      if (random.nextInt(3) > 0) {
        Instant cleared = time.plus(Duration.ofMinutes(random.nextInt(3000)));
        events.add(
            SampleEvents.purchase(
                id("p"), request.getRequestId(), card, cleared, request.getAmountMinor()));
      } else if (random.nextInt(4) == 0) {
        events.add(
            SampleEvents.reversal(
                id("v"), request.getRequestId(), card, time, request.getAmountMinor()));
      }
      if (random.nextInt(20) == 0) {
        events.add(SampleEvents.payment(id("y"), card, time, 1 + random.nextInt(100_000)));
      }
      if (random.nextInt(12) == 0) {
        FindingVerdict verdict =
            random.nextInt(4) == 0 ? FindingVerdict.GENUINE : FindingVerdict.FRAUD;
        Instant found = time.plusSeconds(random.nextInt(2_000_000));
        events.add(
            SampleEvents.finding(id("n"), request.getRequestId(), time, card, found, verdict));
      }
      if (random.nextInt(40) == 0) {
        CardStatus status = random.nextBoolean() ? CardStatus.BLOCKED : CardStatus.ACTIVE;
        events.add(SampleEvents.cardUpdate(id("u"), card, time, status, "2 Oak Street"));
      }
    }
  }

  private AuthorizationRequest request(String card, Instant time) {
    int merchant = random.nextInt(12);
    return new AuthorizationRequest(
        id("r"),
        card,
        time,
        1L + (long) Math.exp(random.nextGaussian() * 1.5 + 8),
        "USD",
        "m-" + merchant,
        "Merchant " + merchant,
        CATEGORIES[random.nextInt(CATEGORIES.length)],
        random.nextInt(3) == 0 ? Channel.ONLINE : Channel.CARD_PRESENT,
        random.nextInt(10) == 0 ? null : 39 + random.nextInt(2) * 12.0,
        -83 + random.nextInt(2) * 30.0,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  private String id(String prefix) {
    return prefix + "-" + number++;
  }
}
