package io.cardbeam.console.live;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.console.BooksOnTrial;
import io.cardbeam.event.Outcome;
import io.cardbeam.wire.EventType;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Random requests with what was found on them, in the books and as a list to count by hand. */
public final class RequestsOnTrial {
  static final Instant FIRST = Instant.parse("2026-02-27T22:17:03.250Z");
  static final Duration SPAN = Duration.ofHours(60);
  static final List<String> CATEGORIES = List.of("food_dining", "grocery_pos", "travel");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int CARDS = 3;
  private static final int PER_CARD = 150;
  private static final List<Place> PLACES =
      List.of(
          new Place(Optional.of("TX"), Optional.of("Austin")),
          new Place(Optional.of("TX"), Optional.of("Dallas")),
          new Place(Optional.of("TX"), Optional.empty()),
          new Place(Optional.of("CA"), Optional.of("Austin")),
          new Place(Optional.empty(), Optional.of("Elsewhere")),
          new Place(Optional.empty(), Optional.empty()));

  private final Random random;
  private final List<Asked> asked = new ArrayList<>();
  private final List<String> kinds = new ArrayList<>();
  private final List<String> documents = new ArrayList<>();

  private record Place(Optional<String> state, Optional<String> city) {}

  /** What was found on a request. */
  public record Found(Instant time, EventType type, boolean fraud) {}

  /** A request. */
  public record Asked(
      String id,
      String card,
      Instant time,
      long minor,
      String currency,
      int merchant,
      String category,
      String state,
      String city,
      Outcome outcome,
      double probability,
      boolean alert,
      List<Found> found) {
    /** Names the merchant. */
    public String merchantId() {
      return "m-" + merchant;
    }

    /** Two merchants go by one name. */
    public String merchantName() {
      return "Name " + merchant / 2;
    }

    /** Whether it turned out to be fraud. */
    public Optional<Boolean> label() {
      return found.stream()
          .max(
              Comparator.comparing(Found::time)
                  .thenComparing(Found::type)
                  .thenComparing(Found::fraud))
          .map(Found::fraud);
    }
  }

  private RequestsOnTrial(Random random) {
    this.random = random;
  }

  /** Makes them and stores them by the books' own procedures. */
  public static List<Asked> store(BooksOnTrial books, Random random) throws SQLException {
    RequestsOnTrial trial = new RequestsOnTrial(random);
    for (int card = 0; card < CARDS; card++) {
      for (int i = 0; i < PER_CARD; i++) {
        trial.ask("r-" + i, "card-" + card);
      }
    }
    books.storeAll(trial.kinds, trial.documents);
    return trial.asked;
  }

  private void ask(String id, String card) {
    Place place = pick(PLACES);
    Asked one =
        new Asked(
            id,
            card,
            FIRST.plusMillis(random.nextLong(SPAN.toMillis())),
            1 + random.nextInt(50_000),
            pick(List.of("USD", "USD", "EUR", "JPY")),
            random.nextInt(6),
            pick(CATEGORIES),
            place.state().orElse(""),
            place.city().orElse(""),
            pick(List.of(Outcome.APPROVED, Outcome.APPROVED, Outcome.REFERRED, Outcome.DECLINED)),
            random.nextInt(9) / 8.0,
            random.nextInt(4) == 0,
            new ArrayList<>());
    asked.add(one);
    ObjectNode document = JSON.createObjectNode();
    ObjectNode part =
        row(document.putObject("authorization"), one, "authorization", one.time())
            .put("request_id", id)
            .put("channel", "ONLINE")
            .put("outcome", one.outcome().name())
            .put("fraud_probability", one.probability())
            .put("alert_raised", (one.alert() || random.nextBoolean()) ? one.alert() : null)
            .put("policy_version", "p")
            .put("model_version", "m");
    place.state().ifPresent(state -> part.put("merchant_state", state));
    place.city().ifPresent(city -> part.put("merchant_city", city));
    part.putArray("reasons");
    add("AUTHORIZATION", document);
    for (int n = random.nextInt(6); n >= 4; n--) {
      find(one, card + "-" + id + "-" + n);
    }
    if (one.outcome() == Outcome.APPROVED && random.nextInt(3) == 0) {
      dispute(one);
    }
  }

  private void find(Asked one, String key) {
    boolean fraud = random.nextBoolean();
    boolean ofAnotherCard = random.nextInt(6) == 0;
    Instant time = later(one);
    ObjectNode document = JSON.createObjectNode();
    document
        .putObject("finding")
        .put("finding_id", key)
        .put("request_id", one.id())
        .put("request_time", one.time().toString())
        .put("card_token", ofAnotherCard ? "a card without requests" : one.card())
        .put("event_time", time.toString())
        .put("verdict", fraud ? "FRAUD" : "GENUINE")
        .put("source", "ANALYST")
        .put("note", "")
        .put("content_fingerprint", 1);
    add("FRAUD_FINDING", document);
    if (!ofAnotherCard) {
      one.found().add(new Found(time, EventType.FRAUD_FINDING, fraud));
    }
  }

  private void dispute(Asked one) {
    ObjectNode document = JSON.createObjectNode();
    row(named(document, one), one, "p-" + one.id(), one.time()).putArray("items");
    add("PURCHASE", document);
    if (random.nextBoolean()) {
      return;
    }
    String key = "c-" + one.id();
    Instant time = later(one);
    row(named(document, one).put("purchase_id", "p-" + one.id()), one, key, time)
        .put("reason", "not mine");
    add("CHARGEBACK", document);
    one.found().add(new Found(time, EventType.CHARGEBACK, true));
    for (int n = random.nextInt(3); n > 0; n--) {
      boolean upheld = random.nextBoolean();
      String part = "s-" + one.id() + "-" + n;
      Instant decided = later(one);
      row(named(document, one).put("chargeback_id", key), one, part, decided)
          .put("reason", "looked into")
          .put("outcome", upheld ? "UPHELD" : "REJECTED");
      add("CHARGEBACK_RESOLUTION", document);
      one.found().add(new Found(decided, EventType.CHARGEBACK_RESOLUTION, upheld));
    }
  }

  private static ObjectNode named(ObjectNode document, Asked one) {
    return document.putObject("transaction").put("authorization_id", one.id());
  }

  /** One of few instants, so that several things are found at the same. */
  private Instant later(Asked one) {
    return one.time().plus(Duration.ofDays(1 + random.nextInt(2)));
  }

  private static ObjectNode row(ObjectNode part, Asked one, String id, Instant time) {
    return part.put("id", id)
        .put("card_token", one.card())
        .put("event_time", time.toString())
        .put("effective_from", time.toString())
        .put("amount_minor", one.minor())
        .put("currency", one.currency())
        .put("merchant_id", one.merchantId())
        .put("merchant_name", one.merchantName())
        .put("category", one.category())
        .put("content_fingerprint", 1);
  }

  private void add(String kind, ObjectNode document) {
    kinds.add(kind);
    documents.add(document.toString());
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
