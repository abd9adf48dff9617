package io.cardbeam.pipeline.rule;

import io.cardbeam.decision.DecisionRuleBook;
import io.cardbeam.rule.RuleBook;
import io.cardbeam.wire.RuleRecord;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.state.BagState;
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

/** Keeps the one book: gathers records, and sends it whole a moment after it has grown. */
final class KeepRuleBookFn extends DoFn<KV<String, List<RuleRecord>>, RuleBook> {
  private static final long serialVersionUID = 1L;
  private static final Counter REFUSED = Metrics.counter(RuleCounters.NAMESPACE, "no_room");

  private final Duration sendAfter;

  @SuppressWarnings("unused") // Beam reads it by its annotation.
  @StateId("book")
  private final StateSpec<ValueState<RuleBook>> bookSpec = StateSpecs.value(RuleBookCoder.of());

  @SuppressWarnings("unused") // Beam reads it by its annotation.
  @StateId("new")
  private final StateSpec<BagState<RuleRecord>> newSpec = StateSpecs.bag(RuleRecordCoder.of());

  @SuppressWarnings("unused") // Beam reads it by its annotation.
  @TimerId("send")
  private final TimerSpec sendSpec = TimerSpecs.timer(TimeDomain.PROCESSING_TIME);

  KeepRuleBookFn(Duration sendAfter) {
    this.sendAfter = sendAfter;
  }

  @ProcessElement
  public void process(
      @Element KV<String, List<RuleRecord>> batch,
      @StateId("book") ValueState<RuleBook> book,
      @StateId("new") BagState<RuleRecord> added,
      @TimerId("send") Timer send,
      OutputReceiver<RuleBook> output) {
    if (batch.getValue().isEmpty()) {
      output.output(orEmpty(book));
      return;
    }
    if (Boolean.TRUE.equals(added.isEmpty().read())) {
      send.offset(sendAfter).setRelative();
    }
    batch.getValue().forEach(added::add);
  }

  @OnTimer("send")
  public void onSend(
      @StateId("book") ValueState<RuleBook> book,
      @StateId("new") BagState<RuleRecord> added,
      OutputReceiver<RuleBook> output) {
    List<RuleRecord> records = new ArrayList<>();
    added.read().forEach(records::add);
    added.clear();
    RuleBook.Grown grown = orEmpty(book).plusAll(records);
    REFUSED.inc(grown.refused().size());
    book.write(grown.book());
    output.output(grown.book());
  }

  private static RuleBook orEmpty(ValueState<RuleBook> state) {
    RuleBook book = state.read();
    return book == null ? DecisionRuleBook.empty() : book;
  }
}
