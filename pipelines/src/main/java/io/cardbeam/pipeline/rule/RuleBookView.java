package io.cardbeam.pipeline.rule;

import io.cardbeam.decision.DecisionRuleBook;
import io.cardbeam.rule.RuleBook;
import io.cardbeam.wire.RuleRecord;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;

/** The book of all records of a bounded input, which whatever decides looks into. */
public final class RuleBookView
    extends PTransform<PCollection<RuleRecord>, PCollectionView<RuleBook>> {
  private static final long serialVersionUID = 1L;

  private RuleBookView() {}

  /** The book of what the input holds. */
  public static RuleBookView create() {
    return new RuleBookView();
  }

  /** A book of these records. */
  public static PCollectionView<RuleBook> of(Pipeline pipeline, List<RuleRecord> records) {
    RuleBook book = DecisionRuleBook.empty().plusAll(records).book();
    return pipeline
        .apply("RuleBook", Create.of(book).withCoder(RuleBookCoder.of()))
        .apply("RuleBookView", View.asSingleton());
  }

  @Override
  public PCollectionView<RuleBook> expand(PCollection<RuleRecord> records) {
    return records.apply("Gather", Combine.globally(new GatherFn()).asSingletonView());
  }

  private static final class GatherFn
      extends Combine.CombineFn<RuleRecord, List<RuleRecord>, RuleBook> {
    private static final long serialVersionUID = 1L;

    @Override
    public List<RuleRecord> createAccumulator() {
      return new ArrayList<>();
    }

    @Override
    public List<RuleRecord> addInput(List<RuleRecord> gathered, RuleRecord record) {
      gathered.add(record);
      return gathered;
    }

    @Override
    public List<RuleRecord> mergeAccumulators(Iterable<List<RuleRecord>> parts) {
      List<RuleRecord> all = new ArrayList<>();
      parts.forEach(all::addAll);
      return all;
    }

    @Override
    public RuleBook extractOutput(List<RuleRecord> gathered) {
      return DecisionRuleBook.empty().plusAll(gathered).book();
    }

    @Override
    public Coder<List<RuleRecord>> getAccumulatorCoder(
        CoderRegistry registry, Coder<RuleRecord> inputCoder) {
      return ListCoder.of(RuleRecordCoder.of());
    }

    @Override
    public Coder<RuleBook> getDefaultOutputCoder(
        CoderRegistry registry, Coder<RuleRecord> inputCoder) {
      return RuleBookCoder.of();
    }
  }
}
