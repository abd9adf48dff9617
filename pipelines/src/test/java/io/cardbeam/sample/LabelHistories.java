package io.cardbeam.sample;

import static io.cardbeam.sample.SampleEvents.START;

import io.cardbeam.event.ChargebackOutcome;
import io.cardbeam.event.FindingVerdict;
import io.cardbeam.wire.Event;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Findings, chargebacks and resolutions on the requests of one card, at random from a seed: on some
 * requests none, on others several of one kind, one instant and both verdicts. Request {@code a-1}
 * has the purchase {@code p-1}.
 */
public final class LabelHistories {
  /** Requests of a card: from {@code a-0} on. */
  public static final int REQUESTS = 5;

  private static final int MOST_OF_A_KIND = 3;
  private static final int DAYS = 4;

  private final Random random;
  private final String card;
  private final List<Event> events = new ArrayList<>();

  private LabelHistories(Random random, String card) {
    this.random = random;
    this.card = card;
  }

  /** Labels of a card's requests, in no particular order. */
  public static List<Event> of(Random random, String card) {
    LabelHistories histories = new LabelHistories(random, card);
    for (int request = 0; request < REQUESTS; request++) {
      for (int finding = random.nextInt(MOST_OF_A_KIND); finding > 0; finding--) {
        histories.find("a-" + request);
      }
      for (int chargeback = random.nextInt(MOST_OF_A_KIND); chargeback > 0; chargeback--) {
        histories.chargeBack("p-" + request, "a-" + request);
      }
    }
    return histories.events;
  }

  private void find(String request) {
    FindingVerdict verdict = random.nextBoolean() ? FindingVerdict.FRAUD : FindingVerdict.GENUINE;
    events.add(SampleEvents.finding(id(), request, START, card, time(), verdict));
  }

  private void chargeBack(String purchase, String request) {
    String chargeback = id();
    events.add(SampleEvents.chargeback(chargeback, purchase, request, card, time(), 1));
    for (int part = random.nextInt(MOST_OF_A_KIND); part > 0; part--) {
      ChargebackOutcome outcome =
          random.nextBoolean() ? ChargebackOutcome.UPHELD : ChargebackOutcome.REJECTED;
      events.add(
          SampleEvents.resolution(id(), chargeback, purchase, request, card, time(), outcome, 1));
    }
  }

  private String id() {
    return "id-" + random.nextInt(1_000_000) + "-" + events.size();
  }

  private Instant time() {
    return START.plus(1 + random.nextInt(DAYS), ChronoUnit.DAYS);
  }
}
