package io.cardbeam.pipeline;

import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.CardStatus;
import io.cardbeam.event.CardUpdate;
import io.cardbeam.event.CardUpdateKind;
import io.cardbeam.event.Cardholder;
import io.cardbeam.event.Channel;
import io.cardbeam.event.Chargeback;
import io.cardbeam.event.ChargebackOutcome;
import io.cardbeam.event.ChargebackResolution;
import io.cardbeam.event.FindingSource;
import io.cardbeam.event.FindingVerdict;
import io.cardbeam.event.FraudFinding;
import io.cardbeam.event.Outcome;
import io.cardbeam.event.Payment;
import io.cardbeam.event.PaymentReturned;
import io.cardbeam.event.Purchase;
import io.cardbeam.event.Reason;
import io.cardbeam.event.Refund;
import io.cardbeam.event.Reversal;
import io.cardbeam.traffic.PostingCutOff;
import io.cardbeam.wire.Event;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.avro.specific.SpecificRecord;

/**
 * Books from a seed: some cards that move house, are blocked and used over some months around a
 * year's end; among them one whose updates come after its first purchases and one that has none.
 */
public final class GeneratedBooks {
  private static final Instant START = Instant.parse("2019-11-15T00:00:00Z");
  private static final int DAYS = 110;
  private static final List<String> CITIES = List.of("Akron", "Boise", "Casper", "Dover");
  private static final List<String> CATEGORIES = List.of("grocery_pos", "shopping_net", "travel");

  private final Random random;
  private final Random returns;
  private final List<Event> events = new ArrayList<>();
  private final List<Event> findings = new ArrayList<>();
  private final List<Decided> decided = new ArrayList<>();
  private int ids;

  private GeneratedBooks(long seed) {
    random = new Random(seed);
    returns = new Random(-seed);
  }

  /** Books of some cards with about so many requests each; prints the seed. */
  public static GeneratedBooks of(long seed, int cards, int requestsPerCard) {
    System.out.println("books from seed " + seed);
    GeneratedBooks books = new GeneratedBooks(seed);
    for (int card = 0; card < cards; card++) {
      books.card(String.format("card-token-%011d", card), card, requestsPerCard);
    }
    return books;
  }

  /** Card updates and booked transactions, in no particular order. */
  public List<Event> events() {
    return Collections.unmodifiableList(events);
  }

  /** What some of the requests turned out to be, some of them more than once. */
  public List<Event> findings() {
    return Collections.unmodifiableList(findings);
  }

  /** Requests with their decisions. */
  public List<Decided> decided() {
    return Collections.unmodifiableList(decided);
  }

  /** The same things in another order. */
  public static <T> List<T> shuffled(List<T> things, long seed) {
    List<T> copy = new ArrayList<>(things);
    Collections.shuffle(copy, new Random(seed));
    return copy;
  }

  /** The same things in another order, each once or more. */
  public static <T> List<T> duplicated(List<T> things, long seed) {
    Random random = new Random(seed);
    List<T> copies = new ArrayList<>(things);
    things.stream().filter(thing -> random.nextInt(3) == 0).forEach(copies::add);
    return shuffled(copies, seed);
  }

  private void card(String token, int number, int requests) {
    boolean isNeverIssued = number % 5 == 4;
    Instant issued = number % 5 == 3 ? time() : Instant.EPOCH;
    if (!isNeverIssued) {
      updates(token, number, issued);
    }
    for (int request = 0; request < requests; request++) {
      request(token);
    }
    for (int payment = 0; payment < 3; payment++) {
      Instant time = time();
      Payment made =
          new Payment(
              id("pay"), token, time, PostingCutOff.after(time), amount(), currency(), "ACH");
      add(made);
      comeBack(made);
    }
  }

  /** Some of them, in whole or in two parts, within days or after months. */
  private void comeBack(Payment payment) {
    if (returns.nextInt(2) > 0) {
      return;
    }
    long amount = payment.getAmountMinor();
    long first = returns.nextInt(3) == 0 ? 1 + amount / 2 : amount;
    add(returned(payment, "a", first));
    if (first < amount && returns.nextBoolean()) {
      add(returned(payment, "b", amount - first));
    }
  }

