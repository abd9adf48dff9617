package io.cardbeam.pipeline.weblog;

import io.cardbeam.weblog.BotSign;
import io.cardbeam.weblog.Visit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.TimeDomain;
import org.apache.beam.sdk.state.Timer;
import org.apache.beam.sdk.state.TimerSpec;
import org.apache.beam.sdk.state.TimerSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Instant;

/**
 * Says of each hit whether a robot made it, by its name or by what its visitor has done so far, and
 * gives the sessions when no hit of the visitor has come for some time. A visitor's state is then
 * freed; hits that come later begin it again.
 */
final class WatchVisitorsFn extends DoFn<KV<Long, LoggedHit>, LoggedHit> {
  /** Most sessions of a visitor that are kept; when there are more the oldest is given out. */
  static final int MOST_SESSIONS = 16;

  private static final long serialVersionUID = 1L;
  private static final Counter BOTS = WebLogTags.counter(WebLogTags.BOTS);
  private static final Counter SESSIONS = WebLogTags.counter(WebLogTags.SESSIONS);
  private static final String VISITOR = "visitor";
  private static final String SEEN = "seen";
  private static final String OVER = "over";

  @StateId(VISITOR)
  private final StateSpec<ValueState<byte[]>> visitorSpec = StateSpecs.value(ByteArrayCoder.of());

  @StateId(SEEN)
  private final StateSpec<ValueState<Long>> seenSpec = StateSpecs.value(VarLongCoder.of());

  @TimerId(OVER)
  private final TimerSpec overSpec = TimerSpecs.timer(TimeDomain.PROCESSING_TIME);

  private final long waitMillis;

  /**
   * @param wait how long no hit has come when sessions are over
   */
  WatchVisitorsFn(Duration wait) {
    this.waitMillis = wait.toMillis();
  }

  @ProcessElement
  public void process(
      @Element KV<Long, LoggedHit> element,
      @StateId(VISITOR) ValueState<byte[]> state,
      @StateId(SEEN) ValueState<Long> seen,
      @TimerId(OVER) Timer over,
      MultiOutputReceiver output) {
    LoggedHit hit = element.getValue();
    byte[] before = state.read();
    Visitor visitor = before == null ? Visitor.of(hit.hit()) : Visitor.decodeOne(before);
    visitor.add(hit.hit().visit());
    List<Visit> sessions = visitor.sessions();
    Optional<BotSign> sign = visitor.sign(sessions);
    if (sessions.size() > MOST_SESSIONS) {
      put(visitor, sessions.get(0), sign, output);
      sessions = sessions.subList(1, sessions.size());
    }
    visitor.keep(sessions);
    state.write(Visitor.encode(List.of(visitor)));
    if (seen.read() == null) {
      ClockTimer.setIn(over, waitMillis);
    }
    seen.write(over.getCurrentRelativeTime().getMillis());
    boolean isBot = hit.hit().agent().agentClass().isBot() || sign.isPresent();
    BOTS.inc(isBot ? 1 : 0);
    output.get(LiveTags.FLAGGED).output(hit.withBot(isBot));
  }

  /** A timer that each hit sets again costs more than one that looks whether it is time. */
  @OnTimer(OVER)
  public void over(
      @StateId(VISITOR) ValueState<byte[]> state,
      @StateId(SEEN) ValueState<Long> seen,
      @TimerId(OVER) Timer over,
      MultiOutputReceiver output) {
    Long last = seen.read();
    byte[] before = state.read();
    if (last == null || before == null) {
      return;
    }
    Instant now = over.getCurrentRelativeTime();
    long left = last + waitMillis - now.getMillis();
    if (left > 0) {
      ClockTimer.setIn(over, left);
      return;
    }
    Visitor visitor = Visitor.decodeOne(before);
    List<Visit> sessions = new ArrayList<>(visitor.sessions());
    Optional<BotSign> sign = visitor.sign(sessions);
    sessions.forEach(session -> put(visitor, session, sign, output));
    state.clear();
    seen.clear();
  }

  private static void put(
      Visitor visitor, Visit session, Optional<BotSign> sign, MultiOutputReceiver output) {
    SESSIONS.inc();
    output
        .get(LiveTags.ROWS)
        .output(LiveTables.row(Tables.SESSIONS, 0, visitor.row(session, sign)));
  }
}
