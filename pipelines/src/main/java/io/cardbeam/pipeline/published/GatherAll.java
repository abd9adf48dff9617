package io.cardbeam.pipeline.published;

import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;

/** What is gathered of all records of a bounded input, which whatever decides looks into. */
public final class GatherAll<R, S> extends PTransform<PCollection<R>, PCollectionView<S>> {
  private static final long serialVersionUID = 1L;

  private final Gathering<R, S> gathering;

  public GatherAll(Gathering<R, S> gathering) {
    this.gathering = gathering;
  }

  @Override
  public PCollectionView<S> expand(PCollection<R> records) {
    return records.apply("Gather", Combine.globally(new GatherFn<>(gathering)).asSingletonView());
  }

  private static final class GatherFn<R, S> extends Combine.CombineFn<R, List<R>, S> {
    private static final long serialVersionUID = 1L;

    private final Gathering<R, S> gathering;

    GatherFn(Gathering<R, S> gathering) {
      this.gathering = gathering;
    }

    @Override
    public List<R> createAccumulator() {
      return new ArrayList<>();
    }

    @Override
    public List<R> addInput(List<R> gathered, R record) {
      gathered.add(record);
      return gathered;
    }

    @Override
    public List<R> mergeAccumulators(Iterable<List<R>> parts) {
      List<R> all = new ArrayList<>();
      parts.forEach(all::addAll);
      return all;
    }

    @Override
    public S extractOutput(List<R> gathered) {
      return gathering.plus(gathering.empty(), gathered);
    }

    @Override
    public Coder<List<R>> getAccumulatorCoder(CoderRegistry registry, Coder<R> inputCoder) {
      return ListCoder.of(gathering.recordCoder());
    }

    @Override
    public Coder<S> getDefaultOutputCoder(CoderRegistry registry, Coder<R> inputCoder) {
      return gathering.coder();
    }
  }
}
