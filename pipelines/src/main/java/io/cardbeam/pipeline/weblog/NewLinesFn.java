package io.cardbeam.pipeline.weblog;

import io.cardbeam.event.LogLine;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/**
 * Leaves out lines that were sent again. Kafka gives the lines of a log in the order in which they
 * were sent, so one number a log tells them: the offset from which on lines are new. It is kept for
 * as long as the job.
 */
final class NewLinesFn extends DoFn<KV<String, LogLine>, LogLine> {
  private static final long serialVersionUID = 1L;
  private static final Counter REPEATED = WebLogTags.counter(WebLogTags.REPEATED);
  private static final String NEXT = "next";

  @StateId(NEXT)
  private final StateSpec<ValueState<Long>> nextSpec = StateSpecs.value(VarLongCoder.of());

  @ProcessElement
  public void process(
      @Element KV<String, LogLine> element,
      @StateId(NEXT) ValueState<Long> next,
      OutputReceiver<LogLine> output) {
    LogLine line = element.getValue();
    Long from = next.read();
    if (from != null && line.getOffset() < from) {
      REPEATED.inc();
      return;
    }
    next.write(line.getOffset() + 1);
    output.output(line);
  }
}
