package io.cardbeam.pipeline.classify;

import static io.cardbeam.sample.SampleEvents.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.account.ClearingTerms;
import io.cardbeam.account.OpenAuthorizations;
import io.cardbeam.decision.Deciding;
import io.cardbeam.event.CardStatus;
import io.cardbeam.event.LedgerTransfer;
import io.cardbeam.event.Outcome;
import io.cardbeam.ledger.MoneyEvent;
import io.cardbeam.pipeline.EventCoder;
import io.cardbeam.sample.SampleEvents;
import io.cardbeam.wire.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.beam.sdk.testing.TestStream;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Transactions cleared by the step that decides. */
class ClearingTest {
  private static final String CARD = "card";
  private static final Duration PATIENCE = Duration.ofHours(24);

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void theStreamRulesAsTheModelWhenEventsComeAsTheyHappened(long seed) {
    ClearingTraffic traffic = ClearingTraffic.of(seed, 50);
    assertRuledAsTheModel(ClearingRun.unbounded(behind(traffic, 0), ClearingRun.STRICT), traffic);
  }

  /** The card's log stands; transactions come from another topic, before it and after. */
  @ParameterizedTest
  @ValueSource(longs = {11, 12})
  void theStreamRulesAsTheModelHoweverTopicsInterleaveAndWithRepetition(long seed) {
    ClearingTraffic traffic = ClearingTraffic.of(seed, 50);
    Random random = new Random(seed);
    List<Event> transactions = new ArrayList<>(traffic.transactions());
    transactions.addAll(traffic.transactions());
    Collections.shuffle(transactions, random);
    TestStream.Builder<Event> stream = TestStream.create(EventCoder.of());
    int next = 0;
    for (Event event : traffic.cardEvents()) {
      for (int more = random.nextInt(5); more > 0 && next < transactions.size(); more--) {
        stream = stream.addElements(transactions.get(next++));
      }
      stream = stream.addElements(event);
    }
    while (next < transactions.size()) {
      stream = stream.addElements(transactions.get(next++));
    }
    assertRuledAsTheModel(
        ClearingRun.unbounded(stream.advanceWatermarkToInfinity(), ClearingRun.STRICT), traffic);
  }

