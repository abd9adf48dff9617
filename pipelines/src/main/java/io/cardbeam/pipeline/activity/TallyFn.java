package io.cardbeam.pipeline.activity;

import io.cardbeam.event.Activity;
import io.cardbeam.event.Outcome;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.state.BagState;
import org.apache.beam.sdk.state.MapState;
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
import org.jspecify.annotations.Nullable;

/**
 * Counts the requests of each cell of a slice and adds up their amounts, which come in minor units;
 * tells the cells that changed, all that changed in a while at once.
 *
 * <p>State of its own in the global window, and two timers a slice, where a Beam window for each
 * minute with triggers costs several timers and firings for each cell, of which most are of one
 * request: there, counting took four times as long as deciding.
 */
final class TallyFn extends DoFn<KV<ActivitySlice, KV<ActivityCell, Long>>, Activity> {
  private static final long serialVersionUID = 1L;
  private static final Counter TOO_LATE = Metrics.counter("activity", "too-late");

  private static final int TELLS = 1;
  private static final int FORGETS = 2;

  @SuppressWarnings("unused") // Beam reads it by its annotation.
  @StateId("sums")
  private final StateSpec<MapState<ActivityCell, CountAndSum>> sumsSpec =
      StateSpecs.map(new ActivityCell.ActivityCellCoder(), new CountAndSum.CountAndSumCoder());

  @SuppressWarnings("unused") // Beam reads it by its annotation.
  @StateId("changed")
  private final StateSpec<BagState<ActivityCell>> changedSpec =
      StateSpecs.bag(new ActivityCell.ActivityCellCoder());

  /** Which timers are set: bits. */
  @SuppressWarnings("unused") // Beam reads it by its annotation.
  @StateId("timers")
  private final StateSpec<ValueState<Integer>> timersSpec = StateSpecs.value();

  @SuppressWarnings("unused") // Beam reads it by its annotation.
  @TimerId("tell")
  private final TimerSpec tellSpec = TimerSpecs.timer(TimeDomain.PROCESSING_TIME);

  @SuppressWarnings("unused") // Beam reads it by its annotation.
  @TimerId("forget")
  private final TimerSpec forgetSpec = TimerSpecs.timer(TimeDomain.EVENT_TIME);

  private final Duration every;

  TallyFn(Duration every) {
    this.every = every;
  }

  @ProcessElement
  public void process(
      @Element KV<ActivitySlice, KV<ActivityCell, Long>> element,
      @StateId("sums") MapState<ActivityCell, CountAndSum> sums,
      @StateId("changed") BagState<ActivityCell> changed,
      @StateId("timers") ValueState<Integer> timers,
      @TimerId("tell") Timer tell,
      @TimerId("forget") Timer forget) {
    Instant forgotten =
        Instant.ofEpochMilli(element.getKey().endMillis()).plus(ComputeActivity.ALLOWED_LATENESS);
    if (!forget.getCurrentRelativeTime().isBefore(forgotten)) {
      TOO_LATE.inc();
      return;
    }
    ActivityCell cell = element.getValue().getKey();
    CountAndSum before = sums.get(cell).read();
    CountAndSum one = new CountAndSum(1, element.getValue().getValue());
    sums.put(cell, before == null ? one : before.plus(one));
    changed.add(cell);
    @Nullable Integer set = timers.read();
    if (set == null) {
      forget.set(forgotten);
    }
    if (set == null || set == FORGETS) {
      tell.offset(every).setRelative();
      timers.write(FORGETS | TELLS);
    }
  }

  @OnTimer("tell")
  public void onTell(
      @Key ActivitySlice slice,
      @StateId("sums") MapState<ActivityCell, CountAndSum> sums,
      @StateId("changed") BagState<ActivityCell> changed,
      @StateId("timers") ValueState<Integer> timers,
      OutputReceiver<Activity> output) {
    tellChanged(slice, sums, changed, output);
    timers.write(FORGETS);
  }

  @OnTimer("forget")
  public void onForget(
      @Key ActivitySlice slice,
      @StateId("sums") MapState<ActivityCell, CountAndSum> sums,
      @StateId("changed") BagState<ActivityCell> changed,
      @StateId("timers") ValueState<Integer> timers,
      @TimerId("tell") Timer tell,
      OutputReceiver<Activity> output) {
    tellChanged(slice, sums, changed, output);
    sums.clear();
    timers.clear();
    tell.clear();
  }

  private static void tellChanged(
      ActivitySlice slice,
      MapState<ActivityCell, CountAndSum> sums,
      BagState<ActivityCell> changed,
      OutputReceiver<Activity> output) {
    Set<ActivityCell> cells = new LinkedHashSet<>();
    changed.read().forEach(cells::add);
    for (ActivityCell cell : cells) {
      output.output(activity(slice, cell, Objects.requireNonNull(sums.get(cell).read())));
    }
    changed.clear();
  }

  private static Activity activity(ActivitySlice slice, ActivityCell cell, CountAndSum sum) {
    long startMillis = cell.minute() * ActivityCell.MILLIS_A_MINUTE;
    return new Activity(
        java.time.Instant.ofEpochMilli(startMillis),
        java.time.Instant.ofEpochMilli(startMillis + ActivityCell.MILLIS_A_MINUTE),
        slice.state(),
        cell.city(),
        cell.category(),
        Outcome.valueOf(cell.outcome()),
        cell.currency(),
        sum.count(),
        sum.amountMinor());
  }
}
