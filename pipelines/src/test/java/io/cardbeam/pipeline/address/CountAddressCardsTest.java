package io.cardbeam.pipeline.address;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.address.AddressCounts;
import io.cardbeam.address.DistinctCards;
import io.cardbeam.event.AddressCount;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.CardStatus;
import io.cardbeam.pipeline.EventCoder;
import io.cardbeam.sample.SampleCounts;
import io.cardbeam.sample.SampleEvents;
import io.cardbeam.sample.SampleRules;
import io.cardbeam.wire.AddressCountChecks;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.UnreadableRecordException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.values.TimestampedValue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Beside a model that keeps sets of card tokens and forgets none. */
class CountAddressCardsTest {
  private static final Instant T = Instant.parse("2026-03-02T10:00:00Z");
  private static final String ADDRESS = SampleCounts.address(1);
  private static final int REQUESTS = 400;
  private static final int LATE_MINUTES = 40;

  @Test
  void countsAsTheModelDoesOutOfOrderAndFromManyAddresses() {
    for (long seed = 1; seed <= 3; seed++) {
      Random random = new Random(seed);
      Play play = new Play(T);
      for (int i = 0; i < REQUESTS; i++) {
        Instant at = play.now.minusSeconds(random.nextInt(LATE_MINUTES * 60)).plusSeconds(60);
        String address = random.nextInt(8) == 0 ? null : SampleCounts.address(random.nextInt(3));
        play.add(request("card-" + random.nextInt(25), address, at));
        if (random.nextInt(3) == 0) {
          play.advance(Duration.ofSeconds(1 + random.nextInt(180)));
        }
        if (random.nextInt(9) == 0) {
          play.watermark(play.now.minus(Duration.ofMinutes(LATE_MINUTES)));
        }
      }
      System.out.println("CountAddressCards seed " + seed + ": " + play.expected.size());
      assertThat(play.expected).as("seed %d", seed).hasSizeGreaterThan(20);
      play.assertCounted();
    }
  }

  @Test
  void twoCardsAreNoCountAndOneThatAsksAgainIsNoneMore() {
    Play play = new Play(T.plusSeconds(5));
    for (String card : List.of("a", "b", "a", "b", "a")) {
      play.add(request(card, ADDRESS, T.plusSeconds(5)));
    }
    assertThat(play.expected).isEmpty();
    play.add(request("c", ADDRESS, T.plusSeconds(7)));
    play.add(SampleEvents.cardUpdate("u", "d", T, CardStatus.ACTIVE, "1 Elm Street"));
    assertThat(play.expected)
        .containsExactly(
            new AddressCount(
                ADDRESS, T, 3, T.plusSeconds(17), T.plusSeconds(7_200), T.plusSeconds(5)));
    play.assertCounted();
  }

  @Test
  void atTheLimitItCountsNoFurther() {
    Play play = new Play(T);
    for (int i = 0; i < DistinctCards.MAX + 20; i++) {
      play.add(request("card-" + i, ADDRESS, T.plusSeconds(i)));
    }
    assertThat(play.expected).hasSize(DistinctCards.MAX - 2);
    play.assertCounted();
  }

  @Test
  void oldEventsThatAreReadAgainPublishNothing() {
    Play play = new Play(T.plusSeconds(7_190));
    for (int i = 0; i < 9; i++) {
      play.add(request("card-" + i, ADDRESS, T.plusSeconds(i)));
    }
    assertThat(play.expected).isEmpty();
    play.assertCounted();
  }

  @Test
  void anHoursCardsAreFreedAfterItsLateness() {
    Play play = new Play(T);
    play.add(request("a", ADDRESS, T));
    play.add(request("b", ADDRESS, T));
    play.watermark(T.plusSeconds(3_600).plusMillis(CountFn.LATENESS.getMillis() + 1));
    play.stream = play.stream.addElements(stamped(request("c", ADDRESS, T)));
    play.assertCounted();
  }