  private PaymentReturned returned(Payment payment, String part, long amountMinor) {
    Instant time =
        payment
            .getEventTime()
            .plus(Duration.ofHours(returns.nextInt(24 * (returns.nextBoolean() ? 6 : 80))));
    return new PaymentReturned(
        payment.getPaymentId() + part,
        payment.getPaymentId(),
        payment.getCardToken(),
        time,
        PostingCutOff.after(time),
        amountMinor,
        payment.getCurrency(),
        part.equals("a") ? "R01" : "");
  }

  private void updates(String token, int number, Instant issued) {
    update(token, issued, CardUpdateKind.ISSUED, CITIES.get(0), number);
    update(token, time(), CardUpdateKind.LIMIT_CHANGED, CITIES.get(0), number);
    for (int move = 0; move < random.nextInt(4); move++) {
      update(token, time(), CardUpdateKind.CARDHOLDER_CHANGED, one(CITIES), number);
    }
    Instant twiceAtOnce = time();
    update(token, twiceAtOnce, CardUpdateKind.CARDHOLDER_CHANGED, one(CITIES), number);
    update(token, twiceAtOnce, CardUpdateKind.CARDHOLDER_CHANGED, one(CITIES), number);
  }

  private void update(String token, Instant time, CardUpdateKind kind, String city, int number) {
    add(
        new CardUpdate(
            id("upd"),
            token,
            time,
            kind,
            CardStatus.ACTIVE,
            String.format("%04d", number),
            random.nextBoolean() ? 500_000L : null,
            "USD",
            new Cardholder(
                "Given" + number,
                "Family" + number,
                number % 2 == 0 ? "F" : null,
                "1 Main St",
                city,
                "OH",
                "00501",
                "US",
                41.1,
                -81.5,
                number % 2 == 0 ? 1_000 : null,
                number % 3 == 0 ? "Baker" : null,
                number % 2 == 0 ? LocalDate.of(1950 + number, 2, 28) : null)));
  }

  private void request(String token) {
    Instant time = time();
    int merchant = random.nextInt(8);
    String category = one(CATEGORIES);
    String requestId = id("req");
    long amountMinor = amount();
    String currency = currency();
    boolean isPlaceKnown = random.nextBoolean();
    AuthorizationRequest request =
        new AuthorizationRequest(
            requestId,
            token,
            time,
            amountMinor,
            currency,
            "merchant-" + merchant,
            merchantName(merchant, time),
            category,
            Channel.CARD_PRESENT,
            isPlaceKnown ? 40.0 : null,
            isPlaceKnown ? -80.0 : null,
            isPlaceKnown ? "Erie" : null,
            isPlaceKnown ? "PA" : null,
            null,
            null,
            null,
            null);
    Outcome outcome = one(List.of(Outcome.APPROVED, Outcome.APPROVED, Outcome.DECLINED));
    decided.add(new Decided(request, decision(request, outcome), Decided.CardFacts.UNKNOWN));
    if (outcome == Outcome.APPROVED) {
      follow(request);
    }
    for (int finding = random.nextInt(8); finding > 5; finding--) {
      find(request);
    }
  }

  private void find(AuthorizationRequest request) {
    findings.add(
        Event.of(
            new FraudFinding(
                id("fin"),
                request.getRequestId(),
                request.getEventTime(),
                request.getCardToken(),
                request.getEventTime().plusSeconds(random.nextInt(1_000_000)),
                one(List.of(FindingVerdict.values())),
                FindingSource.ANALYST,
                "")));
  }

  private AuthorizationDecision decision(AuthorizationRequest request, Outcome outcome) {
    List<Reason> reasons =
        outcome == Outcome.APPROVED
            ? List.of()
            : List.of(
                new Reason("FAST", "Too fast.", null),
                new Reason("FAR", "Too far, by 620 km.", null));
    return new AuthorizationDecision(
        request.getRequestId(),
        request.getCardToken(),
        request.getEventTime(),
        outcome,
        random.nextDouble(),
        reasons,
        "policy-1",
        "rules-1",
        null,
        null,
        null,
        random.nextInt(3) == 0 ? null : random.nextBoolean());
  }

