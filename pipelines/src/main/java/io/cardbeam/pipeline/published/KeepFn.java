package io.cardbeam.pipeline.published;

import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.state.BagState;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.TimeDomain;
import org.apache.beam.sdk.state.Timer;
import org.apache.beam.sdk.state.TimerSpec;
import org.apache.beam.sdk.state.TimerSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.util.NameUtils;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Duration;

/** Keeps the one value: gathers records, and sends it whole a moment after it has grown. */
final class KeepFn<R, S> extends DoFn<KV<String, List<R>>, S> implements NameUtils.NameOverride {
  private static final long serialVersionUID = 1L;

  /** As it was called when books of rules alone were kept; savepoints have it. */
  private static final String VALUE = "book";

  private final String step;
  private final Gathering<R, S> gathering;
  private final Duration sendAfter;

  @SuppressWarnings("unused") // Beam reads it by its annotation.
  @StateId(VALUE)
  private final StateSpec<ValueState<S>> valueSpec;

  @SuppressWarnings("unused") // Beam reads it by its annotation.
  @StateId("new")
  private final StateSpec<BagState<R>> newSpec;

  @SuppressWarnings("unused") // Beam reads it by its annotation.
  @TimerId("send")
  private final TimerSpec sendSpec = TimerSpecs.timer(TimeDomain.PROCESSING_TIME);

  /**
   * @param step the step's name in a job's state
   */
  KeepFn(String step, Gathering<R, S> gathering, Duration sendAfter) {
    this.step = step;
    this.gathering = gathering;
    this.sendAfter = sendAfter;
    this.valueSpec = StateSpecs.value(gathering.coder());
    this.newSpec = StateSpecs.bag(gathering.recordCoder());
  }

  @Override
  public String getNameOverride() {
    return step;
  }

  @ProcessElement
  public void process(
      @Element KV<String, List<R>> batch,
      @StateId(VALUE) ValueState<S> value,
      @StateId("new") BagState<R> added,
      @TimerId("send") Timer send,
      OutputReceiver<S> output) {
    if (batch.getValue().isEmpty()) {
      output.output(orEmpty(value));
      return;
    }
    if (Boolean.TRUE.equals(added.isEmpty().read())) {
      send.offset(sendAfter).setRelative();
    }
    batch.getValue().forEach(added::add);
  }

  @OnTimer("send")
  public void onSend(
      @StateId(VALUE) ValueState<S> value,
      @StateId("new") BagState<R> added,
      OutputReceiver<S> output) {
    List<R> records = new ArrayList<>();
    added.read().forEach(records::add);
    added.clear();
    S grown = gathering.plus(orEmpty(value), records);
    value.write(grown);
    output.output(grown);
  }

  private S orEmpty(ValueState<S> state) {
    S value = state.read();
    return value == null ? gathering.empty() : value;
  }
}
