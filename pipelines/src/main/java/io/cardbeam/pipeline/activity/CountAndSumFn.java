package io.cardbeam.pipeline.activity;

import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.apache.beam.sdk.transforms.Combine.CombineFn;

/** Counts amounts and adds them up. */
final class CountAndSumFn extends CombineFn<Long, CountAndSum, CountAndSum> {
  private static final long serialVersionUID = 1L;

  @Override
  public CountAndSum createAccumulator() {
    return CountAndSum.NONE;
  }

  @Override
  public CountAndSum addInput(CountAndSum sum, Long amountMinor) {
    return sum.plus(new CountAndSum(1, amountMinor));
  }

  @Override
  public CountAndSum mergeAccumulators(Iterable<CountAndSum> sums) {
    CountAndSum all = CountAndSum.NONE;
    for (CountAndSum sum : sums) {
      all = all.plus(sum);
    }
    return all;
  }

  @Override
  public CountAndSum extractOutput(CountAndSum sum) {
    return sum;
  }

  @Override
  public Coder<CountAndSum> getAccumulatorCoder(CoderRegistry registry, Coder<Long> input) {
    return new CountAndSum.CountAndSumCoder();
  }

  @Override
  public Coder<CountAndSum> getDefaultOutputCoder(CoderRegistry registry, Coder<Long> input) {
    return new CountAndSum.CountAndSumCoder();
  }
}
