package io.cardbeam.pipeline.rule;

import io.cardbeam.pipeline.published.KeepGathered;
import io.cardbeam.rule.RuleBook;
import io.cardbeam.wire.RuleRecord;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.joda.time.Duration;

/** The book of an unbounded input, as it grows, by {@link KeepGathered}. A book never shrinks. */
public final class KeepRuleBook
    extends PTransform<PCollection<RuleRecord>, PCollectionView<RuleBook>> {
  /** How long records gather before a book is sent, unless told otherwise. */
  public static final Duration SEND_AFTER = Duration.millis(250);

  private static final long serialVersionUID = 1L;

  private final Duration sendAfter;

  public KeepRuleBook(Duration sendAfter) {
    this.sendAfter = sendAfter;
  }

  @Override
  public PCollectionView<RuleBook> expand(PCollection<RuleRecord> records) {
    return new KeepGathered<>("KeepRuleBook", new RuleGathering(), "rule-book", sendAfter)
        .expand(records);
  }
}
