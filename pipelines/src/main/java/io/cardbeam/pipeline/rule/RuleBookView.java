package io.cardbeam.pipeline.rule;

import io.cardbeam.decision.DecisionRuleBook;
import io.cardbeam.pipeline.published.GatherAll;
import io.cardbeam.rule.RuleBook;
import io.cardbeam.wire.RuleRecord;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
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
    return new GatherAll<>(new RuleGathering()).expand(records);
  }
}
