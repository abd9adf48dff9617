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
 * Decides and clears in the stream: takes a card's events as they come, in the order of its Kafka
 * partition, answers each request at once, and books each transaction or refuses it. What comes
 * again under one identity (type, card and id) takes no effect, here or in any step behind this
 * one.
 *
 * <p>One profile per card, in the global window: its sliding windows are its own and exact. Beside
 * it, and read for other events than requests alone, which events came; and, while there are any,
 * the purchases that wait for the request they name. One event-time timer refuses those that waited
 * too long and frees the state of a card that has been idle; it is set only when none is set or one
 * is needed earlier, and sets itself again if the card was used meanwhile. Decisions do not depend
 * on when it fires.
 */
final class DecideFn extends DoFn<KV<String, Event>, Decided> {
  private static final long serialVersionUID = 1L;

  /** How late an event may be and still find the behaviour of an idle card. */
  private static final long LATENESS = Duration.standardDays(7).getMillis();

  /** The last instant at which a timer fires; later wishes are brought forward to it. */
  private static final long LAST_WAKE = GlobalWindow.INSTANCE.maxTimestamp().getMillis();

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
  @StateId("waiting")
  private final StateSpec<ValueState<List<Event>>> waitingSpec =
      StateSpecs.value(new WaitingPurchasesCoder());

  @SuppressWarnings("unused") // Beam reads it by its annotation.
  @TimerId("wake")
  private final TimerSpec wakeSpec = TimerSpecs.timer(TimeDomain.EVENT_TIME);

  private final RulesAtStart atStart;
  private final PCollectionView<AddressCounts> counts;
  private final CountsAtStart countsAtStart;
  private transient @Nullable BookInHand book;
  private transient @Nullable CountsInHand addresses;
  private transient @Nullable BookingsOutput bookings;

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
    bookings = new BookingsOutput();
  }

  @ProcessElement
  public void process(
      ProcessContext context,
      @Element KV<String, Event> element,
      @StateId("profile") ValueState<KeptProfile> state,
      @StateId("known") ValueState<KnownEvents> known,
      @StateId("waiting") ValueState<List<Event>> waiting,
      @TimerId("wake") Timer wake,
      @SideInput(BookInHand.VIEW) RuleBook published,
      MultiOutputReceiver output) {
    Event event = element.getValue();
    KeptProfile kept = read(state);
    CardProfile.Step step;
    if (event.type() == EventType.AUTHORIZATION_REQUEST) {
      AuthorizationRequest request = event.body(AuthorizationRequest.class);
      // Beam makes a view's value at each access: not for requests that no count bears on.
      AddressCards cards =
          request.getClientIpHash() == null
              ? AddressCards.NONE
              : Objects.requireNonNull(addresses).with(() -> context.sideInput(counts));
      RuleBook rules = Objects.requireNonNull(book).with(published);
      CardProfile.Step waited =
          kept.profile().expired(event.eventTimeMillis(), desk().bookkeeper());
      CardProfile.Step answered = answer(waited.profile(), event, rules, cards, output);
      step = new CardProfile.Step(answered.profile(), waited.bookings().then(answered.bookings()));
      if (step.profile() == kept.profile()) {
        return;
      }
    } else if (isNew(event, known, output)) {
      output.get(ClassifyTransactions.STANDING).output(event);
      step = kept.profile().take(event, desk().bookkeeper());
      if (step.profile() == kept.profile() && kept.isArmed()) {
        return;
      }
    } else {
      return;
    }
    put(step, kept, List.of(event), waiting, output);
    long now = wake.getCurrentRelativeTime().getMillis();
    CardProfile after = step.profile().forgetting(Math.min(now, event.eventTimeMillis()));
    state.write(armed(kept.with(after).behind(event.eventTimeMillis(), now), wake, known));
  }

  private static KeptProfile read(ValueState<KeptProfile> state) {
    KeptProfile stored = state.read();
    return stored == null ? KeptProfile.NONE : stored;
  }

  private void put(
      CardProfile.Step step,
      KeptProfile before,
      List<Event> come,
      ValueState<List<Event>> waiting,
      MultiOutputReceiver output) {
    Objects.requireNonNull(bookings, "not set up")
        .put(
            step.bookings(),
            new BookingsOutput.Step(before.profile(), step.profile(), come, waiting, output));
  }

  private CardProfile.Step answer(
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
    return new CardProfile.Step(answer.profile(), answer.bookings());
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

  @OnTimer("wake")
  public void onWake(
      OnTimerContext context,
      @StateId("profile") ValueState<KeptProfile> state,
      @StateId("known") ValueState<KnownEvents> known,
      @StateId("waiting") ValueState<List<Event>> waiting,
      @TimerId("wake") Timer wake,
      MultiOutputReceiver output) {
    KeptProfile kept = read(state);
    long fired = context.fireTimestamp().getMillis();
    CardProfile.Step step =
        kept.profile()
            .expired(
                fired >= LAST_WAKE ? Long.MAX_VALUE : kept.cardTime(fired), desk().bookkeeper());
    put(step, kept, List.of(), waiting, output);
    KeptProfile awake = kept.with(step.profile()).armedAt(KeptProfile.NOT_ARMED);
    if (forgottenAt(awake.profile(), known) > fired) {
      state.write(armed(awake, wake, known));
      return;
    }
    known.clear();
    KeptProfile idle = awake.with(awake.profile().asOf(fired).forgetting(fired));
    if (idle.profile().isWorthKeepingIdle()) {
      state.write(armed(idle, idle.wakeMillis(desk().bookkeeper()), wake));
    } else {
      state.clear();
    }
  }

  /**
   * Sees to it that the timer fires when a purchase has waited too long, or the card is forgotten.
   * Events may be older than the watermark by years, if the clock tells the time: then the card has
   * been idle since now, and not since then. At the end of time, when a stream is drained, no card
   * is forgotten.
   */
  private KeptProfile armed(KeptProfile kept, Timer wake, ValueState<KnownEvents> known) {
    long now = wake.getCurrentRelativeTime().getMillis();
    if (kept.isArmed() || now > LAST_WAKE - LATENESS) {
      return armed(kept, kept.wakeMillis(desk().bookkeeper()), wake);
    }
    long forgotten = forgottenAt(kept.profile(), known);
    long idle = forgotten > now ? forgotten : now + LATENESS;
    return armed(kept, Math.min(idle, kept.wakeMillis(desk().bookkeeper())), wake);
  }

  private KeptProfile armed(KeptProfile kept, long wantedMillis, Timer wake) {
    if (wantedMillis >= kept.armedMillis()) {
      return kept;
    }
    long at = Math.min(wantedMillis, LAST_WAKE);
    // An output needs a time; without one a timer holds no watermark back.
    (wantedMillis == kept.wakeMillis(desk().bookkeeper()) ? wake : wake.withNoOutputTimestamp())
        .set(Instant.ofEpochMilli(at));
    return kept.armedAt(at);
  }

  private static long forgottenAt(CardProfile profile, ValueState<KnownEvents> state) {
    KnownEvents known = state.read();
    long latest =
        known == null
            ? profile.lastEventMillis()
            : Math.max(profile.lastEventMillis(), known.latestMillis());
    return latest + CardProfile.IDLE.toMillis() + LATENESS;
  }

  private CardDesk desk() {
    return Objects.requireNonNull(desk, "not set up");
  }
}
