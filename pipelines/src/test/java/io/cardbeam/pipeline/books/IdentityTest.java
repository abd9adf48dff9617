package io.cardbeam.pipeline.books;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.billing.CardLedger;
import io.cardbeam.credit.TermsHistory;
import io.cardbeam.decision.Deciding;
import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.DeadLetter;
import io.cardbeam.event.Outcome;
import io.cardbeam.pipeline.Decided;
import io.cardbeam.pipeline.EventCoder;
import io.cardbeam.pipeline.card.CardHistory;
import io.cardbeam.pipeline.card.ConflictLetter;
import io.cardbeam.pipeline.classify.ClassifyTransactions;
import io.cardbeam.sample.IdentityCases;
import io.cardbeam.star.AnsweredRequest;
import io.cardbeam.star.CardStar;
import io.cardbeam.star.CardStarBuilder;
import io.cardbeam.star.MonthRange;
import io.cardbeam.traffic.Conflict;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import java.sql.SQLException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Filter;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * An event is the same event if type, card and id are the same, whatever its kind and wherever it
 * is counted; of several the first by the card's log stands, and what says something else is told.
 * The {@link IdentityCases} go through the stream into PostgreSQL, through bounded mode, the star
 * and the statements, and each is compared with the slow way to tell what stands.
 */
class IdentityTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.start();

  private static final Queue<Decided> DECIDED = new ConcurrentLinkedQueue<>();
  private static final Queue<Decided> BOUNDED = new ConcurrentLinkedQueue<>();
  private static final Queue<Event> STANDING = new ConcurrentLinkedQueue<>();
  private static final Queue<Conflict> CONFLICTS = new ConcurrentLinkedQueue<>();
  private static final Queue<DeadLetter> LETTERS = new ConcurrentLinkedQueue<>();

  private static final List<Event> EVENTS = IdentityCases.events();
  private static final Map<Event.Identity, Event> STANDS = IdentityCases.standing(EVENTS);
  private static final List<Event> IN_CONFLICT = IdentityCases.conflicts(EVENTS);

  private static List<String> inPostgres = List.of();

  @BeforeAll
  static void stream() throws SQLException {
    runStream();
    inPostgres = stored();
  }

  @Test
  void everyKindHasACopyAndAConflictAmongTheCases() {
    assertThat(IN_CONFLICT)
        .extracting(Event::type)
        .containsExactlyInAnyOrderElementsOf(IdentityCases.KINDS);
    assertThat(EVENTS).hasSize(STANDS.size() + 2 * IdentityCases.KINDS.size());
  }

  @Test
  void theFirstStandsInTheStreamAndInPostgres() {
    Set<Event> went = new HashSet<>(STANDING);
    DECIDED.stream()
        .filter(answer -> !answer.repeated())
        .forEach(answer -> went.add(Event.of(answer.request())));
    assertThat(texts(went)).containsExactlyInAnyOrderElementsOf(texts(STANDS.values()));
    assertThat(CONFLICTS.stream().map(Conflict::event))
        .containsExactlyInAnyOrderElementsOf(IN_CONFLICT);
    assertThat(CONFLICTS)
        .allSatisfy(
            it -> {
              assertThat(it.standing()).isEqualTo(stands(it.event()).fingerprint());
              assertThat(it.standing()).isNotEqualTo(it.event().fingerprint());
              DeadLetter letter = ConflictLetter.of(it);
              assertThat(letter.getCode()).isEqualTo("CONFLICT");
              assertThat(letter.getPosition()).isEqualTo(it.event().position());
              assertThat(letter.getReason())
                  .contains(
                      hex(it.standing()), hex(it.event().fingerprint()), it.event().cardToken());
            });
    assertThat(inPostgres).isEqualTo(expectedInPostgres());
  }

  @Test
  void whatDoesNotStandChangesNoLaterDecision() {
    AuthorizationDecision plain = lastDecision(IdentityCases.PLAIN);
    for (EventType kind : IdentityCases.KINDS) {
      for (String second : List.of("copy", "conflict")) {
        AuthorizationDecision other = lastDecision(IdentityCases.card(kind, second));
        assertThat(AuthorizationDecision.newBuilder(other).setCardToken("").build())
            .as(kind + " " + second)
            .isEqualTo(
                AuthorizationDecision.newBuilder(plain)
                    .setCardToken("")
                    .setRequestFingerprint(other.getRequestFingerprint())
                    .build());
      }
    }
    assertThat(plain.getOutcome()).isEqualTo(Outcome.APPROVED);
  }

  @Test
  void anotherRequestUnderAUsedIdGetsTheAnswerAndTheFingerprintOfTheFirst() {
    for (String second : List.of("copy", "conflict")) {
      String card = IdentityCases.card(EventType.AUTHORIZATION_REQUEST, second);
      List<Decided> answers =
          DECIDED.stream()
              .filter(it -> it.request().getCardToken().equals(card))
              .filter(it -> it.request().getRequestId().equals("a1"))
              .toList();
      assertThat(answers).hasSize(2);
      assertThat(answers.get(0).decision()).isEqualTo(answers.get(1).decision());
      assertThat(answers)
          .extracting(it -> it.decision().getRequestFingerprint())
          .containsOnly(Event.of(first(answers).request()).fingerprint());
    }
  }

  @Test
  void boundedModeTellsTheSameApartInWhateverOrderItReads() {
    List<String> streamed =
        DECIDED.stream().filter(it -> !it.repeated()).map(it -> it.decision().toString()).toList();
    List<Event> shuffled = new ArrayList<>(EVENTS);
    Collections.shuffle(shuffled, new Random(5));
    Pipeline pipeline = Pipeline.create(PipelineOptionsFactory.create());
    PCollectionTuple classified =
        pipeline
            .apply(Create.of(shuffled).withCoder(EventCoder.of()))
            .apply(new ClassifyTransactions(Deciding.standard()));
    classified.get(ClassifyTransactions.DECIDED).apply("D", ParDo.of(new KeepFn<>("bounded")));
    classified.get(ConflictLetter.TAG).apply("L", ParDo.of(new KeepFn<>("letters")));
    pipeline.run().waitUntilFinish();
    assertThat(BOUNDED.stream().map(it -> it.decision().toString()))
        .containsExactlyInAnyOrderElementsOf(streamed);
    assertThat(LETTERS).hasSameSizeAs(IN_CONFLICT);
    for (Event event : IN_CONFLICT) {
      assertThat(LETTERS)
          .filteredOn(letter -> letter.getReason().contains(" of card " + event.cardToken() + " "))
          .singleElement()
          .satisfies(
              letter -> {
                assertThat(letter.getCode()).isEqualTo("CONFLICT");
                assertThat(letter.getReason())
                    .contains(hex(event.fingerprint()), hex(stands(event).fingerprint()));
              });
    }
  }

  @Test
  void starAndStatementsHaveOneOfEachOnEachCard() {
    Map<String, CardHistory> cards = byCard();
    Set<Long> keys = new HashSet<>();
    int facts = 0;
    for (Map.Entry<String, CardHistory> card : cards.entrySet()) {
      List<Event> events =
          card.getValue().events().stream()
              .filter(event -> event.type() != EventType.AUTHORIZATION_REQUEST)
              .toList();
      List<AnsweredRequest> answers =
          DECIDED.stream()
              .filter(it -> it.request().getCardToken().equals(card.getKey()))
              .map(it -> new AnsweredRequest(it.request(), it.decision()))
              .toList();
      CardStar star = CardStarBuilder.build(card.getKey(), events, answers);
      assertThat(star.transactions()).hasSize(6);
      assertThat(star.authorizations()).hasSize(2);
      facts += star.transactions().size() + star.authorizations().size();
      star.transactions().forEach(row -> keys.add(row.getTransactionKey()));
      star.authorizations().forEach(row -> keys.add(row.getAuthorizationKey()));
      assertThat(lines(card.getKey(), EVENTS, answers))
          .isEqualTo(lines(card.getKey(), List.copyOf(STANDS.values()), answers));
    }
    assertThat(cards).hasSize(1 + 2 * IdentityCases.KINDS.size());
    assertThat(keys).as("a key for each fact").hasSize(facts);
  }

  /** What a card's statements are made of. */
  private static String lines(String card, List<Event> all, List<AnsweredRequest> answers) {
    List<Event> events =
        all.stream()
            .filter(event -> event.cardToken().equals(card))
            .filter(event -> event.type() != EventType.AUTHORIZATION_REQUEST)
            .toList();
    return new CardLedger(card, events, answers, TermsHistory.standard())
        .statements(new MonthRange(YearMonth.of(2026, 3), YearMonth.of(2026, 5)))
        .toString();
  }

  private static Map<String, CardHistory> byCard() {
    Map<String, List<Event>> events = new TreeMap<>();
    EVENTS.forEach(
        event -> events.computeIfAbsent(event.cardToken(), any -> new ArrayList<>()).add(event));
    Map<String, CardHistory> cards = new HashMap<>();
    events.forEach((card, its) -> cards.put(card, CardHistory.ofEvents(its)));
    return cards;
  }

  private static Decided first(List<Decided> answers) {
    return answers.stream().filter(it -> !it.repeated()).findFirst().orElseThrow();
  }

  private static AuthorizationDecision lastDecision(String card) {
    return DECIDED.stream()
        .map(Decided::decision)
        .filter(it -> it.getCardToken().equals(card))
        .filter(it -> it.getRequestId().equals(IdentityCases.LAST_REQUEST))
        .findFirst()
        .orElseThrow();
  }

  private static Event stands(Event event) {
    return STANDS.getOrDefault(event.identity(), event);
  }

  private static String hex(long fingerprint) {
    return "%016x".formatted(fingerprint);
  }

  private static List<String> texts(Iterable<Event> events) {
    List<String> texts = new ArrayList<>();
    events.forEach(event -> texts.add(event.type() + " " + event.body()));
    return texts;
  }

  private static List<String> expectedInPostgres() {
    List<String> rows = new ArrayList<>();
    STANDS.values().forEach(it -> rows.add(row(it.type().name(), it)));
    IN_CONFLICT.forEach(it -> rows.add("CONFLICT " + it.type() + " " + it.cardToken()));
    Collections.sort(rows);
    return rows;
  }

  private static String row(String type, Event event) {
    return "%s %s %s %d".formatted(type, event.cardToken(), event.id(), event.fingerprint());
  }

  private static List<String> stored() throws SQLException {
    List<String> rows =
        new ArrayList<>(
            DATABASE.column(
                """
                SELECT concat_ws(' ', transaction_type, card_token, transaction_key,
                  content_fingerprint) FROM books.card_transaction JOIN books.card USING (card_id)
                UNION ALL SELECT concat_ws(' ', 'AUTHORIZATION_REQUEST', card_token, request_key,
                  content_fingerprint)
                FROM books.authorization_request JOIN books.card USING (card_id)
                UNION ALL SELECT concat_ws(' ', 'CARD_UPDATE', card_token, update_key,
                  content_fingerprint) FROM books.card_update JOIN books.card USING (card_id)
                UNION ALL SELECT concat_ws(' ', 'FRAUD_FINDING', card_token, finding_key,
                  content_fingerprint) FROM books.fraud_finding JOIN books.card USING (card_id)
                UNION ALL SELECT concat_ws(' ', error_code, kind,
                  document::jsonb ->> 'card_token') FROM books.refused_document
                """));
    Collections.sort(rows);
    return rows;
  }

  private static void runStream() {
    TestStream.Builder<Event> builder = TestStream.create(EventCoder.of());
    Map<Long, List<TimestampedValue<Event>>> byPlace = new TreeMap<>();
    for (Event event : EVENTS) {
      byPlace
          .computeIfAbsent(event.position(), any -> new ArrayList<>())
          .add(TimestampedValue.of(event, Instant.ofEpochMilli(event.eventTimeMillis())));
    }
    for (List<TimestampedValue<Event>> at : byPlace.values()) {
      for (TimestampedValue<Event> event : at) {
        builder = builder.addElements(event);
      }
    }
    Pipeline pipeline = Pipeline.create(PipelineOptionsFactory.create());
    PCollectionTuple classified =
        pipeline
            .apply(builder.advanceWatermarkToInfinity())
            .apply(new ClassifyTransactions(Deciding.standard()));
    PCollection<Decided> decided = classified.get(ClassifyTransactions.DECIDED);
    PCollection<Event> standing = classified.get(ClassifyTransactions.STANDING);
    PCollection<Conflict> conflicts = classified.get(ClassifyTransactions.CONFLICTS);
    decided.apply("KeepDecided", ParDo.of(new KeepFn<>("decided")));
    standing.apply("KeepStanding", ParDo.of(new KeepFn<>("standing")));
    conflicts.apply("KeepConflicts", ParDo.of(new KeepFn<>("conflicts")));
    PCollection<Decided> first = decided.apply(Filter.by(answer -> !answer.repeated()));
    PCollectionTuple.of(WriteBooks.CARD_EVENTS, standing)
        .and(WriteBooks.CONFLICTS, conflicts)
        .and(WriteBooks.DECIDED, first)
        .and(WriteBooks.BOOKED, classified.get(ClassifyTransactions.BOOKED))
        .and(WriteBooks.EXCEPTIONS, classified.get(ClassifyTransactions.EXCEPTIONS))
        .apply(WriteBooks.to(DATABASE.connection()));
    pipeline.run().waitUntilFinish();
  }

  private static final class KeepFn<T> extends DoFn<T, Void> {
    private static final long serialVersionUID = 1L;

    private final String name;

    KeepFn(String name) {
      this.name = name;
    }

    @ProcessElement
    public void process(@Element T element) {
      switch (name) {
        case "decided" -> DECIDED.add((Decided) element);
        case "bounded" -> BOUNDED.add((Decided) element);
        case "standing" -> STANDING.add((Event) element);
        case "conflicts" -> CONFLICTS.add((Conflict) element);
        default -> LETTERS.add((DeadLetter) element);
      }
    }
  }
}
