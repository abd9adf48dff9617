package io.cardbeam.pipeline.read;

import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.pipeline.rule.RuleDecoder;
import io.cardbeam.pipeline.rule.RuleRecordCoder;
import io.cardbeam.wire.RuleRecord;
import io.cardbeam.wire.Topic;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;

/**
 * Reads rules and lists from Kafka, unbounded and always from the oldest record on: a rule of last
 * year may be in force. Gives {@link #RULES} and {@link SourceTags#DEAD_LETTERS}.
 */
public final class ReadRules extends PTransform<PBegin, PCollectionTuple> {
  /** Rules' versions and list entries. */
  public static final TupleTag<RuleRecord> RULES = new TupleTag<>("rules") {};

  private static final long serialVersionUID = 1L;

  private final KafkaConnection kafka;

  public ReadRules(KafkaConnection kafka) {
    this.kafka = kafka;
  }

  @Override
  public PCollectionTuple expand(PBegin input) {
    return new ReadWholeTopic<>(
            kafka, Topic.RULES, RULES, RuleRecordCoder.of(), nothing -> new RuleDecoder())
        .expand(input);
  }
}
