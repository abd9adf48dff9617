package io.cardbeam.pipeline.classify;

import io.cardbeam.address.AddressCards;
import io.cardbeam.address.AddressCounts;
import io.cardbeam.decision.CardDesk;
import io.cardbeam.decision.Deciding;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.pipeline.Decided;
import io.cardbeam.pipeline.RuleMarks;
import io.cardbeam.pipeline.address.CountsAtStart;
import io.cardbeam.pipeline.card.ConflictLetter;
import io.cardbeam.pipeline.rule.RulesAtStart;
import io.cardbeam.profile.CardProfile;
import io.cardbeam.profile.KnownEvents;
import io.cardbeam.rule.RuleBook;
import io.cardbeam.traffic.Conflict;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
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
import org.apache.beam.sdk.values.PCollectionView;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Decides in the stream: takes a card's events as they come, in the order of its Kafka partition,
 * and answers each request at once. What comes again under one identity (type, card and id) takes
 * no effect, here or in any step behind this one.
 *
 * <p>One profile per card, in the global window: its sliding windows are its own and exact. Beside
 * it, and read for other events than requests alone, which events came. An event-time timer frees
 * the state of a card that has been idle; it is set only when none is, and sets itself again if the
 * card was used meanwhile. Decisions do not depend on when it fires.
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
  @StateId("known")
  private final StateSpec<ValueState<KnownEvents>> knownSpec =
      StateSpecs.value(new KnownEventsCoder());

  @SuppressWarnings("unused") // Beam reads it by its annotation.
  @TimerId("idle")
  private final TimerSpec idleSpec = TimerSpecs.timer(TimeDomain.EVENT_TIME);

  private final RulesAtStart atStart;
  private final PCollectionView<AddressCounts> counts;
  private final CountsAtStart countsAtStart;
  private transient @Nullable BookInHand book;
  private transient @Nullable CountsInHand addresses;

  DecideFn(
      Deciding deciding,
      RulesAtStart atStart,
      PCollectionView<AddressCounts> counts,
      CountsAtStart countsAtStart) {
    this.deciding = deciding;
    this.atStart = atStart;
    this.counts = counts;
    this.countsAtStart = countsAtStart;
  }

  @Setup
  public void setUp() {
    desk = new CardDesk(deciding);
    book = new BookInHand(atStart);
    addresses = new CountsInHand(countsAtStart);
  }

  @ProcessElement
  public void process(
      ProcessContext context,
      @Element KV<String, Event> element,
      @StateId("profile") ValueState<KeptProfile> state,
      @StateId("known") ValueState<KnownEvents> known,
      @TimerId("idle") Timer idle,
      @SideInput(BookInHand.VIEW) RuleBook published,
      MultiOutputReceiver output) {
    Event event = element.getValue();
    KeptProfile stored = state.read();
    KeptProfile kept = stored == null ? KeptProfile.NONE : stored;
    CardProfile profile;
    if (event.type() == EventType.AUTHORIZATION_REQUEST) {
      AuthorizationRequest request = event.body(AuthorizationRequest.class);
      // Beam makes a view's value at each access: not for requests that no count bears on.
      AddressCards cards =
          request.getClientIpHash() == null
              ? AddressCards.NONE
              : Objects.requireNonNull(addresses).with(() -> context.sideInput(counts));
      RuleBook rules = Objects.requireNonNull(book).with(published);
      profile = answer(kept.profile(), event, rules, cards, output);
      if (profile == kept.profile()) {
        return;
      }
    } else if (isNew(event, known, output)) {
      output.get(ClassifyTransactions.STANDING).output(event);
      profile = kept.profile().apply(event);
      if (profile == kept.profile() && kept.timerSet()) {
        return;
      }
    } else {
      return;
    }
    state.write(
        new KeptProfile(profile, kept.timerSet() || setTimer(idle, latest(profile, known))));
  }

  private CardProfile answer(
      CardProfile profile,
      Event event,
      RuleBook rules,
      AddressCards cards,
      MultiOutputReceiver output) {
    AuthorizationRequest request = event.body(AuthorizationRequest.class);
    CardDesk.Answer answer = desk().answer(profile, request, rules, cards);
    output
        .get(ClassifyTransactions.DECIDED)
        .output(
            new Decided(
                request,
                answer.decision(),
                CardFactsOf.profile(answer.profile()),
                answer.repeated(),
                RuleMarks.of(answer.verdict())));
    ClassifyCounters.count(answer);
    if (answer.isInConflictWith(request)) {
      emit(new Conflict(event, answer.decision().getRequestFingerprint(), List.of()), output);
    }
    return answer.profile();
  }

  /**
   * Whether no event of its identity came before; a conflict with the first that did is emitted.
   */
  private static boolean isNew(
      Event event, ValueState<KnownEvents> state, MultiOutputReceiver output) {
    KnownEvents stored = state.read();
    KnownEvents known = stored == null ? KnownEvents.NONE : stored;
    OptionalLong standing = known.standing(event);
    if (standing.isEmpty()) {
      state.write(known.plus(event));
      return true;
    }
    if (standing.getAsLong() != event.fingerprint()) {
      emit(new Conflict(event, standing.getAsLong(), List.of()), output);
    } else {
      ConflictLetter.countCopies(1);
    }
    return false;
  }

  private static void emit(Conflict conflict, MultiOutputReceiver output) {
    ConflictLetter.count();
    output.get(ClassifyTransactions.CONFLICTS).output(conflict);
  }

  @OnTimer("idle")
  public void onIdle(
      OnTimerContext context,
      @StateId("profile") ValueState<KeptProfile> state,
      @StateId("known") ValueState<KnownEvents> known,
      @TimerId("idle") Timer idle) {
    KeptProfile kept = state.read();
    if (kept == null) {
      return;
    }
    CardProfile profile = kept.profile();
    long latest = latest(profile, known);
    if (forgottenAt(latest).isAfter(context.fireTimestamp())) {
      state.write(new KeptProfile(profile, setTimer(idle, latest)));
      return;
    }
    known.clear();
    if (profile.isWorthKeepingIdle()) {
      state.write(new KeptProfile(profile.asOf(context.fireTimestamp().getMillis()), false));
    } else {
      state.clear();
    }
  }

  private static long latest(CardProfile profile, ValueState<KnownEvents> state) {
    KnownEvents known = state.read();
    return known == null
        ? profile.lastEventMillis()
        : Math.max(profile.lastEventMillis(), known.latestMillis());
  }

  /**
   * Sets the timer to when the card is forgotten. Events may be older than the watermark by years,
   * if the clock tells the time: then the card has been idle since now, and not since then.
   *
   * @return whether it is set; not so at the end of time, when a stream is drained
   */
  private static boolean setTimer(Timer idle, long latestMillis) {
    Instant forgotten = forgottenAt(latestMillis);
    Instant now = idle.getCurrentRelativeTime();
    if (now.isAfter(GlobalWindow.INSTANCE.maxTimestamp().minus(LATENESS))) {
      return false;
    }
    idle.withNoOutputTimestamp().set(forgotten.isAfter(now) ? forgotten : now.plus(LATENESS));
    return true;
  }

  private static Instant forgottenAt(long latestMillis) {
    return Instant.ofEpochMilli(latestMillis + CardProfile.IDLE.toMillis()).plus(LATENESS);
  }

  private CardDesk desk() {
    return Objects.requireNonNull(desk, "not set up");
  }
}
