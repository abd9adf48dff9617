package io.cardbeam.pipeline.drift;

import io.cardbeam.feature.FeatureList;
import io.cardbeam.measure.drift.DriftTally;
import io.cardbeam.pipeline.feature.FeatureRow;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.apache.beam.sdk.transforms.Combine.CombineFn;

/** Counts requests with their answers, scores and features. */
final class DriftTallyFn extends CombineFn<FeatureRow, DriftTally, DriftTally> {
  private static final long serialVersionUID = 1L;

  private final double alertFrom;

  DriftTallyFn(double alertFrom) {
    this.alertFrom = alertFrom;
  }

  @Override
  public DriftTally createAccumulator() {
    return DriftTally.ofFeatures(FeatureList.SIZE);
  }

  @Override
  public DriftTally addInput(DriftTally tally, FeatureRow row) {
    tally.add(row.outcome(), row.probability(), row.probability() >= alertFrom, row::value);
    return tally;
  }

  @Override
  public DriftTally mergeAccumulators(Iterable<DriftTally> tallies) {
    DriftTally all = createAccumulator();
    tallies.forEach(all::add);
    return all;
  }

  @Override
  public DriftTally extractOutput(DriftTally tally) {
    return tally;
  }

  @Override
  public Coder<DriftTally> getAccumulatorCoder(CoderRegistry registry, Coder<FeatureRow> input) {
    return DriftTallyCoder.of();
  }

  @Override
  public Coder<DriftTally> getDefaultOutputCoder(CoderRegistry registry, Coder<FeatureRow> input) {
    return DriftTallyCoder.of();
  }
}
