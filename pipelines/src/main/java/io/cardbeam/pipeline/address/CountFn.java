package io.cardbeam.pipeline.address;

import io.cardbeam.address.CountedHour;
import io.cardbeam.address.DistinctCards;
import io.cardbeam.event.AddressCount;
import io.cardbeam.wire.AddressCountChecks;
import java.util.Optional;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.TimeDomain;
import org.apache.beam.sdk.state.Timer;
import org.apache.beam.sdk.state.TimerSpec;
import org.apache.beam.sdk.state.TimerSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Duration;
import org.joda.time.Instant;

/** The cards of one address in one hour, with a timer that frees them. */
final class CountFn extends DoFn<KV<CountedHour, SeenCard>, AddressCount> {
  private static final long serialVersionUID = 1L;

  /** How long after its end an hour's cards are kept: as long as a count of it may be in force. */
  static final Duration LATENESS = Duration.millis(AddressCountChecks.HOUR_MILLIS);

  private static final Counter PUBLISHED =
      Metrics.counter(CountAddressCards.NAMESPACE, CountAddressCards.PUBLISHED);

  @SuppressWarnings("unused") // Beam reads it by its annotation.
  @StateId("cards")
  private final StateSpec<ValueState<DistinctCards>> cardsSpec =
      StateSpecs.value(new DistinctCardsCoder());

  @SuppressWarnings("unused") // Beam reads it by its annotation.
  @TimerId("over")
  private final TimerSpec overSpec = TimerSpecs.timer(TimeDomain.EVENT_TIME);

  /** Never set: the runner's clock, which tests set, is read off it. */
  @SuppressWarnings("unused") // Beam reads it by its annotation.
  @TimerId("clock")
  private final TimerSpec clockSpec = TimerSpecs.timer(TimeDomain.PROCESSING_TIME);

  @ProcessElement
  public void process(
      @Element KV<CountedHour, SeenCard> seen,
      @StateId("cards") ValueState<DistinctCards> state,
      @TimerId("over") Timer over,
      @TimerId("clock") Timer clock,
      OutputReceiver<AddressCount> output) {
    CountedHour hour = seen.getKey();
    DistinctCards stored = state.read();
    DistinctCards before = stored == null ? DistinctCards.NONE : stored;
    DistinctCards cards = before.plus(seen.getValue().hash());
    if (cards.size() == before.size()) {
      return;
    }
    state.write(cards);
    if (stored == null) {
      over.withNoOutputTimestamp()
          .set(
              Instant.ofEpochMilli(hour.startMillis() + AddressCountChecks.HOUR_MILLIS)
                  .plus(LATENESS));
    }
    Optional<AddressCount> count =
        hour.published(
            cards.size(),
            seen.getValue().eventTimeMillis(),
            clock.getCurrentRelativeTime().getMillis());
    if (count.isPresent()) {
      PUBLISHED.inc();
      output.output(count.get());
    }
  }

  @OnTimer("over")
  public void onOver(@StateId("cards") ValueState<DistinctCards> state) {
    state.clear();
  }

  @OnTimer("clock")
  public void onClock() {
    // Beam asks for it; it is never set.
  }
}
