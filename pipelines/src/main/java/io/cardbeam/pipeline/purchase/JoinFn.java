package io.cardbeam.pipeline.purchase;

import io.cardbeam.clearing.ClearingTerms;
import io.cardbeam.event.TransactionException;
import io.cardbeam.pipeline.card.ConflictLetter;
import io.cardbeam.traffic.Conflict;
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
import org.checkerframework.checker.nullness.qual.Nullable;
import org.joda.time.Instant;

/**
 * The join in unbounded mode: carries the {@link CaseFile} of each authorization from element to
 * element. One state cell and one event-time timer, which is set when none is set or one is needed
 * earlier, and sets itself again when it fires too early.
 *
 * <p>Where the clock tells the time, facts may be older than event time by days or years: of a
 * history that is played, or of senders that were cut off. A case lags behind as far as the latest
 * of its facts came, so that it waits and is kept as long after they came as it would be if they
 * had come in time.
 */
final class JoinFn extends DoFn<KV<String, Fact>, Booked> {
  private static final long serialVersionUID = 1L;
  private static final String FILE = "file";
  private static final String WAKE = "wake";

  /** The last instant at which a timer fires; later wishes are brought forward to it. */
  private static final long LAST_WAKE_MILLIS = GlobalWindow.INSTANCE.maxTimestamp().getMillis();

  @StateId(FILE)
  private final StateSpec<ValueState<JoinState>> fileSpec = StateSpecs.value(JoinStateCoder.of());

  @TimerId(WAKE)
  private final TimerSpec wakeSpec = TimerSpecs.timer(TimeDomain.EVENT_TIME);

  private final ClearingTerms terms;

  JoinFn(ClearingTerms terms) {
    this.terms = terms;
  }

  @ProcessElement
  public void process(
      @Element KV<String, Fact> element,
      @StateId(FILE) ValueState<JoinState> stored,
      @TimerId(WAKE) Timer wake,
      MultiOutputReceiver out) {
    JoinState before = read(stored);
    CaseFile.Change change = before.file().take(element.getValue(), terms);
    emit(change, out);
    if (!change.file().equals(before.file())) {
      long nowMillis = wake.getCurrentRelativeTime().getMillis();
      JoinState after =
          before.with(change.file()).behind(element.getValue().eventTimeMillis(), nowMillis);
      stored.write(arm(after, wake));
    }
  }

  @OnTimer(WAKE)
  public void wake(
      OnTimerContext context,
      @StateId(FILE) ValueState<JoinState> stored,
      @TimerId(WAKE) Timer wake,
      MultiOutputReceiver out) {
    JoinState before = read(stored);
    long fireMillis = context.fireTimestamp().getMillis();
    long now = fireMillis >= LAST_WAKE_MILLIS ? Long.MAX_VALUE : before.caseTime(fireMillis);
    CaseFile.Change change = before.file().expire(now, terms);
    emit(change, out);
    if (change.file().ledger().keepUntilMillis(terms) <= now) {
      stored.clear();
    } else {
      stored.write(arm(before.with(change.file()).disarmed(), wake));
    }
  }

  private JoinState arm(JoinState state, Timer wake) {
    long wanted =
        Math.min(state.streamTime(state.file().ledger().nextWakeMillis(terms)), LAST_WAKE_MILLIS);
    if (wanted >= state.armedMillis()) {
      return state;
    }
    wake.set(Instant.ofEpochMilli(wanted));
    return state.armedAt(wanted);
  }

  private static JoinState read(ValueState<JoinState> stored) {
    @Nullable JoinState state = stored.read();
    return state == null ? JoinState.EMPTY : state;
  }

  static void emit(CaseFile.Change change, MultiOutputReceiver out) {
    for (Booked booked : change.booked()) {
      out.get(JoinPurchases.BOOKED).output(booked);
    }
    for (TransactionException exception : change.exceptions()) {
      out.get(JoinPurchases.EXCEPTIONS).output(exception);
    }
    for (Conflict conflict : change.conflicts()) {
      ConflictLetter.count();
      out.get(JoinPurchases.CONFLICTS).output(conflict);
    }
    ConflictLetter.countCopies(change.copies());
  }
}
