package io.cardbeam.pipeline;

import io.cardbeam.event.Chargeback;
import io.cardbeam.event.ChargebackOutcome;
import io.cardbeam.event.ChargebackResolution;
import io.cardbeam.event.Outcome;
import io.cardbeam.event.Payment;
import io.cardbeam.event.PaymentReturned;
import io.cardbeam.event.Purchase;
import io.cardbeam.event.Refund;
import io.cardbeam.pipeline.card.CardBooks;
import io.cardbeam.star.AnsweredRequest;
import io.cardbeam.traffic.PostingCutOff;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;

/**
 * {@link GeneratedBooks} with transactions among them that are booked and don't match: purchases
 * without a request, on an unknown one, a declined one, above it and after its hold; refunds and
 * chargebacks of purchases that are not booked, above them, and long after them; resolutions
 * without their chargeback, of another purchase and above; returns of payments that are not booked,
 * above them and before them.
 */
public final class UnmatchedBooks {
  private static final Instant START = Instant.parse("2019-11-20T00:00:00Z");
  private static final int DAYS = 100;

  private final Random random;
  private final GeneratedBooks matched;
  private final List<Event> events;
  private int ids;

  private UnmatchedBooks(long seed, GeneratedBooks matched) {
    this.random = new Random(~seed);
    this.matched = matched;
    this.events = new ArrayList<>(matched.events());
  }

  /** Books of some cards with about so many requests each; prints the seed. */
  public static UnmatchedBooks of(long seed, int cards, int requestsPerCard) {
    UnmatchedBooks books =
        new UnmatchedBooks(seed, GeneratedBooks.of(seed, cards, requestsPerCard));
    books.matched.decided().forEach(books::purchasesOn);
    books.matched.decided().stream()
        .map(one -> one.request().getCardToken())
        .distinct()
        .forEach(books::withoutOthers);
    books.all(EventType.PURCHASE).forEach(it -> books.givenBack(it.body(Purchase.class)));
    books.all(EventType.CHARGEBACK).forEach(it -> books.decided(it.body(Chargeback.class)));
    books.all(EventType.PAYMENT).forEach(it -> books.cameBack(it.body(Payment.class)));
    return books;
  }

  /** Card updates and booked transactions, in no particular order. */
  public List<Event> events() {
    return events;
  }

  /** What some of the requests turned out to be. */
  public List<Event> findings() {
    return matched.findings();
  }

  /** Requests with their decisions. */
  public List<Decided> decided() {
    return matched.decided();
  }

  /** The books of each card, with the findings and the ledger. */
  public List<CardBooks> cards() {
    return Stream.concat(
            decided().stream().map(one -> one.request().getCardToken()),
            events.stream().map(Event::cardToken))
        .distinct()
        .sorted()
        .map(this::booksOf)
        .toList();
  }

  private CardBooks booksOf(String card) {
    return LedgerModel.withLedger(
        new CardBooks(
            card,
            Stream.concat(events.stream(), findings().stream())
                .filter(event -> event.cardToken().equals(card))
                .toList(),
            decided().stream()
                .filter(one -> one.request().getCardToken().equals(card))
                .map(one -> new AnsweredRequest(one.request(), one.decision()))
                .toList()));
  }

  private List<Event> all(EventType type) {
    return events.stream().filter(event -> event.type() == type).toList();
  }

  private void purchasesOn(Decided one) {
    if (one.decision().getOutcome() != Outcome.APPROVED) {
      if (random.nextInt(3) == 0) {
        add(purchase(one.request().getRequestId(), one, 1, amount()));
      }
      return;
    }
    if (random.nextInt(4) == 0) {
      long above = 2 * one.request().getAmountMinor();
      add(purchase(one.request().getRequestId(), one, random.nextInt(20), above));
    }
  }

  private Purchase purchase(String requestId, Decided one, int daysLater, long amountMinor) {
    return purchase(
        requestId,
        one.request().getCardToken(),
        one.request().getEventTime().plus(Duration.ofDays(daysLater)),
        amountMinor,
        one.request().getCurrency());
  }

  private void withoutOthers(String card) {
    for (int i = 0; i < 3; i++) {
      add(purchase("", card, time(), amount(), currency()));
    }
    add(purchase("no-such-request", card, time(), amount(), currency()));
    add(refund("", "", card, time(), amount(), currency()));
    add(refund("no-such-purchase", "no-such-request", card, time(), amount(), currency()));
    add(chargeback("no-such-purchase", "", card, time(), amount(), currency(), ""));
    add(returned("no-such-payment", card, time(), amount(), currency()));
    for (int i = 0; i < 2; i++) {
      add(resolution("no-such-chargeback", "", "", card, time(), amount(), currency()));
    }
  }

