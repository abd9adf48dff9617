package io.cardbeam.pipeline.weblog;

import java.time.Duration;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.TimeDomain;
import org.apache.beam.sdk.state.Timer;
import org.apache.beam.sdk.state.TimerSpec;
import org.apache.beam.sdk.state.TimerSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/**
 * Sums up the counts of a value in a minute of the log for some time, and gives the sum as a row. A
 * count that comes later makes a row of its own: rows are added up, whenever their lines came, so
 * none is too late.
 */
final class SumCountsFn extends DoFn<KV<String, Tally>, KV<String, byte[]>> {
  private static final long serialVersionUID = 1L;
  private static final String SUM = "sum";
  private static final String DUE = "due";

  @StateId(SUM)
  private final StateSpec<ValueState<Tally>> sumSpec = StateSpecs.value(Tally.CODER);

  @TimerId(DUE)
  private final TimerSpec dueSpec = TimerSpecs.timer(TimeDomain.PROCESSING_TIME);

  private final long everyMillis;

  SumCountsFn(Duration every) {
    this.everyMillis = every.toMillis();
  }

  @ProcessElement
  public void process(
      @Element KV<String, Tally> count,
      @StateId(SUM) ValueState<Tally> sum,
      @TimerId(DUE) Timer due) {
    Tally before = sum.read();
    if (before == null) {
      ClockTimer.setIn(due, everyMillis);
    }
    sum.write(before == null ? count.getValue() : before.plus(count.getValue()));
  }

  @OnTimer(DUE)
  public void due(
      @Key String key,
      @StateId(SUM) ValueState<Tally> sum,
      OutputReceiver<KV<String, byte[]>> output) {
    Tally all = sum.read();
    if (all != null) {
      output.output(LiveTables.count(key, all));
      sum.clear();
    }
  }
}
