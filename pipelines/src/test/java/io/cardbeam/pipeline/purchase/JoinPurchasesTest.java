package io.cardbeam.pipeline.purchase;

import static io.cardbeam.sample.SampleEvents.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.clearing.ClearingTerms;
import io.cardbeam.event.CardStatus;
import io.cardbeam.event.Outcome;
import io.cardbeam.pipeline.Decided;
import io.cardbeam.sample.SampleEvents;
import io.cardbeam.wire.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.beam.sdk.testing.TestStream;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JoinPurchasesTest {
  private static final String CARD = "card";

  /** Nothing is forgotten, so that the codes of what comes very late agree with the model's. */
  private static final ClearingTerms REMEMBERING =
      new ClearingTerms(
          Duration.ofDays(7), Duration.ofDays(120), Duration.ofDays(1), Duration.ofDays(400));

  @Test
  void boundedModeRulesAsTheModel() {
    long seed = 1;
    GeneratedTraffic traffic = GeneratedTraffic.wild(seed, 40);
    assertThat(JoinRun.bounded(traffic.decisions(), traffic.events()))
        .as("seed %d", seed)
        .isEqualTo(ClearingModel.rule(traffic.decisions(), traffic.events()));
  }

  @Test
  void boundedModeDoesNotCareForOrderOrRepetition() {
    long seed = 11;
    GeneratedTraffic traffic = GeneratedTraffic.wild(seed, 40);
    Map<String, String> once = JoinRun.bounded(traffic.decisions(), traffic.events());
    List<Decided> decisions = twice(traffic.decisions(), seed);
    List<Event> events = twice(traffic.events(), seed);
    assertThat(JoinRun.bounded(decisions, events)).as("seed %d", seed).isEqualTo(once);
  }

  @Test
  void theStreamRulesAsTheModelWhenEventsComeAsTheyHappened() {
    long seed = 21;
    GeneratedTraffic traffic = GeneratedTraffic.wild(seed, 20);
    List<Fact> facts = traffic.facts();
    facts.sort(Fact.ORDER);
    TestStream.Builder<Fact> stream = TestStream.create(FactCoder.of());
    for (Fact fact : facts) {
      stream =
          stream.advanceWatermarkTo(Instant.ofEpochMilli(fact.eventTimeMillis())).addElements(fact);
    }
    assertThat(JoinRun.unbounded(stream.advanceWatermarkToInfinity(), REMEMBERING))
        .as("seed %d", seed)
        .isEqualTo(ClearingModel.rule(traffic.decisions(), traffic.events()));
  }

  @Test
  void theStreamRulesAsTheModelInAnyOrderAndWithRepetitionWhereNothingCompetes() {
    long seed = 31;
    GeneratedTraffic traffic = GeneratedTraffic.calm(seed, 20);
    TestStream.Builder<Fact> stream = TestStream.create(FactCoder.of());
    for (Fact fact : twice(traffic.facts(), seed)) {
      stream = stream.addElements(fact);
    }
    assertThat(JoinRun.unbounded(stream.advanceWatermarkToInfinity(), REMEMBERING))
        .as("seed %d", seed)
        .isEqualTo(ClearingModel.rule(traffic.decisions(), traffic.events()));
  }

  @Test
  void lateEventsStillFindWhatTheyName() {
    TestStream<Fact> stream =
        TestStream.create(FactCoder.of())
            .addElements(approved("a"))
            .advanceWatermarkTo(at(Duration.ofDays(20)))
            .addElements(purchase("p", "a", Duration.ofHours(1)))
            .advanceWatermarkTo(at(Duration.ofDays(140)))
            .addElements(refund("f", "p", "a", Duration.ofDays(2)))
            .advanceWatermarkToInfinity();
    assertThat(JoinRun.unbounded(stream, ClearingTerms.STANDARD))
        .isEqualTo(Map.of("PURCHASE p", "BOOKED", "REFUND f", "BOOKED"));
  }

  @Test
  void aRefundWaitsForAPurchaseThatWaitsForItsDecision() {
    TestStream<Fact> stream =
        TestStream.create(FactCoder.of())
            .advanceWatermarkTo(at(Duration.ZERO))
            .addElements(refund("f", "p", "a", Duration.ofHours(3)))
            .addElements(purchase("p", "a", Duration.ofHours(2)))
            .advanceWatermarkTo(at(Duration.ofHours(26)))
            .addElements(approved("a"))
            .advanceWatermarkToInfinity();
    assertThat(JoinRun.unbounded(stream, ClearingTerms.STANDARD))
        .isEqualTo(Map.of("PURCHASE p", "BOOKED", "REFUND f", "BOOKED"));
  }

  @Test
  void aPurchaseThatNobodyAnswersForIsAnExceptionOnceItsTimeIsUp() {
    TestStream<Fact> stream =
        TestStream.create(FactCoder.of())
            .advanceWatermarkTo(at(Duration.ZERO))
            .addElements(purchase("p", "a", Duration.ofHours(2)))
            .advanceWatermarkTo(at(Duration.ofHours(26).plusMillis(2)))
            .addElements(approved("a"))
            .advanceWatermarkToInfinity();
    assertThat(JoinRun.unbounded(stream, ClearingTerms.STANDARD))
        .isEqualTo(Map.of("PURCHASE p", "NO_AUTHORIZATION"));
  }

  @Test
  void anAuthorizationIsForgottenWhenNothingCanComeForItAnyMore() {
    Duration kept = ClearingTerms.STANDARD.holdLife().plus(ClearingTerms.STANDARD.lateness());
    assertThat(JoinRun.unbounded(declinedThenPurchaseAt(kept), ClearingTerms.STANDARD))
        .isEqualTo(Map.of("PURCHASE p", "NOT_APPROVED"));
    assertThat(
            JoinRun.unbounded(declinedThenPurchaseAt(kept.plusMillis(1)), ClearingTerms.STANDARD))
        .isEqualTo(Map.of("PURCHASE p", "NO_AUTHORIZATION"));
  }

  private static TestStream<Fact> declinedThenPurchaseAt(Duration watermark) {
    return TestStream.create(FactCoder.of())
        .addElements(
            new Fact.OfDecision(SampleEvents.decided("a", CARD, START, 100_00, Outcome.DECLINED)))
        .advanceWatermarkTo(at(watermark))
        .addElements(purchase("p", "a", watermark))
        .advanceWatermarkToInfinity();
  }

  /** The clock tells the time, as where a live stream is sent a history. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 6, 7, 8, 30, 36, 37, 38, 60, 120, 121, 150, 151, 400, 4000})
  void theStreamRulesAsTheModelHoweverOldEventsAreWhenTheyCome(int days) {
    long seed = 41;
    GeneratedTraffic traffic = GeneratedTraffic.calm(seed, 20);
    List<Fact> facts = traffic.facts();
    facts.sort(Fact.ORDER);
    TestStream.Builder<Fact> stream = TestStream.create(FactCoder.of());
    long clock = START.plus(Duration.ofDays(days)).toEpochMilli();
    for (Fact fact : facts) {
      Instant watermark = Instant.ofEpochMilli(Math.max(clock, fact.eventTimeMillis()));
      stream = stream.advanceWatermarkTo(watermark).addElements(fact);
    }
    assertThat(JoinRun.unbounded(stream.advanceWatermarkToInfinity(), ClearingTerms.STANDARD))
        .as("seed %d, %d days behind", seed, days)
        .isEqualTo(ClearingModel.rule(traffic.decisions(), traffic.events()));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 37, 38, 60, 400})
  void whatComesLateWaitsForWhatItNamesAsLongAsWhatComesInTime(int days) {
    Duration late = Duration.ofDays(days);
    Duration patience = ClearingTerms.STANDARD.patience();
    assertThat(JoinRun.unbounded(answeredAfter(late, patience), ClearingTerms.STANDARD))
        .isEqualTo(Map.of("PURCHASE p", "BOOKED"));
    assertThat(
            JoinRun.unbounded(answeredAfter(late, patience.plusMillis(2)), ClearingTerms.STANDARD))
        .isEqualTo(Map.of("PURCHASE p", "NO_AUTHORIZATION"));
  }

  private static TestStream<Fact> answeredAfter(Duration late, Duration wait) {
    Duration came = Duration.ofHours(2).plus(late);
    return TestStream.create(FactCoder.of())
        .advanceWatermarkTo(at(came))
        .addElements(purchase("p", "a", Duration.ofHours(2)))
        .advanceWatermarkTo(at(came.plus(wait)))
        .addElements(approved("a"))
        .advanceWatermarkToInfinity();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 37, 38, 60, 400})
  void whatComesLateIsForgottenAsLongAfterItCameAsWhatComesInTime(int days) {
    Duration late = Duration.ofDays(days);
    Duration kept = ClearingTerms.STANDARD.holdLife().plus(ClearingTerms.STANDARD.lateness());
    assertThat(JoinRun.unbounded(declinedLate(late, kept.minusMillis(1)), ClearingTerms.STANDARD))
        .isEqualTo(Map.of("PURCHASE p", "NOT_APPROVED"));
    assertThat(JoinRun.unbounded(declinedLate(late, kept.plusMillis(1)), ClearingTerms.STANDARD))
        .isEqualTo(Map.of("PURCHASE p", "NO_AUTHORIZATION"));
  }

  private static TestStream<Fact> declinedLate(Duration late, Duration after) {
    return TestStream.create(FactCoder.of())
        .advanceWatermarkTo(at(late))
        .addElements(
            new Fact.OfDecision(SampleEvents.decided("a", CARD, START, 100_00, Outcome.DECLINED)))
        .advanceWatermarkTo(at(late.plus(after)))
        .addElements(purchase("p", "a", Duration.ofHours(1)))
        .advanceWatermarkToInfinity();
  }

  @Test
  void absurdDatesAreRuledWhenTheStreamEnds() {
    TestStream<Fact> stream =
        TestStream.create(FactCoder.of())
            .addElements(purchase("past", "a", Duration.ofDays(-9_000_000)))
            .addElements(purchase("future", "b", Duration.ofDays(90_000_000_000L)))
            .advanceWatermarkToInfinity();
    assertThat(JoinRun.unbounded(stream, ClearingTerms.STANDARD))
        .isEqualTo(
            Map.of("PURCHASE past", "NO_AUTHORIZATION", "PURCHASE future", "NO_AUTHORIZATION"));
  }

  @Test
  void paymentsAreBookedAndOtherEventsPassedOver() {
    List<Event> events =
        List.of(
            SampleEvents.payment("y", CARD, START, 50_00),
            SampleEvents.cardUpdate("u", CARD, START, CardStatus.ACTIVE, "1 Street"));
    Map<String, String> ruled = JoinRun.bounded(List.of(), events);
    assertThat(ruled).isEqualTo(Map.of("PAYMENT y", "BOOKED"));
  }

  private static Fact approved(String id) {
    return new Fact.OfDecision(SampleEvents.decided(id, CARD, START, 100_00, Outcome.APPROVED));
  }

  private static Fact purchase(String id, String authorization, Duration afterStart) {
    return new Fact.OfTransaction(
        SampleEvents.purchase(id, authorization, CARD, START.plus(afterStart), 40_00));
  }

  private static Fact refund(
      String id, String purchase, String authorization, Duration afterStart) {
    return new Fact.OfTransaction(
        SampleEvents.refund(id, purchase, authorization, CARD, START.plus(afterStart), 10_00));
  }

  private static Instant at(Duration afterStart) {
    return Instant.ofEpochMilli(START.plus(afterStart).toEpochMilli());
  }

  private static <T> List<T> twice(List<T> list, long seed) {
    List<T> doubled = new ArrayList<>(list);
    doubled.addAll(list);
    Collections.shuffle(doubled, new Random(seed));
    return doubled;
  }
}