  private void givenBack(Purchase it) {
    String card = it.getCardToken();
    String id = it.getPurchaseId();
    String request = it.getAuthorizationId();
    long above = it.getAmountMinor() + random.nextInt(5_000);
    switch (random.nextInt(10)) {
      case 0 -> add(refund(id, request, card, after(it, 30), above, it.getCurrency()));
      case 1 -> add(refund(id, request, card, after(it, 30), above, currency()));
      case 2 ->
          add(chargeback(id, request, card, after(it, 30), above, it.getCurrency(), "cloned"));
      case 3 -> {
        add(chargeback(id, request, card, after(it, 30), above, it.getCurrency(), ""));
        add(refund(id, request, card, after(it, 60), above, it.getCurrency()));
      }
      case 4 -> {
        Instant late = it.getEventTime().plus(Duration.ofDays(121 + random.nextInt(30)));
        add(chargeback(id, request, card, late, it.getAmountMinor(), it.getCurrency(), ""));
      }
      default -> {
        // Is as it is.
      }
    }
  }

  private void decided(Chargeback it) {
    long half = 1 + it.getAmountMinor() / 2;
    long above = it.getAmountMinor() + random.nextInt(9_000);
    switch (random.nextInt(6)) {
      case 0 -> add(resolution(it, "another-purchase", half));
      case 1 -> add(resolution(it, it.getPurchaseId(), above));
      case 2 -> {
        add(resolution(it, it.getPurchaseId(), half));
        add(resolution(it, it.getPurchaseId(), half));
        add(resolution(it, it.getPurchaseId(), above));
      }
      default -> {
        // Is as it is.
      }
    }
  }

  private void cameBack(Payment it) {
    String card = it.getCardToken();
    String id = it.getPaymentId();
    long above = it.getAmountMinor() + random.nextInt(5_000);
    Instant about = it.getEventTime().plus(Duration.ofHours(random.nextInt(2_000) - 600));
    switch (random.nextInt(4)) {
      case 0 -> add(returned(id, card, about, above, it.getCurrency()));
      case 1 -> add(returned(id, card, about, 1 + above / 3, currency()));
      case 2 -> {
        add(returned(id, card, about, 1 + above / 2, it.getCurrency()));
        add(returned(id, card, it.getEventTime(), above, it.getCurrency()));
      }
      default -> {
        // Is as it is.
      }
    }
  }

  private PaymentReturned returned(
      String paymentId, String card, Instant time, long amountMinor, String currency) {
    return new PaymentReturned(
        id("pyr"), paymentId, card, time, PostingCutOff.after(time), amountMinor, currency, "");
  }

  private ChargebackResolution resolution(Chargeback it, String purchaseId, long amountMinor) {
    return resolution(
        it.getChargebackId(),
        purchaseId,
        it.getAuthorizationId(),
        it.getCardToken(),
        it.getEventTime().plus(Duration.ofHours(1 + random.nextInt(500))),
        amountMinor,
        it.getCurrency());
  }

  private Purchase purchase(
      String requestId, String card, Instant time, long amountMinor, String currency) {
    int merchant = random.nextInt(8);
    return new Purchase(
        id("pur"),
        requestId,
        card,
        time,
        PostingCutOff.after(time),
        amountMinor,
        currency,
        "transit-" + merchant,
        "Transit " + merchant,
        "gas_transport",
        null,
        null,
        null,
        null,
        List.of());
  }

  private Refund refund(
      String purchaseId,
      String requestId,
      String card,
      Instant time,
      long amountMinor,
      String currency) {
    return new Refund(
        id("ref"),
        purchaseId,
        requestId,
        card,
        time,
        PostingCutOff.after(time),
        amountMinor,
        currency,
        "Transit");
  }

  private Chargeback chargeback(
      String purchaseId,
      String requestId,
      String card,
      Instant time,
      long amountMinor,
      String currency,
      String reason) {
    return new Chargeback(
        id("cbk"), purchaseId, requestId, card, time, amountMinor, currency, reason);
  }

  private ChargebackResolution resolution(
      String chargebackId,
      String purchaseId,
      String requestId,
      String card,
      Instant time,
      long amountMinor,
      String currency) {
    return new ChargebackResolution(
        id("res"),
        chargebackId,
        purchaseId,
        requestId,
        card,
        time,
        random.nextBoolean() ? ChargebackOutcome.UPHELD : ChargebackOutcome.REJECTED,
        amountMinor,
        currency,
        "");
  }

  private void add(SpecificRecord body) {
    events.add(Event.of(body));
  }

  private String id(String kind) {
    ids++;
    return "odd-" + kind + "-" + ids;
  }

  private Instant after(Purchase purchase, int days) {
    return purchase.getEventTime().plus(Duration.ofHours(random.nextInt(24 * days)));
  }

  private Instant time() {
    return START.plusSeconds(random.nextInt((int) Duration.ofDays(DAYS).toSeconds()));
  }

  private long amount() {
    return random.nextLong(1, 60_000);
  }

  private String currency() {
    return random.nextInt(10) == 0 ? "EUR" : "USD";
  }
}
