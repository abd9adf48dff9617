package io.cardbeam.pipeline.weblog;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
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

/**
 * Gathers rows of a table until they fill a file or the first has waited long enough, and gives the
 * file a name, which no other has.
 */
final class RowFilesFn extends DoFn<KV<String, byte[]>, KV<String, byte[]>> {
  /** Bytes of a full file. */
  static final int FULL_BYTES = 8 << 20;

  private static final long serialVersionUID = 1L;
  private static final String ROWS = "rows";
  private static final String BYTES = "bytes";
  private static final String DUE = "due";

  @StateId(ROWS)
  private final StateSpec<BagState<byte[]>> rowsSpec = StateSpecs.bag(ByteArrayCoder.of());

  @StateId(BYTES)
  private final StateSpec<ValueState<Integer>> bytesSpec = StateSpecs.value(VarIntCoder.of());

  @TimerId(DUE)
  private final TimerSpec dueSpec = TimerSpecs.timer(TimeDomain.PROCESSING_TIME);

  private final long everyMillis;

  RowFilesFn(Duration every) {
    this.everyMillis = every.toMillis();
  }

  @ProcessElement
  public void process(
      @Element KV<String, byte[]> element,
      @StateId(ROWS) BagState<byte[]> rows,
      @StateId(BYTES) ValueState<Integer> bytes,
      @TimerId(DUE) Timer due,
      OutputReceiver<KV<String, byte[]>> output) {
    Integer before = bytes.read();
    int all = (before == null ? 0 : before) + element.getValue().length;
    rows.add(element.getValue());
    if (all >= FULL_BYTES) {
      flush(element.getKey(), rows, bytes, output);
      return;
    }
    bytes.write(all);
    if (before == null) {
      ClockTimer.setIn(due, everyMillis);
    }
  }

  @OnTimer(DUE)
  public void due(
      @Key String table,
      @StateId(ROWS) BagState<byte[]> rows,
      @StateId(BYTES) ValueState<Integer> bytes,
      OutputReceiver<KV<String, byte[]>> output) {
    if (bytes.read() != null) {
      flush(table, rows, bytes, output);
    }
  }

  private static void flush(
      String table,
      BagState<byte[]> rows,
      ValueState<Integer> bytes,
      OutputReceiver<KV<String, byte[]>> output) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] some : rows.read()) {
      all.writeBytes(some);
    }
    rows.clear();
    bytes.clear();
    output.output(KV.of(LiveTables.newFile(table), all.toByteArray()));
  }
}