  private void follow(AuthorizationRequest request) {
    Instant time = request.getEventTime().plusSeconds(random.nextInt(100_000));
    String purchaseId = id("pur");
    Purchase purchase =
        new Purchase(
            purchaseId,
            request.getRequestId(),
            request.getCardToken(),
            time,
            PostingCutOff.after(time),
            request.getAmountMinor(),
            request.getCurrency(),
            request.getMerchantId(),
            merchantName(Integer.parseInt(request.getMerchantId().substring(9)), time),
            request.getCategory(),
            null,
            null,
            null,
            null,
            List.of());
    Instant later = time.plus(Duration.ofDays(random.nextInt(40)));
    switch (random.nextInt(8)) {
      case 0 -> {
        add(purchase);
        add(refund(purchase, later));
      }
      case 1 -> {
        add(purchase);
        dispute(purchase, later);
      }
      case 2 -> add(reversal(request, time));
      case 3 -> {
        // Its purchase is not in these books.
        add(refund(purchase, later));
        dispute(purchase, later);
      }
      default -> add(purchase);
    }
  }

  private Refund refund(Purchase purchase, Instant time) {
    return new Refund(
        id("ref"),
        purchase.getPurchaseId(),
        purchase.getAuthorizationId(),
        purchase.getCardToken(),
        time,
        PostingCutOff.after(time),
        1 + purchase.getAmountMinor() / 2,
        purchase.getCurrency(),
        purchase.getMerchantName());
  }

  /** It may be decided, in whole, or in two parts of which each goes its way. */
  private void dispute(Purchase purchase, Instant time) {
    Chargeback chargeback = chargeback(purchase, time);
    add(chargeback);
    long amount = chargeback.getAmountMinor();
    long first = random.nextInt(3) == 0 ? 1 + amount / 3 : amount;
    if (random.nextInt(4) > 0) {
      add(resolution(chargeback, first));
      if (first < amount) {
        add(resolution(chargeback, amount - first));
      }
    }
  }

  private ChargebackResolution resolution(Chargeback chargeback, long amountMinor) {
    return new ChargebackResolution(
        id("res"),
        chargeback.getChargebackId(),
        chargeback.getPurchaseId(),
        chargeback.getAuthorizationId(),
        chargeback.getCardToken(),
        chargeback.getEventTime().plusSeconds(random.nextInt(3_000_000)),
        one(List.of(ChargebackOutcome.values())),
        amountMinor,
        chargeback.getCurrency(),
        "The merchant has a signature.");
  }

  private Chargeback chargeback(Purchase purchase, Instant time) {
    return new Chargeback(
        id("cbk"),
        purchase.getPurchaseId(),
        purchase.getAuthorizationId(),
        purchase.getCardToken(),
        time,
        purchase.getAmountMinor(),
        purchase.getCurrency(),
        "Disputed as fraud.");
  }

  private Reversal reversal(AuthorizationRequest request, Instant time) {
    return new Reversal(
        id("rev"),
        request.getRequestId(),
        request.getCardToken(),
        time,
        PostingCutOff.after(time),
        request.getAmountMinor(),
        request.getCurrency());
  }

  private void add(SpecificRecord body) {
    events.add(Event.of(body));
  }

  /** Merchants change their names at the turn of the year. */
  private static String merchantName(int merchant, Instant time) {
    return "Shop \"" + merchant + "\", " + time.toString().substring(0, 4);
  }

  private String id(String kind) {
    ids++;
    return kind + "-" + ids;
  }

  private Instant time() {
    return START.plusSeconds(random.nextInt((int) Duration.ofDays(DAYS).toSeconds()));
  }

  private long amount() {
    return random.nextLong(1, 50_000);
  }

  private String currency() {
    return random.nextInt(20) == 0 ? "EUR" : "USD";
  }

  private <T> T one(List<T> things) {
    return things.get(random.nextInt(things.size()));
  }
}
