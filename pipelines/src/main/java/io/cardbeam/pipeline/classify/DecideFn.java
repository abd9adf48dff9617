package io.cardbeam.pipeline.classify;

import io.cardbeam.decision.CardDesk;
import io.cardbeam.decision.Deciding;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.pipeline.Decided;
import io.cardbeam.pipeline.RuleMarks;
import io.cardbeam.pipeline.rule.RulesAtStart;
import io.cardbeam.profile.CardProfile;
import io.cardbeam.rule.RuleBook;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import java.util.Objects;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.TimeDomain;
import org.apache.beam.sdk.state.Timer;
import org.apache.beam.sdk.state.TimerSpec;
import org.apache.beam.sdk.state.TimerSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Decides in the stream: takes a card's events as they come, in the order of its Kafka partition,
 * and answers each request at once.
 *
 * <p>One value of state per card, in the global window: its sliding windows are its own and exact.
 * An event-time timer frees the state of a card that has been idle; it is set only when none is,
 * and sets itself again if the card was used meanwhile. Decisions do not depend on when it fires.
 */
final class DecideFn extends DoFn<KV<String, Event>, Decided> {
  private static final long serialVersionUID = 1L;

  /** How late an event may be and still find the behaviour of an idle card. */
  private static final Duration LATENESS = Duration.standardDays(7);

  private final Deciding deciding;
  private transient @Nullable CardDesk desk;

  @SuppressWarnings("unused") // Beam reads it by its annotation.
  @StateId("profile")
  private final StateSpec<ValueState<KeptProfile>> profileSpec =
      StateSpecs.value(new KeptProfile.KeptProfileCoder());

  @SuppressWarnings("unused") // Beam reads it by its annotation.
  @TimerId("idle")
  private final TimerSpec idleSpec = TimerSpecs.timer(TimeDomain.EVENT_TIME);

  private final RulesAtStart atStart;
  private transient @Nullable BookInHand book;

  DecideFn(Deciding deciding, RulesAtStart atStart) {
    this.deciding = deciding;
    this.atStart = atStart;
  }

  @Setup
  public void setUp() {
    desk = new CardDesk(deciding);
    book = new BookInHand(atStart);
  }

  @ProcessElement
  public void process(
      @Element KV<String, Event> element,
      @StateId("profile") ValueState<KeptProfile> state,
      @TimerId("idle") Timer idle,
      @SideInput(BookInHand.VIEW) RuleBook published,
      OutputReceiver<Decided> output) {
    Event event = element.getValue();
    KeptProfile stored = state.read();
    KeptProfile kept = stored == null ? KeptProfile.NONE : stored;
    CardProfile profile;
    if (event.type() == EventType.AUTHORIZATION_REQUEST) {
      AuthorizationRequest request = event.body(AuthorizationRequest.class);
      var answer =
          desk().answer(kept.profile(), request, Objects.requireNonNull(book).with(published));
      output.output(
          new Decided(
              request,
              answer.decision(),
              CardFactsOf.profile(answer.profile()),
              answer.repeated(),
              RuleMarks.of(answer.verdict())));
      ClassifyCounters.count(answer);
      profile = answer.profile();
    } else {
      profile = kept.profile().apply(event);
    }
    if (profile == kept.profile()) {
      return;
    }
    state.write(new KeptProfile(profile, kept.timerSet() || setTimer(idle, profile)));
  }

  @OnTimer("idle")
  public void onIdle(
      OnTimerContext context,
      @StateId("profile") ValueState<KeptProfile> state,
      @TimerId("idle") Timer idle) {
    KeptProfile kept = state.read();
    if (kept == null) {
      return;
    }
    CardProfile profile = kept.profile();
    if (forgottenAt(profile).isAfter(context.fireTimestamp())) {
      state.write(new KeptProfile(profile, setTimer(idle, profile)));
    } else if (profile.isWorthKeepingIdle()) {
      state.write(new KeptProfile(profile.asOf(context.fireTimestamp().getMillis()), false));
    } else {
      state.clear();
    }
  }

  /**
   * Sets the timer to when the card is forgotten. Events may be older than the watermark by years,
   * if the clock tells the time: then the card has been idle since now, and not since then.
   *
   * @return whether it is set; not so at the end of time, when a stream is drained
   */
  private static boolean setTimer(Timer idle, CardProfile profile) {
    Instant forgotten = forgottenAt(profile);
    Instant now = idle.getCurrentRelativeTime();
    if (now.isAfter(GlobalWindow.INSTANCE.maxTimestamp().minus(LATENESS))) {
      return false;
    }
    idle.withNoOutputTimestamp().set(forgotten.isAfter(now) ? forgotten : now.plus(LATENESS));
    return true;
  }

  private static Instant forgottenAt(CardProfile profile) {
    return Instant.ofEpochMilli(profile.lastEventMillis() + CardProfile.IDLE.toMillis())
        .plus(LATENESS);
  }

  private CardDesk desk() {
    return Objects.requireNonNull(desk, "not set up");
  }
}
