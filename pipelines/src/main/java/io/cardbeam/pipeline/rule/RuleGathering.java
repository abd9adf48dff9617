package io.cardbeam.pipeline.rule;

import io.cardbeam.decision.DecisionRuleBook;
import io.cardbeam.pipeline.published.Gathering;
import io.cardbeam.rule.RuleBook;
import io.cardbeam.wire.RuleRecord;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.values.TypeDescriptor;

/** Rules and lists become a book. */
record RuleGathering() implements Gathering<RuleRecord, RuleBook> {
  private static final Counter NO_ROOM = Metrics.counter(RuleCounters.NAMESPACE, "no_room");

  @Override
  public Coder<RuleRecord> recordCoder() {
    return RuleRecordCoder.of();
  }

  @Override
  public Coder<RuleBook> coder() {
    return RuleBookCoder.of();
  }

  @Override
  public TypeDescriptor<RuleBook> type() {
    return TypeDescriptor.of(RuleBook.class);
  }

  @Override
  public RuleBook empty() {
    return DecisionRuleBook.empty();
  }

  @Override
  public RuleBook plus(RuleBook book, List<RuleRecord> records) {
    RuleBook.Grown grown = book.plusAll(records);
    if (!grown.refused().isEmpty()) {
      NO_ROOM.inc(grown.refused().size());
    }
    return grown.book();
  }

  @Override
  public RuleBook union(RuleBook one, RuleBook other) {
    return one.union(other);
  }
}
