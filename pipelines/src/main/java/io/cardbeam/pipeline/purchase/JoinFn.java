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
      stored.write(arm(change.file(), before.armedMillis(), wake));
    }
  }

  @OnTimer(WAKE)
  public void wake(
      OnTimerContext context,
      @StateId(FILE) ValueState<JoinState> stored,
      @TimerId(WAKE) Timer wake,
      MultiOutputReceiver out) {
    long now = context.fireTimestamp().getMillis();
    boolean isEnd = now >= LAST_WAKE_MILLIS;
    CaseFile.Change change = read(stored).file().expire(isEnd ? Long.MAX_VALUE : now, terms);
    emit(change, out);
    if (isEnd || change.file().ledger().keepUntilMillis(terms) <= now) {
      stored.clear();
    } else {
      stored.write(arm(change.file(), JoinState.NOT_ARMED, wake));
    }
  }

  private JoinState arm(CaseFile file, long armedMillis, Timer wake) {
    long wanted = Math.min(file.ledger().nextWakeMillis(terms), LAST_WAKE_MILLIS);
    if (wanted >= armedMillis) {
      return new JoinState(file, armedMillis);
    }
    wake.set(Instant.ofEpochMilli(wanted));
    return new JoinState(file, wanted);
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
