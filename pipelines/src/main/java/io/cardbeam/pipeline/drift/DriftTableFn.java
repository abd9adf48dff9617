package io.cardbeam.pipeline.drift;

import io.cardbeam.feature.Feature;
import io.cardbeam.feature.FeatureList;
import io.cardbeam.measure.drift.DriftTable;
import io.cardbeam.measure.drift.DriftTally;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.Map;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/** All tallies to the one table, as JSON. */
final class DriftTableFn extends DoFn<KV<String, Iterable<KV<String, DriftTally>>>, String> {
  private static final long serialVersionUID = 1L;

  private final boolean needsReference;

  /**
   * @param needsReference whether it is an error that nothing lies before the end of the reference
   */
  DriftTableFn(boolean needsReference) {
    this.needsReference = needsReference;
  }

  @ProcessElement
  public void process(
      @Element KV<String, Iterable<KV<String, DriftTally>>> all, OutputReceiver<String> output) {
    Map<YearMonth, DriftTally> before = new HashMap<>();
    Map<YearMonth, DriftTally> after = new HashMap<>();
    for (KV<String, DriftTally> each : all.getValue()) {
      DriftPeriod period = DriftPeriod.ofName(each.getKey());
      (period.before() ? before : after).put(period.month(), each.getValue());
    }
    if (needsReference && before.isEmpty()) {
      throw new IllegalArgumentException("no request lies before the end of the reference");
    }
    output.output(
        DriftJson.text(
            DriftTable.of(FeatureList.all().stream().map(Feature::name).toList(), before, after)));
  }
}