  /** The clock tells the time, as where a live stream is sent a history. */
  @ParameterizedTest
  @ValueSource(ints = {7, 37, 400, 4000})
  void theStreamRulesAsTheModelHoweverOldEventsAreWhenTheyCome(int days) {
    ClearingTraffic traffic = ClearingTraffic.of(41, 30);
    assertRuledAsTheModel(
        ClearingRun.unbounded(behind(traffic, days), ClearingRun.STRICT), traffic);
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23})
  void boundedModeRulesAsTheModelInAnyOrderAndWithRepetition(long seed) {
    ClearingTraffic traffic = ClearingTraffic.of(seed, 300);
    List<Event> events = new ArrayList<>(traffic.all());
    events.addAll(traffic.all());
    Collections.shuffle(events, new Random(seed));
    ClearingRun run = ClearingRun.bounded(events, ClearingRun.STRICT);
    assertRuledAsTheModel(run, traffic);
    assertThat(run.ruled().values())
        .contains("BOOKED", "NO_AUTHORIZATION", "NOT_APPROVED", "OTHER_CURRENCY", "NO_PURCHASE");
  }

  @Test
  void boundedModeRulesByDecisionsThatAreThereAsByItsOwn() {
    ClearingTraffic traffic = ClearingTraffic.of(31, 40);
    ClearingRun live = ClearingRun.unbounded(behind(traffic, 0), ClearingRun.STRICT);
    List<Event> events = new ArrayList<>(traffic.all());
    live.decisions().forEach(decision -> events.add(Event.of(decision)));
    assertThat(ClearingRun.bounded(events, ClearingRun.STRICT).ruled()).isEqualTo(live.ruled());
  }

  @Test
  void byTheTermsThatShipAllIsOwedButWhatWasDeclinedOrIsInAnotherCurrency() {
    ClearingTraffic traffic = ClearingTraffic.of(61, 60);
    ClearingRun strict = ClearingRun.unbounded(behind(traffic, 0), ClearingRun.STRICT);
    ClearingRun standard = ClearingRun.unbounded(behind(traffic, 0), Deciding.standard());
    assertThat(strict.ruled()).containsValues("NO_AUTHORIZATION", "NOT_APPROVED", "NO_PURCHASE");
    Set<String> kept = Set.of("OTHER_CURRENCY", "NOT_APPROVED");
    strict
        .ruled()
        .forEach(
            (name, fate) ->
                assertThat(standard.ruled())
                    .containsEntry(name, kept.contains(fate) ? fate : "BOOKED"));
    assertThat(ClearingRun.bounded(traffic.all(), Deciding.standard()).ruled())
        .isEqualTo(standard.ruled());
  }

  @Test
  void whatIsBookedIsInTheLedgerOnceAndHoldsBesides() {
    ClearingTraffic traffic = ClearingTraffic.of(51, 40);
    ClearingRun run = ClearingRun.unbounded(behind(traffic, 0), ClearingRun.STRICT);
    assertInTheLedger(run, traffic);
    List<Event> decided = new ArrayList<>(traffic.all());
    run.decisions().forEach(decision -> decided.add(Event.of(decision)));
    for (List<Event> events : List.of(traffic.all(), decided)) {
      ClearingRun bounded = ClearingRun.bounded(events, ClearingRun.STRICT);
      assertThat(bounded.transfers()).containsExactlyInAnyOrderElementsOf(run.transfers());
    }
  }

  private static void assertInTheLedger(ClearingRun run, ClearingTraffic traffic) {
    List<String> expected = new ArrayList<>();
    for (Event event : traffic.all()) {
      if ("BOOKED".equals(run.ruled().get(ClearingModel.name(event)))) {
        expected.add(MoneyEvent.of(event).orElseThrow().kind() + " " + event.id());
      }
    }
    run.decisions().stream()
        .filter(decision -> decision.getOutcome() == Outcome.APPROVED)
        .forEach(decision -> expected.add("HOLD " + decision.getRequestId()));
    assertThat(run.transfers().stream().map(it -> it.getKind() + " " + it.getEventId()))
        .containsExactlyInAnyOrderElementsOf(expected);
    assertThat(run.transfers().stream().map(LedgerTransfer::getTransferId)).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 38, 400})
  void whatComesLateWaitsForWhatItNamesAsLongAsWhatComesInTime(int days) {
    Duration late = Duration.ofDays(days);
    assertThat(ruled(answeredAfter(late, PATIENCE.minusMillis(1))))
        .isEqualTo(Map.of("PURCHASE p", "BOOKED"));
    assertThat(ruled(answeredAfter(late, PATIENCE.plusMillis(2))))
        .isEqualTo(Map.of("PURCHASE p", "NO_AUTHORIZATION"));
  }

  /** A request is made, and its purchase comes so much before it that it waits. */
  private static TestStream<Event> answeredAfter(Duration late, Duration wait) {
    Duration came = Duration.ofHours(2).plus(late);
    return TestStream.create(EventCoder.of())
        .advanceWatermarkTo(at(Duration.ZERO))
        .addElements(card())
        .advanceWatermarkTo(at(came))
        .addElements(purchase("p", "a", Duration.ofHours(2)))
        .advanceWatermarkTo(at(came.plus(wait)))
        .addElements(request("a", Duration.ofHours(1)))
        .advanceWatermarkToInfinity();
  }

  @Test
  void aRequestIsForgottenWhenNothingCanComeForItAnyMore() {
    Duration kept = Duration.ofMillis(OpenAuthorizations.KEPT_MILLIS);
    // Of long ago it matches nothing, and so it may be forgotten.
    assertThat(ruled(purchaseAfter(ClearingTerms.PRESENTED_WITHIN, kept.minusMillis(1))))
        .isEqualTo(Map.of("PURCHASE p", "BOOKED"));
    assertThat(ruled(purchaseAfter(ClearingTerms.PRESENTED_WITHIN.plusMillis(1), kept)))
        .isEqualTo(Map.of("PURCHASE p", "NO_AUTHORIZATION"));
  }

  private static TestStream<Event> purchaseAfter(Duration made, Duration came) {
    return TestStream.create(EventCoder.of())
        .advanceWatermarkTo(at(Duration.ZERO))
        .addElements(card(), request("a", Duration.ZERO))
        .advanceWatermarkTo(at(came))
        .addElements(request("b", came.minusMillis(1)))
        .addElements(purchase("p", "a", made))
        .advanceWatermarkToInfinity();
  }

  @Test
  void absurdDatesAreRuledWhenTheStreamEnds() {
    TestStream<Event> stream =
        TestStream.create(EventCoder.of())
            .addElements(purchase("past", "a", Duration.ofDays(-9_000_000)))
            .addElements(purchase("future", "b", Duration.ofDays(90_000_000_000L)))
            .advanceWatermarkToInfinity();
    assertThat(ruled(stream))
        .isEqualTo(
            Map.of("PURCHASE past", "NO_AUTHORIZATION", "PURCHASE future", "NO_AUTHORIZATION"));
  }

  private static void assertRuledAsTheModel(ClearingRun run, ClearingTraffic traffic) {
    assertThat(run.ruled()).isEqualTo(ClearingModel.rule(traffic.all(), run.decisions()));
  }

  /** All of it in order of event time, while the watermark is at least so many days on. */
  private static TestStream<Event> behind(ClearingTraffic traffic, int days) {
    List<Event> events = new ArrayList<>(traffic.all());
    events.sort(Comparator.comparingLong(Event::eventTimeMillis).thenComparing(Event::type));
    long clock = START.minus(Duration.ofDays(2)).plus(Duration.ofDays(days)).toEpochMilli();
    TestStream.Builder<Event> stream = TestStream.create(EventCoder.of());
    for (Event event : events) {
      Instant watermark = Instant.ofEpochMilli(Math.max(clock, event.eventTimeMillis()));
      stream = stream.advanceWatermarkTo(watermark).addElements(event);
    }
    return stream.advanceWatermarkToInfinity();
  }

  private static Map<String, String> ruled(TestStream<Event> stream) {
    return ClearingRun.unbounded(stream, ClearingRun.STRICT).ruled();
  }

  private static Event card() {
    return SampleEvents.cardUpdate("u", CARD, START, CardStatus.ACTIVE, "1 Street");
  }

  private static Event request(String id, Duration afterStart) {
    return Event.of(
        SampleEvents.decided(id, CARD, START.plus(afterStart), 20_00, Outcome.APPROVED).request());
  }

  private static Event purchase(String id, String authorization, Duration afterStart) {
    return SampleEvents.purchase(id, authorization, CARD, START.plus(afterStart), 20_00);
  }

  private static Instant at(Duration afterStart) {
    return Instant.ofEpochMilli(START.plus(afterStart).toEpochMilli());
  }
}