  @Test
  void aTableAndItsCardsComeThroughTheirCoders() throws Exception {
    AddressCounts counts =
        AddressCounts.empty(AddressCounts.Reach.LIVE)
            .plusAll(
                List.of(
                    SampleCounts.count(ADDRESS, T, 3, T),
                    SampleCounts.count(ADDRESS, T, 5, T.plusSeconds(9)),
                    SampleCounts.count(SampleCounts.address(2), T, 100, T)))
            .counts();
    assertThat(CoderUtils.clone(AddressCountsCoder.of(), counts)).isEqualTo(counts);
    assertThat(
            CoderUtils.clone(
                AddressCountsCoder.of(), AddressCounts.empty(AddressCounts.Reach.ARCHIVE)))
        .isEqualTo(AddressCounts.empty(AddressCounts.Reach.ARCHIVE));
    DistinctCards cards = DistinctCards.NONE.plus(7).plus(-7).plus(0);
    assertThat(CoderUtils.clone(new DistinctCardsCoder(), cards)).isEqualTo(cards);
  }

  private static Event request(String card, @Nullable String address, Instant at) {
    AuthorizationRequest request =
        AuthorizationRequest.newBuilder(SampleRules.request(at, 500))
            .setCardToken(card)
            .setClientIpHash(address)
            .build();
    return Event.of(request);
  }

  private static TimestampedValue<Event> stamped(Event event) {
    return TimestampedValue.of(event, org.joda.time.Instant.ofEpochMilli(event.eventTimeMillis()));
  }

  private record Hour(String address, Instant start) {}

  /** Requests as they come, the clocks, and what the model says. */
  private static final class Play {
    private final Map<Hour, Set<String>> cards = new HashMap<>();
    private final List<AddressCount> expected = new ArrayList<>();
    private TestStream.Builder<Event> stream = TestStream.create(EventCoder.of());
    private Instant now;

    Play(Instant now) {
      this.now = now;
      stream =
          stream.advanceProcessingTime(
              org.joda.time.Duration.millis(
                  now.toEpochMilli() - BoundedWindow.TIMESTAMP_MIN_VALUE.getMillis()));
    }

    void advance(Duration time) {
      now = now.plus(time);
      stream = stream.advanceProcessingTime(org.joda.time.Duration.millis(time.toMillis()));
    }

    void watermark(Instant to) {
      stream = stream.advanceWatermarkTo(org.joda.time.Instant.ofEpochMilli(to.toEpochMilli()));
    }

    void add(Event event) {
      stream = stream.addElements(stamped(event));
      if (!(event.body() instanceof AuthorizationRequest request)
          || request.getClientIpHash() == null) {
        return;
      }
      Instant at = request.getEventTime();
      Hour hour = new Hour(request.getClientIpHash(), at.truncatedTo(ChronoUnit.HOURS));
      Set<String> seen = cards.computeIfAbsent(hour, h -> new HashSet<>());
      if (seen.add(request.getCardToken()) && seen.size() >= 3 && seen.size() <= 100) {
        Instant from = (at.isAfter(now) ? at : now).plusSeconds(10);
        Instant until = hour.start().plusSeconds(7_200);
        if (from.isBefore(until)) {
          expected.add(
              new AddressCount(hour.address(), hour.start(), seen.size(), from, until, now));
        }
      }
    }

    void assertCounted() {
      for (AddressCount count : expected) {
        try {
          AddressCountChecks.check(count);
        } catch (UnreadableRecordException e) {
          throw new AssertionError(e.reason(), e);
        }
      }
      Pipeline pipeline = Pipeline.create();
      PAssert.that(
              pipeline.apply(stream.advanceWatermarkToInfinity()).apply(new CountAddressCards()))
          .containsInAnyOrder(expected);
      pipeline.run().waitUntilFinish();
    }
  }
}
